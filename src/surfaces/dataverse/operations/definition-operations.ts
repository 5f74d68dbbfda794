import { createTables } from '../../../domain/dataverse/customization/create-table.js'
import { DomainError } from '../../../kernel/errors.js'
import { globalMetadataVersion } from '../annotations.js'
import { type Answer, noContent } from '../answer.js'
import { write } from '../context.js'
import type { DefinitionNode } from '../definitions/definition.js'
import { type MetadataQuery, projected, readMetadataQuery, wants } from '../definitions/metadata-query.js'
import { rootDefinitions } from '../definitions/root-definitions.js'
import type { EntityBody } from '../definitions/write/definition-bodies.js'
import { readTable } from '../definitions/write/write-tables.js'
import { isObject } from '../json-body.js'
import type { JsonObject } from '../json-object.js'
import type { Operation, OperationCall } from '../operation.js'
import { complexResult } from './complex-result.js'

/**
 * `CreateEntities`: several tables at once, all or none. What it answers with is not documented; clients look the tables up.
 */
function createEntities({ context, parameters }: OperationCall): Answer {
  // The schema of the action says what the type says.
  const inputs = (parameters.Entities as unknown as readonly EntityBody[]).map(readTable)
  write(context, (transaction) => createTables(transaction, context.session, inputs))
  return noContent
}

/** The collections of a table's definition, each with the part of a query that is about it. */
const collections = {
  Attributes: 'AttributeQuery',
  Keys: 'KeyQuery',
  ManyToManyRelationships: 'RelationshipQuery',
  ManyToOneRelationships: 'RelationshipQuery',
  OneToManyRelationships: 'RelationshipQuery',
} as const

/**
 * `RetrieveMetadataChanges`: what is wanted of the definitions that match (Microsoft: Query schema definitions). Changes
 * are not kept one by one: a stamp is good as long as nothing has changed, and has expired then.
 */
function retrieveMetadataChanges(call: OperationCall): Answer {
  const { context, parameters } = call
  const stamp = globalMetadataVersion(context.environment)
  const known = parameters.ClientVersionStamp
  if (typeof known === 'string' && known !== stamp) throw new DomainError('versionExpired')
  const expression = isObject(parameters.Query) ? parameters.Query : {}
  const query = readMetadataQuery(expression)
  const nodes = known ? [] : rootDefinitions(context, 'EntityDefinitions')
  const EntityMetadata = nodes
    .filter(({ definition }) => query.matches(definition))
    .map((node) => withCollections(node, query, expression))
  return complexResult(call, 'RetrieveMetadataChanges', {
    ServerVersionStamp: stamp,
    EntityMetadata,
    DeletedMetadata: null,
  })
}

function withCollections(node: DefinitionNode, query: MetadataQuery, expression: JsonObject): JsonObject {
  const shown = projected(node, query)
  for (const [collection, part] of Object.entries(collections)) {
    if (wants(query, collection)) shown[collection] = matching(node.navigations[collection]?.(), expression[part])
  }
  return shown
}

function matching(reached: readonly DefinitionNode[] | DefinitionNode | undefined, part: unknown): JsonObject[] {
  const query = readMetadataQuery(part ?? { Properties: { AllProperties: true } })
  const nodes = Array.isArray(reached) ? (reached as readonly DefinitionNode[]) : []
  return nodes.filter(({ definition }) => query.matches(definition)).map((node) => projected(node, query))
}

/** Operations on the definitions of tables. */
export const definitionOperations: readonly Operation[] = [
  { name: 'CreateEntities', kind: 'action', run: createEntities },
  { name: 'RetrieveMetadataChanges', kind: 'function', run: retrieveMetadataChanges },
]
