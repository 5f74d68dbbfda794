import type { LocalEmulator } from '../../src/index.js'
import { cpuOf } from '../cpu-time.js'
import { median } from '../table.js'

const ROUNDS = 9
const CHANGES = 500

export interface ChangedUser {
  /** CPU microseconds of changing one user through Graph, with the synchronization that follows. */
  readonly small: number
  readonly large: number
  /** Of the large tenant to the small one, round by round. */
  readonly ratio: number
}

/** What a change of one user costs in a small tenant and in a large one, in turn: both run the same warm code. */
export async function measureChangedUser(small: LocalEmulator, large: LocalEmulator): Promise<ChangedUser> {
  const changes = { small: await createChange(small), large: await createChange(large) }
  const figures: Record<keyof typeof changes, number[]> = { small: [], large: [] }
  for (const change of Object.values(changes)) await change('warm')
  for (let turn = 0; turn < ROUNDS; turn++) {
    for (const name of ['small', 'large'] as const) {
      figures[name].push((await cpuOf(() => changes[name](`turn ${turn}`))) / CHANGES)
    }
  }
  const ratios = figures.large.map((large, turn) => large / (figures.small[turn] ?? Number.NaN))
  return { small: median(figures.small), large: median(figures.large), ratio: median(ratios) }
}

/** A function that gives many users another job title, one after the other. */
async function createChange(emulator: LocalEmulator): Promise<(jobTitle: string) => Promise<void>> {
  const [tenant] = emulator.control.info().tenants
  const { access_token } = await emulator.control.tokens({
    app: tenant?.apps[0]?.clientId ?? '',
    scope: 'https://graph.microsoft.com/.default',
  })
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }
  const users = tenant?.users.filter(({ key }) => key.startsWith('user')).slice(0, CHANGES) ?? []
  return async (jobTitle) => {
    for (const { id } of users) {
      const url = `https://graph.microsoft.com/v1.0/users/${id}`
      const request = new Request(url, { method: 'PATCH', headers, body: JSON.stringify({ jobTitle }) })
      const { status } = await emulator.fetch(request)
      if (status !== 204) throw new Error(`a change was answered with ${status}`)
    }
  }
}
