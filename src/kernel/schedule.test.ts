import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EmulatorClock } from './clock.js'
import { type Job, Schedule } from './schedule.js'

const MINUTE = 60_000
const START = Date.UTC(2026, 10, 21)

describe('a schedule', () => {
  let clock: EmulatorClock
  let schedule: Schedule
  let ran: string[]
  const errors: unknown[] = []

  beforeEach(() => {
    vi.useFakeTimers({ now: START })
    clock = new EmulatorClock()
    schedule = new Schedule(clock, (job, error) => errors.push([job.name, error]))
    ran = []
    errors.length = 0
  })

  afterEach(() => {
    schedule.close()
    vi.useRealTimers()
  })

  const at = () => (clock.now() - START) / MINUTE
  const job = (name: string, more: Partial<Job> = {}): Job => ({
    name,
    run: () => void ran.push(`${name} ${at()}`),
    ...more,
  })
  const plan = (minute: number, ...rest: Parameters<typeof job>) => schedule.plan(START + minute * MINUTE, job(...rest))

  it('runs what comes due while the clock is moved, in time order, each at its instant', async () => {
    plan(9, 'later')
    plan(3, 'soon')
    plan(3, 'soon too')
    plan(20, 'not yet')
    await schedule.moveTo(START + 10 * MINUTE)
    expect(ran).toEqual(['soon 3', 'soon too 3', 'later 9'])
    expect(at()).toBe(10)
    await schedule.moveTo(START + 20 * MINUTE)
    expect(ran.at(-1)).toBe('not yet 20')
  })

  it('runs what jobs plan on the way, when that comes due as well', async () => {
    plan(2, 'first', { run: () => plan(at() + 3, 'second') })
    await schedule.moveTo(START + 10 * MINUTE)
    expect(ran).toEqual(['second 5'])
  })

  it('runs a repeating job once however often it came due, after what came due before, and keeps its beat', async () => {
    plan(5, 'sync', { every: 5 * MINUTE })
    plan(7, 'purge')
    await schedule.moveTo(START + 12 * MINUTE)
    expect(ran).toEqual(['purge 7', 'sync 10'])
    await schedule.moveTo(START + 14 * MINUTE)
    expect(ran.length).toBe(2)
    await schedule.moveTo(START + 15 * MINUTE)
    expect(ran.at(-1)).toBe('sync 15')
  })

  it('follows real time', async () => {
    plan(5, 'sync', { every: 5 * MINUTE })
    plan(6, 'once')
    await vi.advanceTimersByTimeAsync(16 * MINUTE)
    expect(ran).toEqual(['sync 5', 'once 6', 'sync 10', 'sync 15'])
  })

  it('waits longer than a timer can', async () => {
    const days = 60
    plan(days * 24 * 60, 'purge')
    await vi.advanceTimersByTimeAsync(days * 24 * 60 * MINUTE - 1)
    expect(ran).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(ran.length).toBe(1)
  })

  it('runs nothing by itself while the clock is frozen, but when asked or moved', async () => {
    clock.freeze()
    plan(1, 'due')
    plan(-1, 'overdue')
    await vi.advanceTimersByTimeAsync(5 * MINUTE)
    expect(ran).toEqual([])
    await schedule.runDue()
    expect(ran).toEqual(['overdue 0'])
    await schedule.moveTo(START + 2 * MINUTE)
    expect(ran).toEqual(['overdue 0', 'due 1'])
    expect([at(), clock.frozen]).toEqual([2, true])
  })

  it('goes back without running anything', async () => {
    plan(5, 'later')
    await schedule.moveTo(START - 60 * MINUTE)
    expect([at(), ran]).toEqual([-60, []])
    await schedule.moveTo(START + 5 * MINUTE)
    expect(ran).toEqual(['later 5'])
  })

  it('never turns a running clock back to the target when work took longer than the way there', async () => {
    plan(1, 'slow', { run: () => new Promise((resolve) => setTimeout(resolve, 30 * MINUTE)) })
    const moved = schedule.moveTo(START + 2 * MINUTE)
    await vi.advanceTimersByTimeAsync(30 * MINUTE)
    await moved
    expect(at()).toBe(31)
  })

  it('replaces, brings forward and cancels jobs by name', async () => {
    plan(5, 'a')
    plan(6, 'a')
    schedule.planSooner(START + 9 * MINUTE, job('a'))
    plan(8, 'b')
    schedule.planSooner(START + 3 * MINUTE, job('b'))
    plan(4, 'c')
    schedule.cancel('c')
    await schedule.moveTo(START + 10 * MINUTE)
    expect(ran).toEqual(['b 3', 'a 6'])
  })

  it('lets a repeating job end itself', async () => {
    plan(1, 'sync', { every: MINUTE, run: () => schedule.cancel('sync') })
    await schedule.moveTo(START + 10 * MINUTE)
    plan(11, 'other')
    await schedule.moveTo(START + 20 * MINUTE)
    expect(ran).toEqual(['other 11'])
  })

  it('reports a failing job and goes on, also when the report fails', async () => {
    const failing = (name: string) => job(name, { run: () => Promise.reject(new Error('no')) })
    schedule.plan(START + MINUTE, failing('bad'))
    plan(2, 'good')
    await schedule.moveTo(START + 3 * MINUTE)
    expect(errors).toEqual([['bad', new Error('no')]])
    expect(ran).toEqual(['good 2'])
    const deaf = new Schedule(clock, () => {
      throw new Error('deaf')
    })
    deaf.plan(clock.now(), failing('bad'))
    await expect(deaf.runDue()).rejects.toThrow('deaf')
    deaf.plan(clock.now(), job('next'))
    await deaf.runDue()
    expect(ran.at(-1)).toBe('next 3')
  })

  it('runs nothing more when it is closed', async () => {
    plan(1, 'a')
    schedule.close()
    plan(2, 'b')
    await schedule.moveTo(START + 5 * MINUTE)
    await vi.advanceTimersByTimeAsync(5 * MINUTE)
    expect([ran, vi.getTimerCount()]).toEqual([[], 0])
  })
})
