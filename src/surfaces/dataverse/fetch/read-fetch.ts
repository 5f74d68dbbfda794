import type { TableMetadata } from '../../../domain/dataverse/metadata.js'
import { DomainError } from '../../../kernel/errors.js'
import type { RequestContext } from '../context.js'
import { RequestRefused } from '../errors.js'
import {
  aggregates,
  dateGroupings,
  type FetchAttribute,
  type FetchLink,
  type FetchOrder,
  type FetchQuery,
  type FetchTable,
  plainAttribute,
} from './fetch-query.js'
import { columnOf, tableNamed } from './names.js'
import { invalidElement, parseXml, type XmlElement } from './parse-xml.js'
import { Scope } from './read-filter.js'
import { flag, oneOf, wholeNumber } from './xml-values.js'

const MOST_LINKS = 15

/** Reads the query in a request for rows of a table. Throws refusals for what is wrong in it. */
export function readFetch(context: RequestContext, text: string, table: TableMetadata): FetchQuery {
  return readFetchElement(context, parseXml(text), table)
}

/** As `readFetch`, for a query that is an element already. */
export function readFetchElement(context: RequestContext, fetch: XmlElement, table: TableMetadata): FetchQuery {
  const [entity] = fetch.children.filter(({ name }) => name === 'entity')
  if (fetch.name !== 'fetch' || !entity) throw invalidElement()
  const scope = new Scope(context)
  const root = scope.table(tableNamed(context, entity.attributes.get('name') ?? ''), entity, undefined)
  if (root.table !== table) throw mismatch()
  if (scope.size - 1 > MOST_LINKS) throw new DomainError('tooManyLinks')
  const isAggregate = flag(fetch, 'aggregate')
  const [top, count] = [wholeNumber(fetch, 'top'), wholeNumber(fetch, 'count')]
  if (top !== undefined && (count !== undefined || fetch.attributes.has('page')))
    throw new RequestRefused(
      400,
      '0x80040203',
      "The top attribute can't be specified with paging attribute page or count.",
    )
  const attributes = attributesOf(root, entity)
  requireUniqueAliases(attributes)
  if (isAggregate) requireAggregates(attributes)
  return {
    root,
    size: scope.size,
    attributes,
    orders: ordersOf(root, entity, isAggregate),
    top,
    count,
    page: Math.max(1, wholeNumber(fetch, 'page') ?? 1),
    cookie: fetch.attributes.get('paging-cookie') || undefined,
    isDistinct: flag(fetch, 'distinct'),
    isAggregate,
    wantsTotal: flag(fetch, 'returntotalrecordcount'),
  }
}

function mismatch(): RequestRefused {
  return new RequestRefused(
    400,
    '0x80041128',
    'The entity name specified in fetchxml does not match the entity name specified in the Entity or Query Expression.',
  )
}

/** The element of each link stands among its parent's children in the same order. */
function linkElements(element: XmlElement): readonly XmlElement[] {
  return element.children.filter(({ name }) => name === 'link-entity')
}

function inEveryTable<Item>(
  source: FetchTable,
  element: XmlElement,
  read: (source: FetchTable, element: XmlElement) => readonly Item[],
): readonly Item[] {
  const elements = linkElements(element)
  return [
    ...read(source, element),
    ...source.links.flatMap((link: FetchLink, at) => inEveryTable(link, elements[at] ?? element, read)),
  ]
}

function attributesOf(root: FetchTable, entity: XmlElement): readonly FetchAttribute[] {
  return inEveryTable(root, entity, (source, element) =>
    element.children.flatMap((child) => {
      if (child.name === 'all-attributes') return allAttributes(source)
      return child.name === 'attribute' ? [attributeOf(source, child)] : []
    }),
  )
}

function allAttributes(source: FetchTable): readonly FetchAttribute[] {
  const columns = [...source.table.columns.values()].filter(({ validForRead }) => validForRead)
  return columns.map((column) => plainAttribute(source, column))
}

function attributeOf(source: FetchTable, element: XmlElement): FetchAttribute {
  return {
    source,
    column: columnOf(source.table, element.attributes.get('name') ?? ''),
    alias: element.attributes.get('alias') || undefined,
    aggregate: oneOf(element, 'aggregate', aggregates),
    isGroup: flag(element, 'groupby'),
    dateGrouping: oneOf(element, 'dategrouping', dateGroupings),
    isDistinct: flag(element, 'distinct'),
  }
}

function requireUniqueAliases(attributes: readonly FetchAttribute[]): void {
  const aliases = attributes.flatMap(({ alias }) => alias ?? [])
  if (new Set(aliases).size < aliases.length) throw new DomainError('fetchAliasTaken')
}

function requireAggregates(attributes: readonly FetchAttribute[]): void {
  if (attributes.some(({ aggregate, isGroup }) => aggregate === undefined && !isGroup))
    throw new RequestRefused(400, '0x80041107', 'Attributes can not be returned when aggregate operation is specified.')
  if (attributes.some(({ alias }) => alias === undefined))
    throw new RequestRefused(400, '0x8004111c', 'An alias is required for attributes of an aggregate Query.')
}

function ordersOf(root: FetchTable, entity: XmlElement, isAggregate: boolean): readonly FetchOrder[] {
  return inEveryTable<FetchOrder>(root, entity, (source, element) =>
    element.children
      .filter(({ name }) => name === 'order')
      .map((order) => {
        const descending = flag(order, 'descending')
        const [alias, name] = [order.attributes.get('alias'), order.attributes.get('attribute')]
        if (isAggregate) {
          if (name !== undefined)
            throw new RequestRefused(
              400,
              '0x80041131',
              'An attribute cannot be specified for an order clause for an aggregate Query. Use an alias.',
            )
          if (!alias)
            throw new RequestRefused(
              400,
              '0x80041134',
              'An alias is required for an order clause for an aggregate Query.',
            )
          return { alias, descending }
        }
        return { source, column: columnOf(source.table, name ?? ''), descending }
      }),
  )
}
