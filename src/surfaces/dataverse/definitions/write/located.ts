import type { ColumnMetadata, KeyMetadata, TableMetadata } from '../../../../domain/dataverse/metadata.js'
import { requiredTable } from '../../../../domain/dataverse/model.js'
import type { Answer } from '../../answer.js'
import type { RequestContext } from '../../context.js'
import type { Segment } from '../../read-path.js'
import type { Definition } from '../definition.js'
import { reachDefinitions, requireDefinition } from '../reach-definitions.js'

/** The definition that a path leads to. Throws `rowMissing` where there is none. */
export function definitionAt(context: RequestContext, segments: readonly Segment[]): Definition {
  return requireDefinition(reachDefinitions(context, segments), segments).definition
}

/** The table that the first segment names. Throws `rowMissing`. */
export function tableAt(context: RequestContext, segments: readonly Segment[]): TableMetadata {
  return requiredTable(context.model, String(definitionAt(context, segments.slice(0, 1)).LogicalName))
}

/** The column that a path leads to, with its table. Throws `rowMissing`. */
export function columnAt(
  context: RequestContext,
  segments: readonly Segment[],
): { readonly table: TableMetadata; readonly column: ColumnMetadata } {
  const table = tableAt(context, segments)
  const name = String(definitionAt(context, segments).LogicalName)
  return { table, column: required(table.columns.get(name)) }
}

/** The alternate key that a path leads to, with its table. Throws `rowMissing`. */
export function keyAt(
  context: RequestContext,
  segments: readonly Segment[],
): { readonly table: TableMetadata; readonly key: KeyMetadata } {
  const table = tableAt(context, segments)
  const name = definitionAt(context, segments).LogicalName
  return { table, key: required(table.keys.find(({ logicalName }) => logicalName === name)) }
}

/** Definitions are made from the metadata: what one of them names is there. */
export function required<Found>(found: Found | undefined): Found {
  if (found === undefined) throw new Error('a definition without what it defines')
  return found
}

/** 204 with the address of what was made below a path, as the client wrote that. */
export function createdAt(context: RequestContext, segments: readonly Segment[], id: string): Answer {
  const path = segments.map(({ name, key = '' }) => `/${name}${key}`).join('')
  return { status: 204, headers: { 'odata-entityid': `${context.root}${path}(${id})` } }
}
