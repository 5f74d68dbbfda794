import { describe, expect, it } from 'vitest'
import { EmulatorClock } from './clock.js'

describe('the clock of the emulator', () => {
  const started = (frozenAt?: number) => {
    const machine = { now: 1000 }
    const clock = new EmulatorClock({ machine: () => machine.now, ...(frozenAt === undefined ? {} : { frozenAt }) })
    return { clock, machine }
  }

  it('follows the machine, also from another instant', () => {
    const { clock, machine } = started()
    machine.now = 1500
    expect(clock.now()).toBe(1500)
    clock.set(9000)
    machine.now = 1600
    expect(clock.now()).toBe(9100)
  })

  it('stands while it is frozen, moves when it is set, and goes on from there', () => {
    const { clock, machine } = started()
    clock.freeze()
    machine.now = 2000
    expect([clock.now(), clock.frozen]).toEqual([1000, true])
    clock.set(5000)
    expect([clock.now(), clock.frozen]).toEqual([5000, true])
    clock.thaw()
    machine.now = 2001
    expect([clock.now(), clock.frozen]).toEqual([5001, false])
  })

  it('goes back to how it was started', () => {
    const real = started()
    real.clock.set(9000)
    real.clock.freeze()
    real.clock.reset()
    expect([real.clock.now(), real.clock.frozen]).toEqual([1000, false])
    const frozen = started(7000)
    frozen.clock.set(9000)
    frozen.clock.thaw()
    frozen.clock.reset()
    expect([frozen.clock.now(), frozen.clock.frozen]).toEqual([7000, true])
  })
})
