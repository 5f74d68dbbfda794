import type { Decision, Outcome } from './decision.js'

type Counted = Exclude<Outcome, 'untouched'>

/** What a background cycle did to one environment. */
export interface EnvironmentReport extends Readonly<Record<Counted, number>> {
  readonly tenantId: string
  readonly uniqueName: string
  readonly examined: number
  readonly decisions: readonly Decision[]
}

export interface SyncReport {
  readonly environments: readonly EnvironmentReport[]
}

/** `all`: a decision for every user examined; `changed`: only for those whose row was written. */
export type DecisionsWanted = 'all' | 'changed'

const CHANGES: ReadonlySet<Outcome> = new Set<Outcome>(['added', 'enabled', 'updated', 'disabled'])

/** Whether a row was written. */
export function isChange(outcome: Outcome): boolean {
  return CHANGES.has(outcome)
}

/** Counts decisions, slice by slice. */
export class Tally {
  readonly counts: Record<Counted, number> = {
    added: 0,
    enabled: 0,
    updated: 0,
    disabled: 0,
    unchanged: 0,
    skipped: 0,
  }
  examined = 0

  add(decisions: readonly Decision[]): void {
    this.examined += decisions.length
    for (const { outcome } of decisions) if (outcome !== 'untouched') this.counts[outcome]++
  }
}

/** Sums decisions up, slice by slice. */
export class ReportBuilder {
  readonly #tally = new Tally()
  readonly #decisions: Decision[] = []
  readonly #wanted: DecisionsWanted

  constructor(wanted: DecisionsWanted) {
    this.#wanted = wanted
  }

  add(decisions: readonly Decision[]): void {
    this.#tally.add(decisions)
    const wanted = this.#wanted === 'all' ? decisions : decisions.filter(({ outcome }) => isChange(outcome))
    this.#decisions.push(...wanted)
  }

  report(tenantId: string, uniqueName: string): EnvironmentReport {
    const { examined, counts } = this.#tally
    return { tenantId, uniqueName, examined, ...counts, decisions: this.#decisions }
  }
}
