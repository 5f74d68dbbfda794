import { readFileSync } from 'node:fs'
import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StoreRefused } from './errors.js'

const LOCK = /^lock-(\d+)-(\d+)$/
const ATTEMPTS = 5

/** A process as its lock names it: a pid alone may be given out again, together with the start time it is not. */
interface Holder {
  readonly pid: number
  /** In the system's own ticks; 0 where it does not tell. */
  readonly started: number
}

export interface FolderLock {
  release(): Promise<void>
}

/**
 * Makes this process the only one that works in a folder. The lock is a file that names the process, so it counts for
 * nothing once that process is gone; a file under the own pid that another process left (a container is always pid 1)
 * counts for nothing either. Throws `StoreRefused` when another process, or this one already, has the folder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const held = foldersOfThisProcess()
  if (held.has(folder)) {
    throw new StoreRefused(
      `The data folder '${folder}' is open in this process already. Close that emulator first, or give this one another folder.`,
    )
  }
  held.add(folder)
  const path = join(folder, `lock-${process.pid}-${traceOf(process.pid)?.started ?? 0}`)
  try {
    await claim(folder, path)
  } catch (error) {
    held.delete(folder)
    throw error
  }
  return {
    release: async () => {
      await rm(path, { force: true })
      held.delete(folder)
    },
  }
}

/** Several copies of this module in one process (bundles) share the one list. */
function foldersOfThisProcess(): Set<string> {
  const key = Symbol.for('graphverse.lockedFolders')
  const shared = globalThis as unknown as Record<symbol, Set<string> | undefined>
  shared[key] ??= new Set()
  return shared[key]
}

/**
 * Everybody writes down a name of his own first and looks around afterwards, so of two who come at once at least one
 * sees the other. Both may: then both step back and try again, at different moments.
 */
async function claim(folder: string, path: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await writeFile(path, `${process.pid}\n`, { mode: 0o600 })
    const rival = await otherHolder(folder, path)
    if (!rival) return
    await rm(path, { force: true })
    if (attempt === ATTEMPTS) {
      throw new StoreRefused(
        `The data folder '${folder}' is in use by process ${rival.pid}. Stop that process, or use another data folder (or a store in memory).`,
      )
    }
    await pause(10 + Math.random() * 50)
  }
}

/** The living process that holds the folder besides us. Locks of the dead are cleared away: nobody takes their names again. */
async function otherHolder(folder: string, own: string): Promise<Holder | undefined> {
  for (const name of await readdir(folder)) {
    const match = LOCK.exec(name)
    const path = join(folder, name)
    if (!match || path === own) continue
    const holder = { pid: Number(match[1]), started: Number(match[2]) }
    if (isAlive(holder)) return holder
    await rm(path, { force: true })
  }
  return undefined
}

function isAlive({ pid, started }: Holder): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const trace = traceOf(pid)
  return !trace || (!trace.ended && (started === 0 || trace.started === started))
}

/** What Linux tells of a process: whether only its exit status is left of it, and when it was started, in clock ticks. */
function traceOf(pid: number): { ended: boolean; started: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name of the program stands in parentheses and may hold anything; the values follow behind it.
    const values = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { ended: values[0] === 'Z' || values[0] === 'X', started: Number(values[19]) }
  } catch {
    return undefined
  }
}
