import { readableRows } from '../../../domain/dataverse/access-check.js'
import type { ColumnMetadata, TableMetadata } from '../../../domain/dataverse/metadata.js'
import type { Value } from '../../../domain/dataverse/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { type AppliedRow, runApply } from '../../../odata/evaluate/apply.js'
import type { Apply } from '../../../odata/nodes/apply.js'
import { runQuery } from '../../../odata/plan/run-query.js'
import type { QueryOptions } from '../../../odata/query-options.js'
import { FORMATTED, wantedAnnotations } from '../annotations.js'
import { type Answer, ok, preferenceApplied } from '../answer.js'
import { type RequestContext, readerOf } from '../context.js'
import { dataverseDialect } from '../dataverse-dialect.js'
import { entityTypeOf } from '../entity-types.js'
import { formattedValue } from '../formatted-value.js'
import type { JsonObject } from '../json-object.js'
import type { Related } from '../resource.js'
import { readableWithin, sourceOf } from '../row-source.js'
import { columnNamed } from '../selection.js'

const MOST_SOURCE_ROWS = 50_000

/** `$apply`: groups and aggregates (Microsoft: Aggregate data). Null groups leave their key out. */
export function aggregateRows(
  context: RequestContext,
  table: TableMetadata,
  related: Related | undefined,
  options: QueryOptions,
  apply: Apply,
): Answer {
  const where = readableRows(readerOf(context), context.session, table)
  const within = where && readableWithin(context, table)
  const type = entityTypeOf(context, table)
  const setting = { type, dialect: dataverseDialect, aliases: options.aliases, now: context.now, context }
  const { rows } = runQuery({ ...setting, source: sourceOf(context, table, related), where, within })
  if (rows.length > MOST_SOURCE_ROWS) throw new DomainError('tooManyRows')
  const aggregated = aggregatedColumns(table, apply)
  const formatted = wantedAnnotations(context.prefer).formatted
  const value = runApply(rows, apply, setting).map((row) => present(context, table, row, aggregated, formatted))
  return ok(
    { '@odata.context': `${context.root}/$metadata#${table.entitySetName}`, value },
    preferenceApplied(context.prefer.applied),
  )
}

function present(
  context: RequestContext,
  table: TableMetadata,
  { keys, aggregates }: AppliedRow,
  aggregated: ReadonlyMap<string, ColumnMetadata>,
  formatted: boolean,
): JsonObject {
  const shown: JsonObject = {}
  const show = (name: string, value: unknown, column: ColumnMetadata | undefined) => {
    if (value === null || value === undefined) return
    if (formatted) {
      const label = column ? formattedValue(column, value as Value) : String(value)
      if (label !== undefined) shown[`${name}@${FORMATTED}`] = label
    }
    shown[name] = value
  }
  for (const [alias, value] of Object.entries(aggregates)) show(alias, value, aggregated.get(alias))
  for (const { path, value } of keys) {
    const { name, column } = groupKey(context, table, path)
    show(name, value, column)
  }
  return shown
}

/** A key behind a lookup is named `{table}_{column}`. */
function groupKey(
  context: RequestContext,
  table: TableMetadata,
  path: readonly string[],
): { name: string; column: ColumnMetadata | undefined } {
  let current = table
  for (const step of path.slice(0, -1)) {
    const navigation = context.model.navigations(current.logicalName).get(step)
    const target = navigation?.kind === 'single' ? navigation.targets[0] : navigation?.target
    current = context.model.table(target ?? '') ?? current
  }
  const last = path.at(-1) ?? ''
  const name = path.length === 1 ? last : `${current.logicalName}_${last}`
  return { name, column: columnNamed(current, last) }
}

function aggregatedColumns(table: TableMetadata, apply: Apply): ReadonlyMap<string, ColumnMetadata> {
  const found = new Map<string, ColumnMetadata>()
  for (const step of apply) {
    if (step.kind === 'groupby')
      for (const [alias, column] of aggregatedColumns(table, step.apply)) found.set(alias, column)
    if (step.kind !== 'aggregate') continue
    for (const { alias, expression, method } of step.items) {
      if (expression?.kind !== 'path' || method === 'countdistinct') continue
      const column = columnNamed(table, expression.segments[0]?.name ?? '')
      if (column) found.set(alias, column)
    }
  }
  return found
}
