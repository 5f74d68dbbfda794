import { lookupProperty, type Navigation, type TableMetadata } from '../../domain/dataverse/metadata.js'
import { requiredTable } from '../../domain/dataverse/model.js'
import type { RequestContext } from './context.js'
import { RequestRefused } from './errors.js'
import { followSingle } from './follow-navigation.js'
import { boundOperation, unboundOperation } from './operation-table.js'
import { invalidKey, readRowKey } from './read-key.js'
import type { Segment } from './read-path.js'
import type { Related, Resource } from './resource.js'
import type { RowTarget } from './row-target.js'
import { unknownSegment } from './unknown-segment.js'

const definitionSets = new Set(['EntityDefinitions', 'RelationshipDefinitions', 'GlobalOptionSetDefinitions'])
const NAMESPACE = 'Microsoft.Dynamics.CRM.'

/**
 * What the segments of a path mean in an environment. Throws for names that mean nothing here. A path that goes on
 * behind a lookup reads the row in between.
 */
export function resolvePath(context: RequestContext, segments: readonly Segment[]): Resource {
  const [first, ...rest] = segments
  if (!first) return { kind: 'service' }
  if (first.name === '$metadata' && rest.length === 0) return { kind: 'metadata' }
  if (first.name === '$batch' && rest.length === 0) return { kind: 'batch' }
  if (definitionSets.has(first.name)) return { kind: 'definitions', segments }
  const table = context.model.tableOfSet(first.name)
  if (table) return resolveSet(context, table, first, rest)
  const operation = rest.length === 0 ? unboundOperation(first.name) : undefined
  if (operation) return { kind: 'operation', operation, key: first.key }
  throw unknownSegment(first.name)
}

function resolveSet(
  context: RequestContext,
  table: TableMetadata,
  segment: Segment,
  rest: readonly Segment[],
): Resource {
  if (segment.key === undefined) return resolveCollection(table, rest)
  const key = readRowKey(table, segment.key, context.query)
  return resolveRow(context, { table, key, text: `${segment.name}${segment.key}` }, rest)
}

function resolveCollection(table: TableMetadata, rest: readonly Segment[]): Resource {
  const [next, ...more] = rest
  if (!next) return { kind: 'collection', table }
  if (more.length > 0) throw unknownSegment(next.name)
  if (next.name === '$count') return { kind: 'count', table }
  const operation = boundName(next.name) && boundOperation(boundName(next.name) ?? '', table.logicalName, true)
  if (operation) return { kind: 'operation', operation, key: next.key, table }
  throw unknownSegment(next.name)
}

function resolveRow(context: RequestContext, target: RowTarget, rest: readonly Segment[], through?: Related): Resource {
  const [next, ...more] = rest
  if (!next) return through ? { kind: 'row', target, through } : { kind: 'row', target }
  if (next.name === '$ref' && through && more.length === 0)
    return { kind: 'reference', related: through, member: target }
  const bound = boundName(next.name)
  if (bound !== undefined) {
    const operation = boundOperation(bound, target.table.logicalName, false)
    if (!operation || more.length > 0) throw unknownSegment(next.name)
    return { kind: 'operation', operation, key: next.key, target }
  }
  if (boundOperation(next.name, target.table.logicalName, false))
    throw new RequestRefused(400, '0x80060888', 'Request message has unresolved parameters')
  const navigation = context.model.navigations(target.table.logicalName).get(next.name)
  if (navigation) return resolveNavigation(context, target, navigation, next, more)
  return resolveProperty(target, next, more)
}

function boundName(name: string): string | undefined {
  return name.startsWith(NAMESPACE) ? name.slice(NAMESPACE.length) : undefined
}

function resolveProperty(target: RowTarget, next: Segment, more: readonly Segment[]): Resource {
  const lookup = /^_(.+)_value$/.exec(next.name)?.[1]
  const column = target.table.columns.get(lookup ?? next.name)
  if (!column || next.key !== undefined || !column.validForRead) throw unknownSegment(next.name)
  if (more.length === 0) return { kind: 'property', target, column, name: lookup ? lookupProperty(lookup) : next.name }
  if (more.length === 1 && more[0]?.name === '$value') return { kind: 'value', target, column, name: next.name }
  throw unknownSegment(more[0]?.name ?? '')
}

function resolveNavigation(
  context: RequestContext,
  from: RowTarget,
  navigation: Navigation,
  segment: Segment,
  rest: readonly Segment[],
): Resource {
  const name = navigation.kind === 'single' ? (navigation.targets[0] ?? '') : navigation.target
  const table = requiredTable(context.model, name)
  const related: Related = { from, navigation, table }
  const [next, ...more] = rest
  if (navigation.kind === 'single') {
    if (segment.key !== undefined) throw invalidKey(table)
    if (!next) return { kind: 'navigation', related }
    if (next.name === '$ref' && more.length === 0) return { kind: 'reference', related }
    return resolveRow(context, followSingle(context, related), rest)
  }
  if (segment.key !== undefined) {
    const key = readRowKey(table, segment.key, context.query)
    return resolveRow(context, { table, key, text: `${table.entitySetName}${segment.key}` }, rest, related)
  }
  if (!next) return { kind: 'collection', table, related }
  if (more.length > 0) throw unknownSegment(next.name)
  if (next.name === '$ref') return { kind: 'reference', related }
  if (next.name === '$count') return { kind: 'count', table, related }
  throw unknownSegment(next.name)
}
