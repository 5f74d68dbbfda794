import { listSource } from '../../../odata/list-source.js'
import type { ExpandItem, SelectItem } from '../../../odata/nodes/query.js'
import { runQuery } from '../../../odata/plan/run-query.js'
import { ODataProblem } from '../../../odata/problem.js'
import { parseQueryOptions, type QueryOptions } from '../../../odata/query-options.js'
import { type Answer, ok } from '../answer.js'
import type { RequestContext } from '../context.js'
import { shapeOf } from '../context-url.js'
import type { JsonObject } from '../json-object.js'
import type { Segment } from '../read-path.js'
import type { DefinitionNode } from './definition.js'
import { definitionDialect } from './definition-dialect.js'
import { definitionType } from './definition-type.js'
import { reachDefinitions, requireDefinition } from './reach-definitions.js'
import { writeDefinitions } from './write/write-definitions.js'

/** `EntityDefinitions` and its like: all matches in one answer (Microsoft: Query table definitions). */
export function answerDefinitions(context: RequestContext, segments: readonly Segment[]): Answer {
  if (context.method !== 'GET') return writeDefinitions(context, segments)
  const reached = reachDefinitions(context, segments)
  const options = parseQueryOptions(context.query, definitionDialect)
  const { select, expand } = options
  const address = `${context.root}/$metadata#${reached.context}${shapeOf(select, expand)}`
  if (!reached.single) {
    const value = query(context, reached.nodes, reached.type, options).map((node) =>
      present(context, node, select, expand),
    )
    return ok({ '@odata.context': address, value })
  }
  const node = requireDefinition(reached, segments)
  return ok({ '@odata.context': `${address}/$entity`, ...present(context, node, select, expand) })
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
