import { performance } from 'node:perf_hooks'
import { mainThreadTime } from '../cpu-time.js'

/** The longest turns of an event loop, in milliseconds. */
export interface LongestTurn {
  /** As a clock on the wall shows it: with the time in which other processes, or its own helpers, had the processor. */
  readonly wall: number
  /**
   * What the event loop's thread took of the processor in a turn, its part in the collection of garbage included. That
   * part grows where its helpers get no processor.
   */
  readonly cpu: number
  /** The share of all the time, from 0 to 1, for which the thread waited while others had the processor. */
  readonly waiting: number
}

/** Watches the turns of this process's event loop until the function is called. */
export function watchTurns(): () => LongestTurn {
  let wall = 0
  let cpu = 0
  const start = { at: performance.now(), ...mainThreadTime() }
  let last = start
  const look = () => {
    const now = { ...mainThreadTime(), at: performance.now() }
    const passed = now.at - last.at
    wall = Math.max(wall, passed)
    // A virtual machine may book what its host took from it: no turn takes more than the time that went by.
    cpu = Math.max(cpu, Math.min(now.running - last.running, passed))
    last = now
    timer = setTimeout(look, 1)
  }
  let timer = setTimeout(look, 1)
  return () => {
    clearTimeout(timer)
    return { wall, cpu, waiting: (last.waiting - start.waiting) / (last.at - start.at) }
  }
}
