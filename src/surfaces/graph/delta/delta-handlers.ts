import type { Reader } from '../../../domain/access.js'
import { DomainError } from '../../../kernel/errors.js'
import { compileFilter } from '../../../odata/evaluate/filter.js'
import type { Expression } from '../../../odata/nodes/expression.js'
import { runQuery } from '../../../odata/plan/run-query.js'
import { parseQueryOptions, type QueryOptions } from '../../../odata/query-options.js'
import { collectUses, type Use } from '../../../odata/uses.js'
import type { Answer } from '../answer.js'
import { type Call, type Handler, readerOf } from '../call.js'
import { boundType } from '../model/bound-type.js'
import type { Json } from '../present.js'
import { contextOf } from '../query/context.js'
import { graphDialect } from '../query/graph-dialect.js'
import { refuseUnknownOptions } from '../query/graph-query.js'
import { changedObjects, everHeld, type ObjectChanges } from './changed-objects.js'
import type { DeltaFeed } from './delta-feed.js'
import { deltaItem, type ItemShape, itemShape, removedItem } from './delta-item.js'
import { type DeltaToken, deltaLink, readDeltaToken, readPageToken, resync } from './delta-token.js'

const PAGE = 200
/** How many objects a filter may name. */
const MOST_IDS = 50

/** The `delta` function of a set: first everything, then what changed (Microsoft Graph: Use delta query). */
export function deltaHandler<Row extends { readonly id: string }>(feed: DeltaFeed<Row>): Handler {
  return (call) => {
    const given = parseQueryOptions(call.query, graphDialect)
    for (const option of ['expand', 'orderBy', 'search'] as const) {
      if (given[option]) throw new DomainError('optionUnsupported', { option: `$${option.toLowerCase()}` })
    }
    refuseUnknownOptions(given)
    if (given.filter && !isOfIds(given.filter)) throw new DomainError('optionUnsupported', { option: '$filter' })
    if (given.skipToken !== undefined) return scanPage(call, feed, readPageToken(call, given.skipToken))
    const token = firstToken(call)
    if (given.deltaToken === undefined || given.deltaToken === '') return scanPage(call, feed, token)
    if (given.deltaToken === 'latest') return answer(call, feed, [], deltaLink(call, '$deltatoken', token))
    return changesPage(call, feed, readDeltaToken(call, given.deltaToken))
  }
}

/** Rounds can be limited to some objects, and to kinds of them. */
function isOfIds(filter: Expression): boolean {
  const uses = collectUses(filter)
  const names = (path: readonly string[]) => path.length === 1 && path[0]?.toLowerCase() === 'id'
  const isId = ({ operator, path, negated }: Use) => (operator === 'eq' || operator === 'in') && names(path) && !negated
  const count = uses.reduce((sum, { operands }) => sum + operands.length, 0)
  return count <= MOST_IDS && uses.every((use) => use.operator === 'isof' || isId(use))
}

function firstToken(call: Call): DeltaToken {
  const option = (name: string) => call.query.get(`$${name}`) ?? call.query.get(name)
  return {
    since: call.access.seq,
    at: call.rooms.clock.now(),
    path: call.target.path,
    select: option('select'),
    filter: option('filter'),
    epoch: call.access.epoch(call.caller.tenantId),
  }
}

/** The options of the first request, which every later one repeats through its token. */
function keptOptions(token: DeltaToken): QueryOptions {
  const parameters = new Map<string, string>()
  if (token.select !== undefined) parameters.set('$select', token.select)
  if (token.filter !== undefined) parameters.set('$filter', token.filter)
  return parseQueryOptions(parameters, graphDialect)
}

function scanPage<Row extends { readonly id: string }>(call: Call, feed: DeltaFeed<Row>, token: DeltaToken): Answer {
  const reader = readerOf(call)
  const { filter, select } = keptOptions(token)
  const shape = itemShape(feed, select, reader, call.caller)
  const page = runQuery({
    source: feed.source(reader),
    type: boundType(feed.type(), reader),
    dialect: graphDialect,
    now: call.rooms.clock.now(),
    top: PAGE,
    ...(filter ? { filter } : {}),
    ...(token.position ? { after: token.position } : {}),
  })
  const items = page.rows.map((row) => deltaItem(feed, row, shape, reader))
  const { position: _, ...done } = token
  const link = page.next
    ? deltaLink(call, '$skiptoken', { ...token, position: page.next })
    : deltaLink(call, '$deltatoken', done)
  return answer(call, feed, items, link)
}

function changesPage<Row extends { readonly id: string }>(call: Call, feed: DeltaFeed<Row>, token: DeltaToken): Answer {
  const history = call.access.history(call.caller.tenantId, token.since)
  if (!history) throw resync(call)
  const { filter, select } = keptOptions(token)
  const reader = readerOf(call)
  const shape = itemShape(feed, select, reader, call.caller)
  const minimal = call.request.headers.prefer?.includes('return=minimal') ?? false
  const fits = filter && compileFilter(filter, { type: boundType(feed.type(), reader), dialect: graphDialect })
  const items: Json[] = []
  for (const [id, changes] of changedObjects(history, feed, shape.links.length > 0)) {
    const row = feed.find(reader, id)
    // A filter on ids holds for what is gone, too.
    if (fits && !fits(row ?? ({ id, object: {} } as { readonly id: string } as Row))) continue
    const item = row ? liveItem(feed, row, shape, reader, changes, minimal) : goneItem(call, feed, id, changes)
    if (item) items.push(item)
  }
  const next = { ...token, since: call.access.seq, at: call.rooms.clock.now() }
  const given = answer(call, feed, items, deltaLink(call, '$deltatoken', next))
  return minimal ? { ...given, headers: { 'preference-applied': 'return=minimal' } } : given
}

/** Undefined when nothing of what the client watches has changed. */
function liveItem<Row extends { readonly id: string }>(
  feed: DeltaFeed<Row>,
  row: Row,
  shape: ItemShape<Row>,
  reader: Reader,
  changes: ObjectChanges,
  minimal: boolean,
): Json | undefined {
  const watched = shape.properties?.(row)
  const touches =
    !watched || watched.some(({ name, column }) => changes.properties.has(column ?? name)) || changes.links.size > 0
  const managed = shape.links.includes('manager') && changes.properties.has('managerId')
  if (!changes.isNew && !touches && !managed) return undefined
  return deltaItem(feed, row, shape, reader, changes.isNew ? {} : { changes, minimal })
}

/** Undefined for an object of another kind: of a purged one only the past tells what it was. */
function goneItem<Row>(call: Call, feed: DeltaFeed<Row>, id: string, changes: ObjectChanges): Json | undefined {
  const { tenantId } = call.caller
  const past = () => call.access.history(tenantId, call.access.epoch(tenantId)) ?? []
  return changes.isKnown || everHeld(past(), feed.tables, id) ? removedItem(readerOf(call), id) : undefined
}

function answer<Row>(call: Call, feed: DeltaFeed<Row>, value: readonly Json[], link: string): Answer {
  // Unlike lists, rounds do not repeat what was selected.
  const context = contextOf(call, feed.context)
  const name = link.includes('$skiptoken=') ? '@odata.nextLink' : '@odata.deltaLink'
  return { status: 200, json: { ...(context === undefined ? {} : { '@odata.context': context }), [name]: link, value } }
}
