import { setTimeout as pause } from 'node:timers/promises'
import type { LocalEmulator } from '../../src/index.js'
import type { Shot } from '../load.js'
import { type Asker, startAsker } from './asker.js'
import { type LongestTurn, watchTurns } from './turns.js'

/** What others noticed of a full synchronization, in milliseconds. */
export interface Noticed extends LongestTurn {
  readonly name: string
  /** The longest answer to somebody who asks for a user every few milliseconds. */
  readonly answer: number
}

/** The ways to a full synchronization, each of an environment of its own, and what they are called. */
export const WAYS = { asked: 'somebody asks for it', timed: 'its interval is over', followed: 'a change concerns all' }
type Way = keyof typeof WAYS

/** Somebody who asks an emulator all the time, and causes full synchronizations when told. */
export interface Observed {
  readonly asker: Asker
  readonly ways: Readonly<Record<Way, () => Promise<void>>>
}

/** Serves an emulator of a tenant from `writeSyncedTenant`. */
export async function observe(emulator: LocalEmulator): Promise<Observed> {
  const { http } = await emulator.listen({ port: 0 })
  const { control } = emulator
  const [tenant] = control.info().tenants
  const idOf = (key: string) => tenant?.users.find((user) => user.key === key)?.id ?? ''
  const app = tenant?.apps[0]?.clientId ?? ''
  const reader = await control.tokens({ app, scope: 'https://graph.microsoft.com/.default' }, http)
  const admin = await control.tokens({ user: idOf('admin'), scope: 'https://service.powerapps.com/.default' }, http)
  const asker = startAsker(http, `/v1.0/users/${idOf('user7')}`, `Bearer ${reader.access_token}`)
  // What the control plane goes through is loaded when it is first asked.
  await asker.send({ method: 'GET', path: '/_emulator/health', headers: {} })
  const followed = tenant?.environments.find(({ uniqueName }) => uniqueName === 'followed')
  const openForAll = { properties: { linkedEnvironmentMetadata: { securityGroupId: null } } }
  const environments = '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments'
  return {
    asker,
    ways: {
      asked: () => asker.send(json('POST', '/_emulator/sync', { environment: 'asked', decisions: 'changed' })),
      timed: () => asker.send(json('POST', '/_emulator/clock', { advance: 'PT5M' })),
      followed: async () => {
        await asker.send(
          json('PATCH', `${environments}/${followed?.id}`, openForAll, {
            authorization: `Bearer ${admin.access_token}`,
          }),
        )
        // Answered when nothing is left to do.
        await asker.send(json('POST', '/_emulator/clock', { advance: 'PT0S' }))
      },
    },
  }
}

function json(method: string, path: string, body: object, headers: Readonly<Record<string, string>> = {}): Shot {
  return { method, path, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** Does some work, and tells what others noticed of it. */
export async function notice(asker: Asker, name: string, work: () => Promise<void>): Promise<Noticed> {
  // What went before, a reset or a forced collection of garbage, has its own aftermath.
  await pause(1000)
  await asker.longest()
  const longestTurn = watchTurns()
  await work()
  return { name, ...longestTurn(), answer: await asker.longest() }
}
