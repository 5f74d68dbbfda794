/** How long a turn may last before others have theirs, in milliseconds of the machine. */
const LONGEST = 8

/** Resolves in another turn of the event loop. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
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
