import type { Row } from '../../../domain/dataverse/tables.js'
import { compileFilter } from '../../../odata/evaluate/filter.js'
import type { ComparisonOperator, Expression } from '../../../odata/nodes/expression.js'
import type { RequestContext } from '../context.js'
import { entityTypeOf, propertiesOf } from '../entity-types.js'
import { comparable } from '../query-functions/function-property.js'
import { wireName } from '../selection.js'
import { fetchDialect } from './fetch-dialect.js'
import type { FetchCondition, FetchFilter, FetchLink, FetchTable } from './fetch-query.js'
import { meaningOfCondition, unsupportedOperator } from './operators.js'

/** A row of every table that takes part, at the table's place; undefined where an outer join found none. */
export type Joined = readonly (Row | undefined)[]

type Test = (joined: Joined) => boolean

/** Finds what is joined to a row by a link. */
type CompileLink = (link: FetchLink) => (joined: Joined) => readonly Joined[]

/** A test for all filters of a table. Throws refusals for conditions that make no sense. */
export function compileFilters(context: RequestContext, { filters }: FetchTable, compileLink: CompileLink): Test {
  const tests = filters.map((filter) => compileOne(context, filter, compileLink))
  return (joined) => tests.every((test) => test(joined))
}

/** A filter without conditions lets everything through. */
function compileOne(context: RequestContext, filter: FetchFilter, compileLink: CompileLink): Test {
  const tests = [
    ...filter.conditions.map((condition) => compileCondition(context, condition)),
    ...filter.filters.map((inner) => compileOne(context, inner, compileLink)),
    ...filter.links.map((link): Test => {
      const extend = compileLink(link)
      return (joined) => extend(joined).length > 0
    }),
  ]
  if (filter.type === 'and' || tests.length === 0) return (joined) => tests.every((test) => test(joined))
  return (joined) => tests.some((test) => test(joined))
}

/** What stands for the row that an outer join did not find: all its columns are empty. */
const NO_ROW: Row = Object.freeze({})

function compileCondition(context: RequestContext, condition: FetchCondition): Test {
  const { source, column, operator, values, other } = condition
  if (other) return compareColumns(condition, other)
  const type = entityTypeOf(context, source.table)
  const filter = meaningOfCondition(column, operator, values)
  const test = compileFilter(filter, { type, dialect: fetchDialect, now: context.now, context })
  return (joined) => test(joined[source.at] ?? NO_ROW)
}

type Compared = string | number

const comparisons: ReadonlyMap<string, (left: Compared, right: Compared) => boolean> = new Map<
  ComparisonOperator,
  (left: Compared, right: Compared) => boolean
>([
  ['eq', (left, right) => left === right],
  ['ne', (left, right) => left !== right],
  ['gt', (left, right) => left > right],
  ['ge', (left, right) => left >= right],
  ['lt', (left, right) => left < right],
  ['le', (left, right) => left <= right],
])

/** Two columns against each other (Microsoft: Filter rows using FetchXML, column values in the same row). */
function compareColumns(condition: FetchCondition, other: NonNullable<FetchCondition['other']>): Test {
  const compare = comparisons.get(condition.operator === 'neq' ? 'ne' : condition.operator)
  if (!compare) throw unsupportedOperator()
  const [left, right] = [reader(condition), reader(other)]
  return (joined) => {
    const [one, two] = [left(joined), right(joined)]
    return one !== undefined && two !== undefined && compare(one, two)
  }
}

function reader({ source, column }: Pick<FetchCondition, 'source' | 'column'>) {
  const property = propertiesOf(source.table).get(wireName(column))
  return (joined: Joined): Compared | undefined => {
    const row = joined[source.at]
    return row && property ? comparable(property.get(row), property, fetchDialect.fold) : undefined
  }
}

/** As much of a table's filters as an index may serve: what every row must fulfill by itself. */
export function plannedFilter({ at, filters }: FetchTable): Expression | undefined {
  const operands = filters
    .filter(({ type }) => type === 'and')
    .flatMap(({ conditions }) => conditions)
    .filter(({ source, other }) => source.at === at && !other)
    .map(({ column, operator, values }) => meaningOfCondition(column, operator, values))
  const [first] = operands
  return operands.length < 2 ? first : { kind: 'logical', operator: 'and', operands, position: 0 }
}
