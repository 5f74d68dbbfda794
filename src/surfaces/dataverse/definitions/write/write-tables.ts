import { changeTable, type TableChanges } from '../../../../domain/dataverse/customization/change-table.js'
import { createTable, type TableInput } from '../../../../domain/dataverse/customization/create-table.js'
import { deleteTable } from '../../../../domain/dataverse/customization/delete-table.js'
import { type Answer, noContent } from '../../answer.js'
import { type RequestContext, write } from '../../context.js'
import { RequestRefused } from '../../errors.js'
import type { Segment } from '../../read-path.js'
import { definitionBody, type EntityBody, textOf } from './definition-bodies.js'
import { createdAt, tableAt } from './located.js'
import { readColumn, withoutBlanks } from './read-column.js'

/** `POST EntityDefinitions` (Microsoft: Create and update table definitions using the Web API). */
export function createEntity(context: RequestContext, segments: readonly Segment[]): Answer {
  const input = readTable(definitionBody<EntityBody>(context, 'dataverse.createEntityDefinition'))
  const table = write(context, (transaction) => createTable(transaction, context.session, input))
  return createdAt(context, segments, table.metadataId)
}

/** `PUT EntityDefinitions(…)`: names, description and change tracking; the rest of a table stays as it was made. */
export function updateEntity(context: RequestContext, segments: readonly Segment[]): Answer {
  const changes = shownOf(definitionBody<EntityBody>(context, 'dataverse.updateEntityDefinition'))
  const table = tableAt(context, segments)
  write(context, (transaction) => changeTable(transaction, context.session, table, changes))
  return noContent
}

/** `DELETE EntityDefinitions(…)`, with all rows. */
export function deleteEntity(context: RequestContext, segments: readonly Segment[]): Answer {
  const table = tableAt(context, segments)
  write(context, (transaction) => deleteTable(transaction, context.session, table))
  return noContent
}

/** A table to be made, as a client describes it. Throws for what every table needs. */
export function readTable(body: EntityBody): TableInput {
  const { SchemaName, Attributes = [] } = body
  if (SchemaName === undefined) throw missingField('SchemaName')
  if (body.OwnershipType === undefined) throw missingField('OwnershipType')
  if (textOf(body.DisplayName) === undefined) throw missingField('DisplayName')
  if (textOf(body.DisplayCollectionName) === undefined) throw missingField('DisplayCollectionName')
  return {
    ...shownOf(body),
    ...withoutBlanks({ ownership: body.OwnershipType, entitySetName: body.EntitySetName }),
    schemaName: SchemaName,
    columns: Attributes.map(readColumn),
  }
}

function shownOf(body: EntityBody): TableChanges {
  return withoutBlanks({
    displayName: textOf(body.DisplayName),
    displayCollectionName: textOf(body.DisplayCollectionName),
    description: textOf(body.Description),
    changeTracking: body.ChangeTrackingEnabled,
  })
}

function missingField(name: string): RequestRefused {
  return new RequestRefused(400, '0x80040203', `Required field '${name}' is missing.`)
}
