/**
 * How long a turn may last before others have theirs, in milliseconds of the machine. Well below what anybody would
 * notice, for the turn goes on to the end of a piece of work, and the collector of garbage takes its time on top.
 */
const LONGEST = 2

/** Resolves in another turn of the event loop, when all who waited for the present one have had theirs. */
export function nextTurn(): Promise<void> {
  // Browsers have timers only.
  return new Promise((resolve) => (typeof setImmediate === 'function' ? setImmediate(resolve) : setTimeout(resolve)))
}

/**
 * Begins a turn of the event loop. Call the function between two pieces of work: once the turn has lasted long enough
 * its promise resolves in another one. `machineNow` is the machine's clock, for the emulator's may stand still.
 */
export function beginTurn(machineNow: () => number): () => Promise<void> {
  let began = machineNow()
  return async () => {
    if (machineNow() - began < LONGEST) return
    await nextTurn()
    began = machineNow()
  }
}
