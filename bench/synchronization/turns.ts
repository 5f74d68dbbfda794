import { performance } from 'node:perf_hooks'
import { mainThreadMilliseconds } from '../cpu-time.js'

/** The longest that a request had to wait for its turn, in milliseconds. */
export interface LongestTurn {
  /** As a clock on the wall shows it: with the time in which other processes, or its own helpers, had the processor. */
  readonly wall: number
  /** What the event loop's thread took of the processor in a turn, its part in the collection of garbage included. */
  readonly cpu: number
}

/** Watches the turns of this process's event loop until the function is called. */
export function watchTurns(): () => LongestTurn {
  let wall = 0
  let cpu = 0
  let lastWall = performance.now()
  let lastCpu = mainThreadMilliseconds()
  const look = () => {
    const nowCpu = mainThreadMilliseconds()
    const nowWall = performance.now()
    const passed = nowWall - lastWall
    wall = Math.max(wall, passed)
    // A virtual machine may book what its host took from it: no turn takes more than the time that went by.
    cpu = Math.max(cpu, Math.min(nowCpu - lastCpu, passed))
    lastWall = nowWall
    lastCpu = nowCpu
    timer = setTimeout(look, 1)
  }
  let timer = setTimeout(look, 1)
  return () => {
    clearTimeout(timer)
    return { wall, cpu }
  }
}
