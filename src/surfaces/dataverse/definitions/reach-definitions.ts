import { DomainError } from '../../../kernel/errors.js'
import { isGuid } from '../../../kernel/guid.js'
import { parseKey } from '../../../odata/parse/key.js'
import type { RequestContext } from '../context.js'
import type { Segment } from '../read-path.js'
import { unknownSegment } from '../unknown-segment.js'
import type { DefinitionNode } from './definition.js'
import { rootDefinitions } from './root-definitions.js'

const NAMESPACE = 'Microsoft.Dynamics.CRM.'

/** Where a path of definitions leads. */
export interface Reached {
  readonly nodes: readonly DefinitionNode[]
  readonly single: boolean
  /** What stands behind `#` in the context. */
  readonly context: string
  readonly type: string
}

/** Follows a path through definitions. Throws for segments that mean nothing there. */
export function reachDefinitions(context: RequestContext, segments: readonly Segment[]): Reached {
  const reached = segments.reduce<Reached | undefined>((at, segment) => step(context, at, segment), undefined)
  if (!reached) throw unknownSegment('')
  return reached
}

/** The definition that a path leads to. Throws `rowMissing` when there is none. */
export function requireDefinition(reached: Reached, segments: readonly Segment[]): DefinitionNode {
  const [node] = reached.nodes
  if (!node) throw new DomainError('rowMissing', { table: reached.type, id: segments.at(-1)?.key ?? '' })
  return node
}

/** Whether a segment narrows what was reached to a type. */
export function isCast({ name }: Segment): boolean {
  return name.startsWith(NAMESPACE)
}

function step(context: RequestContext, at: Reached | undefined, segment: Segment): Reached {
  if (!at) {
    const nodes = rootDefinitions(context, segment.name)
    return withKey({ nodes, single: false, context: segment.name, type: segment.name }, segment)
  }
  if (isCast(segment)) {
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
