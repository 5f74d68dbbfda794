import {
  changeManyToMany,
  createManyToMany,
  deleteManyToMany,
} from '../../../../domain/dataverse/customization/many-to-many.js'
import {
  changeOneToMany,
  createOneToMany,
  deleteOneToMany,
} from '../../../../domain/dataverse/customization/one-to-many.js'
import { type Answer, noContent } from '../../answer.js'
import { type RequestContext, write } from '../../context.js'
import { RequestRefused } from '../../errors.js'
import type { Segment } from '../../read-path.js'
import { manyToManyIdOf, oneToManyIdOf } from '../relationship-definition.js'
import { definitionBody, type RelationshipBody } from './definition-bodies.js'
import { createdAt, definitionAt, required } from './located.js'
import { columnDetails, withoutBlanks } from './read-column.js'

/** `POST RelationshipDefinitions` (Microsoft: Create and update table relationships using the Web API). */
export function createRelationship(context: RequestContext, segments: readonly Segment[]): Answer {
  const body = definitionBody<RelationshipBody>(context, 'dataverse.createRelationshipDefinition')
  const type = body['@odata.type'] ?? ''
  if (type.endsWith('.ManyToManyRelationshipMetadata')) return createdAt(context, segments, linkTables(context, body))
  if (type.endsWith('.OneToManyRelationshipMetadata')) return createdAt(context, segments, addLookup(context, body))
  throw new RequestRefused(
    400,
    '0x80040203',
    'The @odata.type of a relationship must be Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata or Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata.',
  )
}

function addLookup(context: RequestContext, body: RelationshipBody): string {
  const { SchemaName: schemaName, Lookup = {}, CascadeConfiguration: cascade } = body
  const referenced = requiredName(body, 'ReferencedEntity')
  const { label, description, required } = columnDetails(Lookup)
  const input = {
    schemaName,
    referenced,
    referencing: requiredName(body, 'ReferencingEntity'),
    lookup: {
      ...withoutBlanks({ label, description, required }),
      schemaName: requiredName({ 'Lookup.SchemaName': Lookup.SchemaName }, 'Lookup.SchemaName'),
    },
    ...withoutBlanks({
      navigation: body.ReferencingEntityNavigationPropertyName,
      collection: body.ReferencedEntityNavigationPropertyName,
      cascadeDelete: cascade?.Delete,
      cascadeAssign: cascade?.Assign,
    }),
  }
  write(context, (transaction) => createOneToMany(transaction, context.session, input))
  return oneToManyIdOf({ schemaName, to: referenced.toLowerCase() })
}

function linkTables(context: RequestContext, body: RelationshipBody): string {
  const { SchemaName: schemaName } = body
  const input = {
    schemaName,
    table1: requiredName(body, 'Entity1LogicalName'),
    table2: requiredName(body, 'Entity2LogicalName'),
    ...withoutBlanks({
      navigation1: body.Entity1NavigationPropertyName,
      navigation2: body.Entity2NavigationPropertyName,
      intersectTable: body.IntersectEntityName,
    }),
  }
  write(context, (transaction) => createManyToMany(transaction, context.session, input))
  return manyToManyIdOf(schemaName)
}

function requiredName<Name extends string>(body: { readonly [Each in Name]?: unknown }, name: Name): string {
  const value = body[name]
  if (typeof value === 'string') return value
  throw new RequestRefused(400, '0x80040203', `Required field '${name}' is missing.`)
}

/** `PUT RelationshipDefinitions(…)`: how deletion and assignment of the row at the other end go on. */
export function updateRelationship(context: RequestContext, segments: readonly Segment[]): Answer {
  const body = definitionBody<RelationshipBody>(context, 'dataverse.updateRelationshipDefinition')
  const { Assign: cascadeAssign, Delete: cascadeDelete } = body.CascadeConfiguration ?? {}
  const { session } = context
  const { many, one } = relationshipAt(context, segments)
  write(context, (transaction) => {
    if (many) changeManyToMany(transaction, session, many)
    else changeOneToMany(transaction, session, required(one), withoutBlanks({ cascadeAssign, cascadeDelete }))
  })
  return noContent
}

/** `DELETE RelationshipDefinitions(…)`, with the lookup or the links. */
export function deleteRelationship(context: RequestContext, segments: readonly Segment[]): Answer {
  const { session } = context
  const { many, one } = relationshipAt(context, segments)
  write(context, (transaction) => {
    if (many) deleteManyToMany(transaction, session, many)
    else deleteOneToMany(transaction, session, required(one))
  })
  return noContent
}

/** The relationship that a path leads to: of one of both kinds. Throws `rowMissing`. */
function relationshipAt(context: RequestContext, segments: readonly Segment[]) {
  const { MetadataId } = definitionAt(context, segments)
  const { manyToMany, manyToOne } = context.model
  return {
    many: manyToMany.find(({ schemaName }) => manyToManyIdOf(schemaName) === MetadataId),
    one: manyToOne.find((each) => oneToManyIdOf(each) === MetadataId),
  }
}
