import { performance } from 'node:perf_hooks'
import { mainThreadMilliseconds } from '../cpu-time.js'

/** The longest that a request had to wait for its turn, in milliseconds. */
export interface LongestTurn {
  /** As a clock on the wall shows it, other processes' share of the processor included. */
  readonly wall: number
  /** What the turn took of the processor, collection of garbage included. */
  readonly cpu: number
}

/** Watches the turns of this process's event loop until the function is called. */
export function watchTurns(): () => LongestTurn {
  let wall = 0
  let cpu = 0
  let lastWall = performance.now()
  let lastCpu = mainThreadMilliseconds()
  const look = () => {
    const nowWall = performance.now()
    const nowCpu = mainThreadMilliseconds()
    wall = Math.max(wall, nowWall - lastWall)
    cpu = Math.max(cpu, nowCpu - lastCpu)
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
