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

/** Sums decisions up, slice by slice. */
export class ReportBuilder {
  readonly #counts: Record<Counted, number> = {
    added: 0,
    enabled: 0,
    updated: 0,
    disabled: 0,
    unchanged: 0,
    skipped: 0,
  }
  readonly #decisions: Decision[] = []
  readonly #wanted: DecisionsWanted
  #examined = 0

  constructor(wanted: DecisionsWanted) {
    this.#wanted = wanted
  }

  add(decisions: readonly Decision[]): void {
    this.#examined += decisions.length
    for (const decision of decisions) {
      if (decision.outcome !== 'untouched') this.#counts[decision.outcome]++
      if (this.#wanted === 'all' || CHANGES.has(decision.outcome)) this.#decisions.push(decision)
    }
  }

  report(tenantId: string, uniqueName: string): EnvironmentReport {
    return { tenantId, uniqueName, examined: this.#examined, ...this.#counts, decisions: this.#decisions }
  }
}
