import type { RequestContext } from '../context.js'
import { hasOwnerId } from '../entity-types.js'
import type { JsonObject } from '../json-object.js'
import { createRowPresenter } from '../present-row.js'
import { wireName } from '../selection.js'
import { type FetchAttribute, type FetchQuery, type FetchTable, plainAttribute } from './fetch-query.js'
import type { Joined } from './filter.js'

/** Shows joined rows: empty columns are left out, those of joined tables stand under `alias.column`. */
export function createJoinedPresenter(context: RequestContext, query: FetchQuery): (joined: Joined) => JsonObject {
  const { root, attributes, isDistinct } = query
  const shown = isDistinct ? attributes : [...attributes, ...unaskedOf(root, attributes)]
  const present = createAttributePresenter(context, shown)
  const etag = createRowPresenter(context, root.table, { names: [], columns: [] })
  return (joined) => {
    const row = joined[root.at]
    return row && !isDistinct ? { ...etag(row), ...present(joined) } : present(joined)
  }
}

/** Shows the columns of attributes, with the annotations asked for. */
export function createAttributePresenter(
  context: RequestContext,
  attributes: readonly FetchAttribute[],
): (joined: Joined) => JsonObject {
  const sources = [...new Set(attributes.map(({ source }) => source))].map((source) => {
    const own = attributes.filter((attribute) => attribute.source === source)
    const columns = [...new Set(own.map(({ column }) => column))]
    const names = new Map<string, readonly string[]>(
      columns.map((column) => [wireName(column), own.filter((each) => each.column === column).map(nameOf)]),
    )
    return { at: source.at, names, present: createRowPresenter(context, source.table, { names: [], columns }) }
  })
  return (joined) => {
    const shown: JsonObject = {}
    for (const { at, names, present } of sources) {
      const row = joined[at]
      if (row) renameTo(shown, present(row), names)
    }
    return shown
  }
}

function renameTo(shown: JsonObject, row: JsonObject, names: ReadonlyMap<string, readonly string[]>): void {
  for (const [member, value] of Object.entries(row)) {
    if (value === null) continue
    const [column = '', annotation] = member.split('@')
    for (const name of names.get(column) ?? []) shown[annotation === undefined ? name : `${name}@${annotation}`] = value
  }
}

/** Under which name an attribute stands in the answer. */
export function nameOf({ source, column, alias }: FetchAttribute): string {
  if (alias !== undefined) return alias
  return source.at === 0 ? wireName(column) : `${source.alias}.${column.logicalName}`
}

/** What is always there: the id, and of an amount its currency. */
function unaskedOf(root: FetchTable, attributes: readonly FetchAttribute[]): readonly FetchAttribute[] {
  const own = attributes.filter(({ source, alias }) => source === root && alias === undefined)
  const names = own.some(({ column }) => column.type === 'Money') ? ['transactioncurrencyid'] : []
  return [root.table.primaryId, ...names]
    .filter((name) => !own.some(({ column }) => column.logicalName === name))
    .flatMap((name) => {
      const column = root.table.columns.get(name)
      return column ? plainAttribute(root, column) : []
    })
}

/** The part of `@odata.context` in parentheses: the columns of the table itself. */
export function shapeOfFetch({ root, attributes }: FetchQuery): string {
  const own = attributes.filter(({ source }) => source === root)
  const readable = [...root.table.columns.values()].filter(({ validForRead }) => validForRead)
  if (own.length >= readable.length) return ''
  const names = new Set([...own.map(nameOf), root.table.primaryId, ...(hasOwnerId(root.table) ? ['ownerid'] : [])])
  return `(${[...names].join(',')})`
}
