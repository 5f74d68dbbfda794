import { formatInstant, isInstant, parseDuration, parseInstant } from '../../kernel/instant.js'
import { badRequest } from './control-refused.js'
import type { ControlRooms } from './rooms.js'

export interface ClockInfo {
  readonly now: string
  readonly frozen: boolean
}

/** One of the four at a time. */
export interface ClockMove {
  /** ISO 8601 duration. */
  readonly advance?: string
  /** ISO 8601 instant. */
  readonly set?: string
  readonly freeze?: boolean
  readonly reset?: true
}

/** What `GET /_emulator/clock` answers. */
export function describeClock({ clock }: ControlRooms): ClockInfo {
  return { now: formatInstant(clock.now()), frozen: clock.frozen }
}

/**
 * Moves, stops, starts or resets the emulator's clock and resolves when all work that came due on the way is done.
 * It does not go before the last commit. Throws `ControlRefused`.
 */
export async function moveClock(rooms: ControlRooms, move: ClockMove): Promise<ClockInfo> {
  const { clock, delivered, provisioning, schedule, store } = rooms
  if (Object.keys(move).length !== 1) throw badRequest('Give one of "advance", "set", "freeze" and "reset".')
  // Those that fail come again counted from now, not from where the clock goes.
  await delivered()
  if (move.freeze !== undefined) freeze(rooms, move.freeze)
  else if (move.reset) {
    clock.reset()
    provisioning.restart()
  } else await schedule.moveTo(targetOf(rooms, move))
  await schedule.runDue()
  await provisioning.settle()
  await delivered()
  await store.durable()
  return describeClock(rooms)
}

function freeze({ clock }: ControlRooms, frozen: boolean): void {
  if (frozen) clock.freeze()
  else if (clock.frozen) clock.thaw()
}

function targetOf({ clock, store }: ControlRooms, { advance, set }: ClockMove): number {
  const { lastCommitAt = Number.NEGATIVE_INFINITY } = store
  const target = set === undefined ? clock.now() + durationOf(advance ?? '') : instantOf(set)
  // Instants on the wire are whole seconds, so the second of the last commit is not before it.
  if (target >= Math.floor(lastCommitAt / 1000) * 1000) return target
  const last = formatInstant(lastCommitAt)
  throw badRequest(
    `The clock cannot go behind the last change (${last}): reset first.`,
    set === undefined ? '/advance' : '/set',
  )
}

function durationOf(text: string): number {
  const duration = parseDuration(text)
  if (duration !== undefined) return duration
  throw badRequest(`"${text}" is no ISO 8601 duration: write one such as P31D or PT5M.`, '/advance')
}

function instantOf(text: string): number {
  const instant = isInstant(text) ? parseInstant(text) : undefined
  if (instant !== undefined) return instant
  throw badRequest(`"${text}" is no ISO 8601 instant: write one such as 2027-01-01T00:00:00Z.`, '/set')
}
