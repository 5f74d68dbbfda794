import { createEmulator, type LocalEmulator } from '../../src/index.js'
import { BENCH_USERS } from '../bench-users.js'
import { bigTenant } from '../big-tenant.js'
import { printTable } from '../table.js'

const CHANGES = 500

/** What synchronization costs in a small environment and in a big one. */
export async function benchSynchronization(): Promise<void> {
  const measured = [await measureSynchronization(1000), await measureSynchronization(BENCH_USERS)]
  console.log('\nSynchronization of an environment')
  printTable([
    ['licensed users', 'added, users a CPU second', 'one change, CPU microseconds'],
    ...measured.map(({ users, addedPerSecond, changed }) => [
      users.toLocaleString('en'),
      addedPerSecond.toFixed(0),
      changed.toFixed(0),
    ]),
  ])
}

interface Synchronization {
  readonly users: number
  /** Rows that the first cycle adds in a second of CPU. */
  readonly addedPerSecond: number
  /** CPU microseconds of changing one user through Graph, with the synchronization that follows. */
  readonly changed: number
}

/** What synchronization costs in an environment of a tenant with so many licensed users. */
async function measureSynchronization(users: number): Promise<Synchronization> {
  const tenant = bigTenant(users)
  const licensed = tenant.users.map((user) => ({ ...user, licenses: ['POWERAPPS_PER_USER'] }))
  const environments = [{ uniqueName: 'bench' }]
  const emulator = await createEmulator({ fixture: { tenants: [{ ...tenant, users: licensed, environments }] } })
  const cycle = await cpuOf(async () => {
    const [report] = (await emulator.control.sync({ decisions: 'changed' })).environments
    if (report?.added !== users) throw new Error(`${report?.added} of ${users} users were added`)
  })
  const change = await createChange(emulator)
  await change('warm')
  const changes = await cpuOf(() => change('measured'))
  await emulator.close()
  return { users, addedPerSecond: (users / cycle) * 1e6, changed: changes / CHANGES }
}

/** A function that gives many users another job title, one after the other. */
async function createChange(emulator: LocalEmulator): Promise<(jobTitle: string) => Promise<void>> {
  const [tenant] = emulator.control.info().tenants
  const client = tenant?.apps[0]
  const { access_token } = await emulator.control.tokens({
    app: client?.clientId ?? '',
    scope: 'https://graph.microsoft.com/.default',
  })
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }
  return async (jobTitle) => {
    for (const { id } of tenant?.users.slice(0, CHANGES) ?? []) {
      const url = `https://graph.microsoft.com/v1.0/users/${id}`
      const request = new Request(url, { method: 'PATCH', headers, body: JSON.stringify({ jobTitle }) })
      const { status } = await emulator.fetch(request)
      if (status !== 204) throw new Error(`a change was answered with ${status}`)
    }
  }
}

/** CPU microseconds of this process while `work` runs. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
