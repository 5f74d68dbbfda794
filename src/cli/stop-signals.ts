import { readFileSync } from 'node:fs'

const PARENT_CHECK = 250

/**
 * Calls `stop` once: on SIGTERM, SIGINT or SIGHUP, and, when npm started this process, as soon as npm is gone. A second
 * signal ends the process where it stands.
 */
export function onStop(stop: () => void): void {
  let stopping = false
  const begin = () => {
    if (stopping) process.exit(1)
    stopping = true
    stop()
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, begin)
  if (process.env.npm_lifecycle_event !== undefined) watchParents(begin)
}

/** Orphans get a new parent. npm may stand one process further up, behind a shell that waits for us. */
function watchParents(whenGone: () => void): void {
  const parent = process.ppid
  const grandparent = parentOf(parent)
  const timer = setInterval(() => {
    if (process.ppid === parent && parentOf(parent) === grandparent) return
    clearInterval(timer)
    whenGone()
  }, PARENT_CHECK)
  timer.unref()
}

/** The parent of another process, where the system tells (Linux). */
function parentOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name of the program stands in parentheses and may hold anything; state and parent follow behind it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  } catch {
    return undefined
  }
}
