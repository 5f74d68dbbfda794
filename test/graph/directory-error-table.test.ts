import { describe, expect, it } from 'vitest'
import { applicationRows } from './directory-errors/application-rows.js'
import { groupRows } from './directory-errors/group-rows.js'
import { limitRows } from './directory-errors/limit-rows.js'
import { linkRows } from './directory-errors/link-rows.js'
import { protocolRows } from './directory-errors/protocol-rows.js'
import { queryRows } from './directory-errors/query-rows.js'
import { roleRows } from './directory-errors/role-rows.js'
import { NOBODY } from './directory-errors/row.js'
import { subscriptionRows } from './directory-errors/subscription-rows.js'
import { openWorld } from './directory-errors/world.js'

/*
 * Documented refusals that no row below provokes, and why:
 * - compressed, oversized and unreadable requests: a host refuses them before Graph sees them (test/hosts/bad-input.test.ts).
 * - a failed handshake of a subscription: it needs a real endpoint (test/graph/subscriptions.test.ts).
 * - proofs of possession for addKey and removeKey: they need a real signature (test/graph/keys.test.ts).
 * - the quota of a user, and sign-in activity without a premium plan: rows E25 and E39 of user-error-table.test.ts.
 * - sign-ins without a premium plan: the log is open in every tenant, as the README says.
 * - 429, 503 and 504: they come on order alone (test/control).
 * - 402, 406, 412, 500, 509, Request_DataContractVersionMissing, Request_InvalidDataContractVersion and
 *   Request_InvalidRequestUrl: nothing here is metered, negotiated, versioned by ETag or by contract, or fails by itself.
 */

describe.each([
  ['groups', groupRows],
  ['members and owners', linkRows],
  ['roles', roleRows],
  ['applications', applicationRows],
  ['queries', queryRows],
  ['the protocol', protocolRows],
  ['subscriptions', subscriptionRows],
  ['limits', limitRows],
] as const)('what Microsoft Graph says about %s', (_, rows) => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, { provoke, status, code, message, details }) => {
    const reply = await provoke(openWorld())
    const { error } = reply.body
    expect({ status: reply.status, code: error.code, message: error.message, details: error.details }).toEqual({
      status,
      code,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
      details,
    })
    expect(error.innerError['request-id']).toBe(reply.headers['request-id'])
  })
})

it('answers a request of a batch whose predecessor failed with 424', async () => {
  const requests = [
    { id: '1', method: 'GET', url: `/groups/${NOBODY}` },
    { id: '2', method: 'GET', url: '/groups', dependsOn: ['1'] },
  ]
  const { status, body } = await openWorld().post('/$batch', { requests })
  expect(status).toBe(200)
  const second = body.responses.find(({ id }: { id: string }) => id === '2')
  expect([second.status, second.body.error.code]).toEqual([424, 'FailedDependency'])
})
