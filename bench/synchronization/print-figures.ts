import { printTable } from '../table.js'
import type { ChangedUser } from './changed-user.js'
import type { Noticed } from './full-cycle.js'
import { GROUP } from './synced-tenant.js'

const LEAST_ADDED = 2500
const MOST_BYTES = 2500
const LONGEST_TURN = 20
const LARGEST_RATIO = 1.5
const MOST_ON_THE_WAY = 2

/** The first cycle over an environment in which nobody is yet. */
export interface FirstCycle {
  readonly users: number
  /** Rows that it adds in a second of CPU. */
  readonly addedPerSecond: number
  /** Bytes of heap that a user takes in the end: rows, their indexes, and the history of them. */
  readonly bytesAUser: number
}

export interface Figures {
  readonly cycles: readonly FirstCycle[]
  readonly group: { readonly examined: number; readonly milliseconds: number }
  readonly changed: ChangedUser
  readonly noticed: readonly Noticed[]
  readonly heapOnTheWay: number
}

/** Prints what the synchronization of environments costs, and what others notice of it. */
export function printFigures({ cycles, group, changed, noticed, heapOnTheWay }: Figures): void {
  const size = cycles.at(-1)?.users.toLocaleString('en')
  console.log('\nFirst full synchronization of an environment')
  printTable([
    ['licensed users', 'added, users a CPU second', 'goal', 'heap, bytes a user', 'goal'],
    ...cycles.map(({ users, addedPerSecond, bytesAUser }) => [
      users.toLocaleString('en'),
      addedPerSecond.toFixed(0),
      atLeast(addedPerSecond, LEAST_ADDED),
      bytesAUser.toFixed(0),
      verdict(bytesAUser, MOST_BYTES),
    ]),
  ])
  console.log(
    `\nWhat others notice while ${size} users are synchronized, milliseconds; somebody asks for a user all the time`,
  )
  printTable([
    ['cycle', 'longest turn, CPU', 'goal', 'by the clock', 'longest answer', 'others had the CPU'],
    ...noticed.map(({ name, cpu, wall, answer, waiting }) => [
      name,
      cpu.toFixed(1),
      verdict(cpu, LONGEST_TURN),
      wall.toFixed(1),
      answer.toFixed(1),
      `${(100 * waiting).toFixed(0)} %`,
    ]),
  ])
  console.log(
    'Where others have the CPU for much of the time, collecting garbage makes turns longer than they are alone.',
  )
  const needed = heapOnTheWay / 1024 / 1024
  console.log(`\nBounds of a cycle in a tenant of ${size} users`)
  printTable([
    ['', '', 'goal'],
    // Its members, and the one administrator.
    ['security group of 5,000: users examined', String(group.examined), verdict(group.examined, GROUP + 1)],
    ['security group of 5,000: milliseconds', group.milliseconds.toFixed(0), ''],
    ['heap beyond the rows, on the way, MiB', needed.toFixed(2), verdict(needed, MOST_ON_THE_WAY)],
  ])
  console.log('\nOne changed user, CPU microseconds with the request')
  printTable([
    ['in 1,000', `in ${size}`, 'ratio', 'goal'],
    [changed.small.toFixed(0), changed.large.toFixed(0), `${changed.ratio.toFixed(2)}×`, ratioVerdict(changed.ratio)],
  ])
}

function verdict(value: number, limit: number): string {
  return value <= limit ? `≤ ${limit} ok` : `≤ ${limit} MISSED`
}

function atLeast(value: number, limit: number): string {
  return value >= limit ? `≥ ${limit} ok` : `≥ ${limit} MISSED`
}

/** Neither size may cost more than the other by so much. */
function ratioVerdict(ratio: number): string {
  return verdict(Math.max(ratio, 1 / ratio), LARGEST_RATIO)
}
