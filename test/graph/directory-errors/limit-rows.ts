import { expect } from 'vitest'
import { createGroup } from '../../../src/domain/directory/create-group.js'
import { linkAsGiven } from '../../../src/domain/directory/group-links.js'
import { groups } from '../../../src/domain/directory/tables.js'
import { invalid, type Row } from './row.js'
import { referenceTo, type World } from './world.js'

const plain = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
const account = {
  accountEnabled: true,
  displayName: 'Ann',
  mailNickname: 'ann',
  userPrincipalName: 'ann@contoso.onmicrosoft.com',
  passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
}

const tooLarge = {
  status: 403,
  code: 'Directory_ResourceSizeExceeded',
  message: 'The size of the object has exceeded its limit. Please reduce the number of values and retry your request.',
}
const full = {
  status: 403,
  code: 'Directory_QuotaExceeded',
  message:
    'The directory object quota limit for the Tenant has been exceeded. Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.',
}

const guid = (at: number) => `8fb3a1f0-0000-4000-8000-${String(at).padStart(12, '0')}`

/** An application that asks that many APIs for that many permissions each. */
const asking = (resources: number, permissions: number) => ({
  displayName: 'Client',
  requiredResourceAccess: Array.from({ length: resources }, (_, at) => ({
    resourceAppId: guid(at),
    resourceAccess: Array.from({ length: permissions }, (_, each) => ({ id: guid(each), type: 'Scope' })),
  })),
})

/** As many groups as given, made as fast as can be. */
function fill(graph: World, count: number, change: object = {}): void {
  graph.write((transaction) => {
    const made = createGroup(transaction, { ...plain, ...change })
    for (let at = 1; at < count; at++) transaction.insert(groups, { ...made, id: transaction.newGuid() })
  })
}

/** How many objects the directory holds, as the tenant tells it. */
async function usedQuota(graph: World): Promise<number> {
  return (await graph.get('/organization?$select=directorySizeQuota')).body.value[0].directorySizeQuota.used
}

/** Fills the directory until it takes no further object. */
async function fillUp(graph: World): Promise<void> {
  fill(graph, 50_000 - (await usedQuota(graph)))
}

/** The ids of a hundred users. */
const hundred = (graph: World) => Array.from({ length: 100 }, (_, at) => graph.newUser(`Owner ${at}`).id)

/** Refusals of what is more than the directory keeps. */
export const limitRows: readonly Row[] = [
  {
    name: '1.3 a group with a hundred owners gets another',
    provoke: async (graph) => {
      const group = await graph.madeGroup()
      const path = `/groups/${group}/owners/$ref`
      for (const owner of hundred(graph)) expect((await graph.post(path, referenceTo(owner))).status).toBe(204)
      return await graph.post(path, referenceTo(graph.newUser('One more').id))
    },
    ...tooLarge,
  },
  ...(['applications', 'servicePrincipals'] as const).map(
    (set): Row => ({
      name: `3.1 one of ${set} with a hundred owners gets another`,
      provoke: async (graph) => {
        const { id: principal, applicationId } = await graph.principalOf('Owned')
        const path = `/${set}/${set === 'applications' ? applicationId : principal}/owners/$ref`
        for (const owner of hundred(graph)) expect((await graph.post(path, referenceTo(owner))).status).toBe(204)
        return await graph.post(path, referenceTo(graph.newUser('One more').id))
      },
      ...tooLarge,
    }),
  ),
  {
    name: '1.6 role-assignable group number 501',
    provoke: async (graph) => {
      fill(graph, 499, { isAssignableToRole: true })
      expect((await graph.createGroup({ isAssignableToRole: true })).status).toBe(201)
      return await graph.createGroup({ isAssignableToRole: true })
    },
    ...full,
  },
  {
    name: '3.2 an application that asks 51 APIs',
    provoke: async (graph) => {
      const { id } = (await graph.post('/applications', asking(50, 8))).body
      return await graph.patch(`/applications/${id}`, asking(51, 1))
    },
    ...tooLarge,
  },
  {
    name: '3.2 an application that asks for 401 permissions',
    provoke: (graph) => graph.post('/applications', asking(1, 401)),
    ...tooLarge,
  },
  ...Object.entries({
    users: account,
    groups: plain,
    applications: { displayName: 'Client' },
    'directory/administrativeUnits': { displayName: 'Unit' },
    invitations: { invitedUserEmailAddress: 'guest@example.com', inviteRedirectUrl: 'https://example.com' },
  }).map(
    ([set, body]): Row => ({
      name: `17 a directory that is full, at ${set}`,
      provoke: async (graph) => {
        await fillUp(graph)
        return await graph.post(`/${set}`, body)
      },
      ...full,
    }),
  ),
  {
    name: '17 a directory that is full, at servicePrincipals',
    provoke: async (graph) => {
      const { appId } = (await graph.post('/applications', { displayName: 'Client' })).body
      await fillUp(graph)
      return await graph.post('/servicePrincipals', { appId })
    },
    ...full,
  },
  {
    name: '17 a directory that four deleted objects have filled',
    provoke: async (graph) => {
      const users = Array.from({ length: 5 }, (_, at) => graph.newUser(`Leaver ${at}`).id)
      await fillUp(graph)
      for (const id of users.slice(0, 4)) await graph.remove(`/users/${id}`)
      // Three places are free again, and taken.
      for (let at = 0; at < 3; at++) await graph.createGroup({ mailNickname: `g${at}` })
      return await graph.createGroup()
    },
    ...full,
  },
  {
    name: '10 somebody in more groups than can be named',
    provoke: (graph) => {
      const { id } = graph.newUser('Ann')
      graph.write((transaction) => {
        const made = createGroup(transaction, plain)
        for (let at = 0; at < 11_001; at++) {
          const group = transaction.insert(groups, { ...made, id: transaction.newGuid() })
          linkAsGiven(transaction, 'member', group.id, id)
        }
      })
      return graph.post(`/users/${id}/getMemberGroups`, { securityEnabledOnly: false })
    },
    status: 400,
    code: 'Directory_ResultSizeLimitExceeded',
    message: 'The result size limit has been exceeded.',
  },
  {
    name: '3.1 eleven names of certificates',
    provoke: (graph) =>
      graph.patch(`/users/${graph.newUser('Ann').id}`, {
        authorizationInfo: { certificateUserIds: Array.from({ length: 11 }, (_, at) => `X509:<SKI>${at}`) },
      }),
    ...invalid('authorizationInfo', 'User'),
  },
  {
    name: '3.1 eleven identities',
    provoke: (graph) =>
      graph.post('/users', {
        ...account,
        identities: Array.from({ length: 11 }, (_, at) => ({
          signInType: 'emailAddress',
          issuer: 'contoso.onmicrosoft.com',
          issuerAssignedId: `ann${at}@example.com`,
        })),
      }),
    ...invalid('identities', 'User'),
  },
]
