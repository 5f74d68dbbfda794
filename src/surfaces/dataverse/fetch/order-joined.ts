import { isLookup } from '../../../domain/dataverse/metadata.js'
import type { RequestContext } from '../context.js'
import { propertiesOf } from '../entity-types.js'
import { formattedValue } from '../formatted-value.js'
import { lookupName } from '../present-row.js'
import { comparable } from '../query-functions/function-property.js'
import { wireName } from '../selection.js'
import { fetchDialect } from './fetch-dialect.js'
import type { FetchOrder, FetchQuery } from './fetch-query.js'
import type { Joined } from './filter.js'

type Key = string | number | undefined

/** Puts rows in order: choices by their labels, lookups by the names of their rows; the id of the first table breaks ties. */
export function orderJoined(context: RequestContext, { root, orders }: FetchQuery, rows: readonly Joined[]): Joined[] {
  const keys = [
    ...orders.map((order) => keyOf(context, order)),
    (joined: Joined) => idOf(joined[root.at]?.[root.table.primaryId]),
  ]
  const descending = [...orders.map((order) => order.descending), false]
  return rows
    .map((joined) => ({ joined, place: keys.map((key) => key(joined)) }))
    .sort((left, right) => comparePlaces(left.place, right.place, descending))
    .map(({ joined }) => joined)
}

function idOf(id: unknown): Key {
  return typeof id === 'string' ? id : undefined
}

/** Compares by the first key that differs; nothing comes before everything. */
export function comparePlaces(left: readonly Key[], right: readonly Key[], descending: readonly boolean[]): number {
  for (const [at, falls] of descending.entries()) {
    const order = compareKeys(left[at], right[at])
    if (order !== 0) return falls ? -order : order
  }
  return 0
}

function compareKeys(left: Key, right: Key): number {
  if (left === right) return 0
  if (left === undefined) return -1
  if (right === undefined) return 1
  return left < right ? -1 : 1
}

function keyOf(context: RequestContext, order: FetchOrder): (joined: Joined) => Key {
  if (order.alias !== undefined) return () => undefined
  const { source, column } = order
  const property = propertiesOf(source.table).get(wireName(column))
  return (joined) => {
    const row = joined[source.at]
    const value = row?.[column.logicalName]
    if (!row || !property || value === null || value === undefined) return undefined
    const text = isLookup(column) ? lookupName(context, column, row) : undefined
    const label = column.options ? formattedValue(column, value) : text
    return label === undefined ? comparable(property.get(row), property, fetchDialect.fold) : fetchDialect.fold(label)
  }
}
