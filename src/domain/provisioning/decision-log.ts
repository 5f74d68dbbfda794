import type { Log } from '../../kernel/log.js'
import type { Transaction } from '../access.js'
import type { Decision } from './decision.js'
import type { Place } from './find-environment.js'
import { isChange, Tally } from './sync-report.js'

/** How many users of one change have lines of their own: as many as a batch can name. */
const FEW = 20

const notes = new WeakMap<Transaction, (Place & { readonly decision: Decision })[]>()

/** Notes a decision that somebody asked for; it is told once the transaction is committed (`tellCommitted`). */
export function noteDecision(transaction: Transaction, place: Place, decision: Decision): void {
  const noted = notes.get(transaction)
  if (noted) noted.push({ ...place, decision })
  else notes.set(transaction, [{ ...place, decision }])
}

/**
 * What the log says about users who are added, changed and refused. A decision about a user who was named, by a change in
 * the directory, an access or an administrator, has a line of its own: `info` when a row was written, `debug` when not.
 * A cycle over a whole environment, or over more than a few users whom a change concerned, has one line with its counts,
 * and its decisions are for `debug`: thousands of lines would tell nobody anything. Of people there are the object id and
 * the user principal name, and no other address.
 */
export class DecisionLog {
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  /** Tells what a transaction, now committed, decided on request. */
  tellCommitted(transaction: Transaction): void {
    for (const { decision, ...place } of notes.get(transaction) ?? []) this.#tell(place, decision)
  }

  /** Passes the slices on in which so many users (`count`) are synchronized whom a change concerns, and tells of them. */
  *affected(
    place: Place,
    count: number,
    slices: Iterable<readonly Decision[]>,
  ): Generator<readonly Decision[], void, void> {
    if (count > FEW) yield* this.cycle(place, slices)
    else
      for (const decisions of slices) {
        for (const decision of decisions) this.#tell(place, decision)
        yield decisions
      }
  }

  #tell(place: Place, decision: Decision): void {
    const level = isChange(decision.outcome) ? 'info' : 'debug'
    this.#log[level](`User ${decision.outcome}`, fieldsOf(place, decision))
  }

  /** Passes the slices of a cycle on, and tells of it when it is over. */
  *cycle(place: Place, slices: Iterable<readonly Decision[]>): Generator<readonly Decision[], void, void> {
    const tally = new Tally()
    let wrote = false
    for (const decisions of slices) {
      tally.add(decisions)
      wrote ||= decisions.some(({ outcome }) => isChange(outcome))
      for (const decision of decisions) this.#log.debug(`User ${decision.outcome}`, fieldsOf(place, decision))
      yield decisions
    }
    const { examined, counts } = tally
    this.#log[wrote ? 'info' : 'debug']('Environment synchronized', { ...whereabouts(place), examined, ...counts })
  }
}

function whereabouts({ tenant, environment }: Place): Readonly<Record<string, string>> {
  return { tenantId: tenant, environment: environment.uniqueName }
}

function fieldsOf(place: Place, decision: Decision): Readonly<Record<string, unknown>> {
  const { userId, userPrincipalName, outcome, reason, detail, rule } = decision
  return { ...whereabouts(place), userId, userPrincipalName, outcome, reason, ...(detail && { detail }), rule }
}
