import { readdirSync, readFileSync } from 'node:fs'

/** Processor time a process has used so far, over all its threads, in microseconds. Linux only. */
export function cpuMicroseconds(pid: number): number {
  let nanoseconds = 0
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const [running = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')
    nanoseconds += Number(running)
  }
  return nanoseconds / 1000
}

/** Resident memory of a process, in MiB. Linux only. */
export function residentMebibytes(pid: number): number {
  const [, kibibytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kibibytes) / 1024
}

const pillow = new Int32Array(new SharedArrayBuffer(4))

/** What the thread of this process's event loop has had of the processor so far, in milliseconds. */
export interface ThreadTime {
  readonly running: number
  /** How long it could have run, but others had the processor. */
  readonly waiting: number
}

/**
 * The times of this process's event loop. Linux only. The kernel keeps a thread's account when it stops running, or
 * else every few milliseconds: a short nap brings it up to date.
 */
export function mainThreadTime(): ThreadTime {
  Atomics.wait(pillow, 0, 0, 0.01)
  const times = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')
  const [running = Number.NaN, waiting = Number.NaN] = times.map((nanoseconds) => Number(nanoseconds) / 1e6)
  return { running, waiting }
}

/** CPU microseconds of this process while `work` runs. */
export async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
