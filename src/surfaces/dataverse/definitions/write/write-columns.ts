import {
  changeColumn,
  columnIdOf,
  createColumn,
  deleteColumn,
} from '../../../../domain/dataverse/customization/columns.js'
import { type Answer, noContent } from '../../answer.js'
import { type RequestContext, write } from '../../context.js'
import type { Segment } from '../../read-path.js'
import { type AttributeBody, definitionBody } from './definition-bodies.js'
import { columnAt, createdAt, tableAt } from './located.js'
import { columnDetails, readColumn } from './read-column.js'

/** `POST EntityDefinitions(…)/Attributes` (Microsoft: Create and update column definitions using the Web API). */
export function createAttribute(context: RequestContext, segments: readonly Segment[]): Answer {
  const input = readColumn(definitionBody<AttributeBody>(context, 'dataverse.createAttribute'))
  const table = tableAt(context, segments)
  const { logicalName } = write(context, (transaction) => createColumn(transaction, context.session, table, input))
  return createdAt(context, segments, columnIdOf(table.logicalName, logicalName))
}

/** `PUT EntityDefinitions(…)/Attributes(…)`: what a column is called, asks for and accepts; not its name or type. */
export function updateAttribute(context: RequestContext, segments: readonly Segment[]): Answer {
  const changes = columnDetails(definitionBody<AttributeBody>(context, 'dataverse.updateAttribute'))
  const { table, column } = columnAt(context, segments)
  write(context, (transaction) => changeColumn(transaction, context.session, table, column, changes))
  return noContent
}

/** `DELETE EntityDefinitions(…)/Attributes(…)`, with the values in all rows. */
export function deleteAttribute(context: RequestContext, segments: readonly Segment[]): Answer {
  const { table, column } = columnAt(context, segments)
  write(context, (transaction) => deleteColumn(transaction, context.session, table, column))
  return noContent
}
