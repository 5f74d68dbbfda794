import { visibleRows } from '../../domain/dataverse/access-check.js'
import type { Navigation, TableMetadata } from '../../domain/dataverse/metadata.js'
import { requiredTable } from '../../domain/dataverse/model.js'
import type { Row } from '../../domain/dataverse/tables.js'
import { encodePart } from '../../http/query-string.js'
import { listSource } from '../../odata/list-source.js'
import type { ExpandItem } from '../../odata/nodes/query.js'
import type { Position } from '../../odata/plan/position.js'
import { runQuery } from '../../odata/plan/run-query.js'
import { printFilter } from '../../odata/print/filter.js'
import { printOrderBy } from '../../odata/print/order-by.js'
import { printSelect } from '../../odata/print/select.js'
import type { Aliases } from '../../odata/query-options.js'
import { type RequestContext, readerOf } from './context.js'
import { dataverseDialect } from './dataverse-dialect.js'
import { entityTypeOf } from './entity-types.js'
import { RequestRefused } from './errors.js'
import { followCollection, followVisible } from './follow-navigation.js'
import type { JsonObject } from './json-object.js'
import { pagingCookie } from './paging-cookie.js'
import { createRowPresenter, type RowPresenter } from './present-row.js'
import { isNested } from './read-options.js'
import { defaultOrder } from './row-source.js'
import { type Selection, selectionOf, unknownProperty } from './selection.js'
import { MOST_ROWS } from './totals.js'

type Expander = (row: Row, shown: JsonObject) => void

/** Makes what shows rows with everything `$expand` asks for. Throws for what cannot be expanded. */
export function createExpandingPresenter(
  context: RequestContext,
  table: TableMetadata,
  selection: Selection,
  expand: readonly ExpandItem[] | undefined,
  aliases: Aliases,
): RowPresenter {
  const present = createRowPresenter(context, table, selection)
  if (!expand) return present
  const paged = isNested(expand)
  const expanders = expand.map((item) => createExpander(context, table, item, aliases, paged))
  return (row) => {
    const shown = present(row)
    for (const expander of expanders) expander(row, shown)
    return shown
  }
}

function createExpander(
  context: RequestContext,
  table: TableMetadata,
  item: ExpandItem,
  aliases: Aliases,
  paged: boolean,
): Expander {
  const name = item.path[0] ?? ''
  const navigation = context.model.navigations(table.logicalName).get(name)
  if (!navigation || item.path.length > 1) throw unknownProperty(table, item.path.join('/'), item.position)
  if (navigation.kind === 'single') {
    return item.suffix === '$ref'
      ? referenceExpander(context, navigation)
      : singleExpander(context, navigation, item, aliases)
  }
  if (item.suffix !== undefined) throw refused('Expand with $ref is only supported on lookup type navigation property.')
  if (navigation.kind === 'many' && item.options.expand)
    throw refused(
      `The navigation property '${name}' cannot be expanded. Only many-to-one relationships are supported for nested expansion.`,
    )
  return collectionExpander(context, table, navigation, item, aliases, paged)
}

function refused(message: string): RequestRefused {
  return new RequestRefused(400, '0x80060888', message)
}

function singleExpander(
  context: RequestContext,
  navigation: Extract<Navigation, { kind: 'single' }>,
  item: ExpandItem,
  aliases: Aliases,
): Expander {
  const presenters = new Map(
    navigation.targets.map((target) => {
      const targetTable = requiredTable(context.model, target)
      // An owner is a user or a team: a column that one of them lacks is no mistake.
      const select = navigation.targets.length > 1 ? knownItems(targetTable, item) : item.options.select
      const selection = selectionOf(targetTable, select)
      return [target, createExpandingPresenter(context, targetTable, selection, item.options.expand, aliases)]
    }),
  )
  return (row, shown) => {
    const followed = followVisible(context, navigation, row)
    shown[navigation.name] = followed ? (presenters.get(followed.table.logicalName)?.(followed.row) ?? null) : null
  }
}

function knownItems(table: TableMetadata, item: ExpandItem): ExpandItem['options']['select'] {
  return item.options.select?.filter(({ path }) => {
    const name = path[0] ?? ''
    return name === 'ownerid' || table.columns.has(/^_(.+)_value$/.exec(name)?.[1] ?? name)
  })
}

function referenceExpander(context: RequestContext, navigation: Extract<Navigation, { kind: 'single' }>): Expander {
  return (row, shown) => {
    const followed = followVisible(context, navigation, row)
    shown[`_${navigation.column}_value`] = row[navigation.column] ?? null
    shown[navigation.name] = followed
      ? { '@odata.id': `${context.root}/${followed.table.entitySetName}(${followed.row[followed.table.primaryId]})` }
      : null
  }
}

function collectionExpander(
  context: RequestContext,
  table: TableMetadata,
  navigation: Exclude<Navigation, { kind: 'single' }>,
  item: ExpandItem,
  aliases: Aliases,
  paged: boolean,
): Expander {
  const target = requiredTable(context.model, navigation.target)
  const { filter, orderBy, top, select, expand } = item.options
  const selection = withParentLookup(target, navigation, selectionOf(target, select))
  const present = createExpandingPresenter(context, target, selection, expand, aliases)
  const type = entityTypeOf(context, target)
  const where = visibleRows(readerOf(context), context.session, target)
  const limit = paged ? (context.prefer.maxPageSize ?? MOST_ROWS) : (top ?? MOST_ROWS)
  const options = printedOptions(item)
  return (row, shown) => {
    const source = listSource(followCollection(context, table, navigation, row), (each) =>
      String(each[target.primaryId]),
    )
    const page = runQuery({
      source,
      type,
      dialect: dataverseDialect,
      aliases,
      now: context.now,
      context,
      orderBy: orderBy ?? defaultOrder(target),
      top: limit,
      ...(filter ? { filter } : {}),
      ...(where ? { where } : {}),
    })
    shown[navigation.name] = page.rows.map(present)
    const last = String(page.rows.at(-1)?.[target.primaryId])
    const link = { context, table, target, navigation: navigation.name, options, id: String(row[table.primaryId]) }
    if (!paged) shown[`${navigation.name}@odata.nextLink`] = addressOfRest(link)
    else if (page.next) shown[`${navigation.name}@odata.nextLink`] = addressOfRest(link, { after: page.next, last })
  }
}

interface Rest {
  readonly context: RequestContext
  readonly table: TableMetadata
  readonly target: TableMetadata
  readonly navigation: string
  readonly options: string
  readonly id: string
}

/** Where the expanded rows can be had on their own; behind a place, with a token for it. */
function addressOfRest(
  { context, table, target, navigation, options, id }: Rest,
  rest?: { readonly after: Position; readonly last: string },
): string {
  const address = `${context.root}/${table.entitySetName}(${id})/${navigation}?${options}`
  if (!rest) return address
  const start = { page: 2, after: rest.after }
  const cookie = pagingCookie(context, `${table.entitySetName}/${navigation}`, target.primaryId, start, rest.last)
  return `${address}${options === '' ? '' : '&'}$skiptoken=${cookie}`
}

/** Children of a row also show the lookup that leads back to it. */
function withParentLookup(
  target: TableMetadata,
  navigation: Exclude<Navigation, { kind: 'single' }>,
  selection: Selection,
): Selection {
  const column = navigation.kind === 'collection' ? target.columns.get(navigation.column) : undefined
  if (!column?.validForRead || selection.columns.includes(column)) return selection
  return { ...selection, columns: [...selection.columns, column] }
}

function printedOptions({ options }: ExpandItem): string {
  const { select, filter, orderBy } = options
  const parts: string[] = []
  if (select) parts.push(`$select=${printSelect(select)}`)
  if (filter) parts.push(`$filter=${encodePart(printFilter(filter))}`)
  if (orderBy) parts.push(`$orderby=${encodePart(printOrderBy(orderBy))}`)
  return parts.join('&')
}
