import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createEmulator, type LocalEmulator } from '../../src/index.js'
import { BENCH_USERS } from '../bench-users.js'
import { cpuOf } from '../cpu-time.js'
import { measureChangedUser } from '../synchronization/changed-user.js'
import { type Noticed, notice, type Observed, observe, WAYS } from '../synchronization/full-cycle.js'
import { heapInUse } from '../synchronization/heap.js'
import { type Figures, type FirstCycle, printFigures } from '../synchronization/print-figures.js'
import { writeSyncedTenant } from '../synchronization/synced-tenant.js'
import { median } from '../table.js'

const SMALL = 1000
const ROUNDS = 5
const HEAP_SAMPLES = 3
const EVERY_WAY = ['asked', 'timed', 'followed'] as const

/** What the synchronization of environments costs in a small tenant and in a large one, and what others notice of it. */
export async function benchSynchronization(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'graphverse-bench-'))
  const fixture = writeSyncedTenant(join(folder, 'large.json'), BENCH_USERS)
  const figures = await measureInMemory(writeSyncedTenant(join(folder, 'small.json'), SMALL), fixture)
  const inDataFolder = await noticeInDataFolder(fixture, join(folder, 'data'))
  rmSync(folder, { recursive: true })
  printFigures({ ...figures, noticed: [...figures.noticed, ...inDataFolder] })
}

async function measureInMemory(smallFixture: string, largeFixture: string): Promise<Figures> {
  const small = await open(smallFixture)
  const smallCycle = await measureSmall(small)
  const large = await open(largeFixture)
  const group = await measureGroup(large)
  const { noticed, cycle } = await noticeInMemory(large)
  const changed = await measureChangedUser(small, large)
  const heapOnTheWay = await measureHeapOnTheWay(large)
  await small.close()
  await large.close()
  return { cycles: [smallCycle, cycle], group, changed, noticed, heapOnTheWay }
}

function open(fixture: string, data?: string): Promise<LocalEmulator> {
  const kept = data === undefined ? {} : ({ data, store: 'file' } as const)
  return createEmulator({ fixture, clock: '2026-06-01T09:00:00Z', ...kept })
}

async function sync(emulator: LocalEmulator, environment: string) {
  const [report] = (await emulator.control.sync({ environment, decisions: 'changed' })).environments
  if (!report) throw new Error(`there is no environment '${environment}'`)
  return report
}

/** The small tenant again and again, until the code is warm. */
async function measureSmall(emulator: LocalEmulator): Promise<FirstCycle> {
  const cycles: FirstCycle[] = []
  for (let round = 0; round < 2 * ROUNDS; round++) {
    await emulator.control.reset()
    cycles.push(await measureFirst(SMALL, async () => void (await sync(emulator, 'asked'))))
  }
  const warm = cycles.slice(ROUNDS)
  await sync(emulator, 'followed')
  return {
    users: SMALL,
    addedPerSecond: median(warm.map(({ addedPerSecond }) => addedPerSecond)),
    bytesAUser: median(warm.map(({ bytesAUser }) => bytesAUser)),
  }
}

async function measureFirst(users: number, cycle: () => Promise<void>): Promise<FirstCycle> {
  const before = heapInUse()
  const cpu = await cpuOf(cycle)
  return { users, addedPerSecond: (users / cpu) * 1e6, bytesAUser: (heapInUse() - before) / users }
}

async function measureGroup(emulator: LocalEmulator): Promise<{ examined: number; milliseconds: number }> {
  const started = performance.now()
  const { examined } = await sync(emulator, 'grouped')
  return { examined, milliseconds: performance.now() - started }
}

/** Every way to a full synchronization, each from the start: `followed`, the last, stays as it then is. */
async function noticeInMemory(emulator: LocalEmulator): Promise<{ noticed: Noticed[]; cycle: FirstCycle }> {
  const { asker, ways } = await observe(emulator)
  const noticed: Noticed[] = []
  const cycles: FirstCycle[] = []
  for (const way of EVERY_WAY) {
    await emulator.control.reset()
    const cycle = async () => void noticed.push(await notice(asker, `in memory, ${WAYS[way]}`, ways[way]))
    cycles.push(await measureFirst(BENCH_USERS, cycle))
    await requireAll(emulator, way)
  }
  await asker.stop()
  return { noticed, cycle: cycles[0] as FirstCycle }
}

/** Throws unless an environment has everybody. */
async function requireAll(emulator: LocalEmulator, environment: string): Promise<void> {
  const { unchanged } = await sync(emulator, environment)
  if (unchanged < BENCH_USERS) throw new Error(`'${environment}' has ${unchanged} of ${BENCH_USERS} users`)
}

/** The most bytes that a cycle needs on its way which writes nothing. */
async function measureHeapOnTheWay(emulator: LocalEmulator): Promise<number> {
  const before = heapInUse()
  const cycle = sync(emulator, 'followed')
  let most = 0
  for (let sample = 0; sample < HEAP_SAMPLES; sample++) {
    await pause(200)
    most = Math.max(most, heapInUse() - before)
  }
  await cycle
  return most
}

/**
 * Every way to a full synchronization when it has to be written down, each from the start as in memory, and a cycle that
 * is the first after a start: what the last way had written is looked through again.
 */
async function noticeInDataFolder(fixture: string, data: string): Promise<readonly Noticed[]> {
  const noticed: Noticed[] = []
  await served(await open(fixture, data), async (emulator, { asker, ways }) => {
    for (const way of EVERY_WAY) {
      await emulator.control.reset()
      noticed.push(await notice(asker, `in a data folder, ${WAYS[way]}`, ways[way]))
      await requireAll(emulator, way)
    }
  })
  await served(await open(fixture, data), async (emulator, { asker }) => {
    const again = async () => void (await sync(emulator, EVERY_WAY.at(-1) ?? ''))
    noticed.push(await notice(asker, 'in a data folder, first after a start', again))
  })
  return noticed
}

async function served(
  emulator: LocalEmulator,
  work: (emulator: LocalEmulator, observed: Observed) => Promise<void>,
): Promise<void> {
  const observed = await observe(emulator)
  await work(emulator, observed)
  await observed.asker.stop()
  await emulator.close()
}
