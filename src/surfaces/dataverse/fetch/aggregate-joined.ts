import { DomainError } from '../../../kernel/errors.js'
import { FORMATTED, wantedAnnotations } from '../annotations.js'
import type { RequestContext } from '../context.js'
import { propertiesOf } from '../entity-types.js'
import { formattedValue } from '../formatted-value.js'
import type { JsonObject } from '../json-object.js'
import { type FiscalCalendar, fiscalCalendarOf } from '../query-functions/fiscal-calendar.js'
import { comparable } from '../query-functions/function-property.js'
import { wireName } from '../selection.js'
import { partOfDate } from './date-grouping.js'
import { fetchDialect } from './fetch-dialect.js'
import type { FetchAttribute, FetchQuery } from './fetch-query.js'
import type { Joined } from './filter.js'
import { comparePlaces } from './order-joined.js'
import { createAttributePresenter, nameOf } from './present-joined.js'

const MOST_ROWS = 50_000

/** Groups rows and shows their aggregates (Microsoft: Aggregate data using FetchXML). Empty groups leave their key out. */
export function aggregateJoined(context: RequestContext, query: FetchQuery, rows: readonly Joined[]): JsonObject[] {
  if (rows.length > MOST_ROWS) throw new DomainError('tooManyRows')
  const { attributes } = query
  const keys = attributes.filter(({ isGroup }) => isGroup)
  const calendar = fiscalCalendarOf(context)
  const groups = new Map<string, Joined[]>()
  for (const joined of rows) {
    const text = JSON.stringify(keys.map((key) => groupKey(key, joined, calendar)))
    const group = groups.get(text)
    if (group) group.push(joined)
    else groups.set(text, [joined])
  }
  if (groups.size === 0 && keys.length === 0) groups.set('', [])
  const present = createGroupPresenter(context, attributes, calendar)
  return inOrder(query, [...groups.values()].map(present))
}

function groupKey(attribute: FetchAttribute, joined: Joined, calendar: FiscalCalendar): unknown {
  const value = columnValue(attribute, joined)
  if (attribute.dateGrouping) return partOfDate(value, attribute.dateGrouping, calendar) ?? null
  return typeof value === 'string' ? fetchDialect.fold(value) : (value ?? null)
}

function columnValue({ source, column }: FetchAttribute, joined: Joined): unknown {
  const row = joined[source.at]
  return row && propertiesOf(source.table).get(wireName(column))?.get(row)
}

function createGroupPresenter(
  context: RequestContext,
  attributes: readonly FetchAttribute[],
  calendar: FiscalCalendar,
) {
  const { formatted } = wantedAnnotations(context.prefer)
  const plainKeys = attributes.filter(({ isGroup, dateGrouping }) => isGroup && !dateGrouping)
  const presentKeys = createAttributePresenter(context, plainKeys)
  const computed = attributes.filter(({ isGroup, dateGrouping }) => !isGroup || dateGrouping)
  return (group: readonly Joined[]): JsonObject => {
    const shown: JsonObject = {}
    const [first] = group
    for (const attribute of computed) {
      const name = nameOf(attribute)
      const value = attribute.isGroup && first ? groupKey(attribute, first, calendar) : aggregateOf(attribute, group)
      if (value === null || value === undefined) continue
      if (formatted) shown[`${name}@${FORMATTED}`] = labelOf(attribute, value)
      shown[name] = value
    }
    return first ? Object.assign(shown, presentKeys(first)) : shown
  }
}

function labelOf({ column, aggregate }: FetchAttribute, value: unknown): string {
  const isOfColumn = aggregate === 'sum' || aggregate === 'avg' || aggregate === 'min' || aggregate === 'max'
  const plain = typeof value === 'number' || typeof value === 'string' ? value : null
  return (isOfColumn ? formattedValue(column, plain) : undefined) ?? String(value)
}

/** Nulls do not take part, except where rows are counted. */
function aggregateOf(attribute: FetchAttribute, group: readonly Joined[]): unknown {
  if (attribute.aggregate === 'count') return group.length
  const values = group
    .map((joined) => columnValue(attribute, joined))
    .filter((value) => value !== null && value !== undefined)
  if (attribute.aggregate === 'countcolumn')
    return attribute.isDistinct ? new Set(values.map(foldedValue)).size : values.length
  if (values.length === 0) return null
  if (attribute.aggregate === 'min' || attribute.aggregate === 'max') return extreme(attribute, values)
  const sum = values.reduce<number>((total, value) => total + Number(value), 0)
  return attribute.aggregate === 'avg' ? sum / values.length : sum
}

function foldedValue(value: unknown): unknown {
  return typeof value === 'string' ? fetchDialect.fold(value) : value
}

function extreme({ source, column, aggregate }: FetchAttribute, values: readonly unknown[]): unknown {
  const property = propertiesOf(source.table).get(wireName(column))
  if (!property) return null
  const form = (value: unknown) => comparable(value, property, fetchDialect.fold) ?? ''
  return values.reduce((best, value) => (form(value) < form(best) === (aggregate === 'min') ? value : best))
}

function inOrder({ orders }: FetchQuery, rows: JsonObject[]): JsonObject[] {
  const aliases = orders.map((order) => order.alias ?? '')
  const descending = orders.map((order) => order.descending)
  const placeOf = (row: JsonObject) => aliases.map((alias) => placedAs(row[alias]))
  return rows.sort((left, right) => comparePlaces(placeOf(left), placeOf(right), descending))
}

function placedAs(value: unknown): string | number | undefined {
  if (typeof value === 'number') return value
  return value === undefined || value === null ? undefined : fetchDialect.fold(String(value))
}
