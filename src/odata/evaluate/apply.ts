import type { Apply } from '../nodes/apply.js'
import type { Setting } from './filter.js'

/** A row that `$apply` makes: its group keys by path, in order, and its aggregates by alias. */
export interface AppliedRow {
  readonly keys: readonly { readonly path: readonly string[]; readonly value: unknown }[]
  readonly aggregates: Readonly<Record<string, unknown>>
}

/** Runs `$apply` over rows. Throws `ODataProblem`. */
export function runApply<Row>(_rows: Iterable<Row>, _apply: Apply, _setting: Setting<Row>): readonly AppliedRow[] {
  throw new Error('stub')
}
