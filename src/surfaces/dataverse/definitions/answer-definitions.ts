import { DomainError } from '../../../kernel/errors.js'
import { isGuid } from '../../../kernel/guid.js'
import { listSource } from '../../../odata/list-source.js'
import type { ExpandItem, SelectItem } from '../../../odata/nodes/query.js'
import { parseKey } from '../../../odata/parse/key.js'
import { runQuery } from '../../../odata/plan/run-query.js'
import { ODataProblem } from '../../../odata/problem.js'
import { parseQueryOptions, type QueryOptions } from '../../../odata/query-options.js'
import { type Answer, ok } from '../answer.js'
import type { RequestContext } from '../context.js'
import { shapeOf } from '../context-url.js'
import { RequestRefused } from '../errors.js'
import type { JsonObject } from '../json-object.js'
import type { Segment } from '../read-path.js'
import { unknownSegment } from '../resolve-path.js'
import type { DefinitionNode } from './definition.js'
import { definitionDialect } from './definition-dialect.js'
import { definitionType } from './definition-type.js'
import { rootDefinitions } from './root-definitions.js'

const NAMESPACE = 'Microsoft.Dynamics.CRM.'

interface Reached {
  readonly nodes: readonly DefinitionNode[]
  readonly single: boolean
  /** What stands behind `#` in the context. */
  readonly context: string
  readonly type: string
}

/** `EntityDefinitions` and its like: read-only, all matches in one answer (Microsoft: Query table definitions). */
export function answerDefinitions(context: RequestContext, segments: readonly Segment[]): Answer {
  if (context.method !== 'GET')
    throw new RequestRefused(501, '0x80040219', 'The requested functionality is not yet implemented.')
  const reached = segments.reduce<Reached | undefined>((at, segment) => step(context, at, segment), undefined)
  if (!reached) throw unknownSegment('')
  const options = parseQueryOptions(context.query, definitionDialect)
  const { select, expand } = options
  const address = `${context.root}/$metadata#${reached.context}${shapeOf(select, expand)}`
  if (!reached.single) {
    const value = query(context, reached.nodes, reached.type, options).map((node) =>
      present(context, node, select, expand),
    )
    return ok({ '@odata.context': address, value })
  }
  const [node] = reached.nodes
  if (!node) throw new DomainError('rowMissing', { table: reached.type, id: segments.at(-1)?.key ?? '' })
  return ok({ '@odata.context': `${address}/$entity`, ...present(context, node, select, expand) })
}

function step(context: RequestContext, at: Reached | undefined, segment: Segment): Reached {
  if (!at) {
    const nodes = rootDefinitions(context, segment.name)
    return withKey({ nodes, single: false, context: segment.name, type: segment.name }, segment)
  }
  if (segment.name.startsWith(NAMESPACE)) {
    const nodes = at.nodes.filter((node) => node.definition['@odata.type'] === `#${segment.name}`)
    const type = segment.name.slice(NAMESPACE.length)
    return withKey({ ...at, nodes, type, context: `${at.context}/${segment.name}` }, segment)
  }
  const [node] = at.nodes
  const follow = at.single ? node?.navigations[segment.name] : undefined
  if (!follow) throw unknownSegment(segment.name)
  const reached = follow()
  const isCollection = Array.isArray(reached)
  const nodes = reached === undefined ? [] : isCollection ? (reached as DefinitionNode[]) : [reached as DefinitionNode]
  const key = node?.definition.LogicalName ?? node?.definition.MetadataId
  const parent = at.context.endsWith(')') ? at.context : `${at.context}('${key}')`
  return withKey({ nodes, single: !isCollection, context: `${parent}/${segment.name}`, type: segment.name }, segment)
}

/** `(LogicalName='account')`, `(Name='…')` or `({MetadataId})`. */
function withKey(reached: Reached, { key }: Segment): Reached {
  if (key === undefined) return reached
  const bare = key.slice(1, -1)
  const { names } = isGuid(bare) ? { names: [] } : parseKey(key)
  const matches = (node: DefinitionNode) =>
    isGuid(bare)
      ? node.definition.MetadataId === bare.toLowerCase()
      : names.length > 0 &&
        names.every(({ name, value }) => value.kind === 'literal' && node.definition[name] === value.value)
  return { ...reached, nodes: reached.nodes.filter(matches), single: true }
}

function query(
  context: RequestContext,
  nodes: readonly DefinitionNode[],
  type: string,
  { filter, aliases }: Pick<QueryOptions, 'filter' | 'aliases'>,
): readonly DefinitionNode[] {
  if (!filter) return nodes
  return runQuery({
    source: listSource(nodes, (node) => String(node.definition.MetadataId)),
    type: definitionType(type, nodes),
    dialect: definitionDialect,
    filter,
    aliases,
    now: context.now,
  }).rows
}

function present(
  context: RequestContext,
  node: DefinitionNode,
  select: readonly SelectItem[] | undefined,
  expand: readonly ExpandItem[] | undefined,
): JsonObject {
  const shown: JsonObject = { ...selected(node, select) }
  for (const item of expand ?? []) {
    const name = item.path[0] ?? ''
    const reached = node.navigations[name]?.()
    const { select: inner, expand: more, filter } = item.options
    if (Array.isArray(reached)) {
      const found = query(context, reached, name, { aliases: new Map(), ...(filter ? { filter } : {}) })
      shown[name] = found.map((each) => present(context, each, inner, more))
    } else shown[name] = reached ? present(context, reached as DefinitionNode, inner, more) : null
  }
  return shown
}

function selected(node: DefinitionNode, select: readonly SelectItem[] | undefined): JsonObject {
  const { definition } = node
  if (!select) return definition
  const shown: JsonObject = {}
  if (definition['@odata.type'] !== undefined) shown['@odata.type'] = definition['@odata.type']
  for (const { path, position } of select) {
    const name = path[0] ?? ''
    if (!(name in definition) && !node.navigations[name]) throw unknownMember(definition, name, position)
    if (name in definition) shown[name] = definition[name]
  }
  shown.MetadataId = definition.MetadataId
  return shown
}

function unknownMember(definition: DefinitionNode['definition'], name: string, position: number): ODataProblem {
  const type = String(definition['@odata.type'] ?? '#Microsoft.Dynamics.CRM.EntityMetadata').slice(1)
  return new ODataProblem({ reason: 'unknownProperty', property: name, type }, position)
}
