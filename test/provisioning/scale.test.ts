import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { environments, rowsOf } from '../../src/domain/dataverse/tables.js'
import { seedTenant } from '../../src/domain/fixture/seed-tenant.js'
import { DecisionLog } from '../../src/domain/provisioning/decision-log.js'
import { FIXTURE, Provisioning } from '../../src/domain/provisioning/provisioning.js'
import { EmulatorClock } from '../../src/kernel/clock.js'
import { silentLog } from '../../src/kernel/log.js'
import { Schedule } from '../../src/kernel/schedule.js'
import { RequestAccess } from '../../src/request-access.js'
import { LayerIndex } from '../../src/store/layer-index.js'
import { openFileStore } from '../../src/store/open-file-store.js'
import type { Store } from '../../src/store/store.js'
import { SeededHouse } from '../support/seeded-house.js'

const SLICE = 10
const TENANT = '11111111-1111-4111-8111-111111111111'

const licensed = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    key: `u${at}`,
    displayName: `User ${at}`,
    usageLocation: 'FR',
    licenses: ['POWERAPPS_PER_USER'],
  }))

/** A machine on which each look at the clock finds that the turn has lasted long. */
function slowMachine(): () => number {
  let now = 0
  return () => (now += 10)
}

/** Does work, and tells how far `measure` got from one turn that others had meanwhile to the next. */
async function strides(measure: () => number, work: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = [measure()]
  let isOver = false
  const look = () => {
    found.push(measure())
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  await work()
  isOver = true
  found.push(measure())
  return found.slice(1).map((value, at) => value - (found[at] ?? 0))
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

async function turnsOfOthers(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('a cycle over a large environment', () => {
  const house = (mode: string, group = {}, more = {}) =>
    new SeededHouse(
      { users: licensed(230), groups: [{ key: 'nobody' }], environments: [{ uniqueName: 'e', ...group }] },
      mode,
      { machineNow: slowMachine(), ...more },
    )
  const rows = (of: SeededHouse) =>
    [...rowsOf(of.reader, of.environment(), 'systemuser').rows()].filter((row) => row.islicensed).length
  const expectSmallSlices = (slices: readonly number[]) => {
    expect(total(slices)).toBe(230)
    expect(Math.max(...slices)).toBe(SLICE)
  }

  it('lets others have their turn after each slice, when somebody asks for it', async () => {
    const of = house('manual')
    expectSmallSlices(
      await strides(
        () => rows(of),
        () => of.provisioning.sync(),
      ),
    )
  })

  it('does so at an interval', async () => {
    const of = house('interval:PT5M')
    expectSmallSlices(
      await strides(
        () => rows(of),
        () => of.advance(5 * 60_000),
      ),
    )
  })

  it('does so when a change concerns everybody, whose answer waits for the first of them only', async () => {
    const of = house('auto', { securityGroup: 'nobody' })
    const free = () => ({ ...of.environment(), securityGroupId: null })
    let answered = 0
    const slices = await strides(
      () => rows(of),
      async () => {
        await of.change((transaction) => transaction.replace(environments, free()))
        answered = rows(of)
        await of.schedule.runDue()
      },
    )
    expectSmallSlices(slices)
    expect(answered).toBe(200)
  })

  it('gets no further ahead of the disk than a thousand users', async () => {
    let confirm = () => {}
    const durable = () => new Promise<void>((resolve) => (confirm = resolve))
    const of = new SeededHouse({ users: licensed(1030), environments: [{ uniqueName: 'e' }] }, 'manual', { durable })
    const report = of.provisioning.sync({ decisions: 'changed' })
    await turnsOfOthers(300)
    expect(rows(of)).toBe(1000)
    confirm()
    expect((await report).environments).toMatchObject([{ added: 1030 }])
  })
})

describe('a cycle after a start', () => {
  const clock = new EmulatorClock({ frozenAt: Date.parse('2026-06-01T09:00:00Z') })
  let folder = ''

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'graphverse-scale-'))
  })

  afterEach(async () => {
    await rm(folder, { recursive: true })
  })

  const plant = (store: Store) => {
    const users = licensed(1500)
    const systemusers = users.map(({ key }) => ({ user: key }))
    store.createTenant(TENANT, false)
    store.transact(TENANT, FIXTURE, (transaction) =>
      seedTenant(transaction, { key: 't', users, environments: [{ uniqueName: 'e', systemusers }] }),
    )
    store.setBase(TENANT)
  }

  it('makes the indexes ready before, in turns of the event loop', async () => {
    const open = () => openFileStore({ folder, clock, log: silentLog, plant })
    await (await open()).store.close()
    const { store } = await open()
    const provisioning = new Provisioning({
      clock,
      schedule: new Schedule(clock, () => {}),
      access: new RequestAccess(store),
      decisions: new DecisionLog(silentLog),
      machineNow: slowMachine(),
      durable: () => store.durable(),
      mode: { kind: 'manual' },
    })
    const indexed = vi.spyOn(LayerIndex.prototype, 'add')
    const steps = await strides(
      () => indexed.mock.calls.length,
      () => provisioning.sync(),
    )
    indexed.mockRestore()
    await store.close()
    expect(total(steps)).toBeGreaterThan(3000)
    expect(Math.max(...steps)).toBeLessThanOrEqual(1500)
  })
})
