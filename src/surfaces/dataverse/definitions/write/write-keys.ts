import { createKey, deleteKey } from '../../../../domain/dataverse/customization/keys.js'
import { type Answer, noContent } from '../../answer.js'
import { type RequestContext, write } from '../../context.js'
import type { Segment } from '../../read-path.js'
import { keyIdOf } from '../table-definition.js'
import { definitionBody, type KeyBody } from './definition-bodies.js'
import { createdAt, keyAt, tableAt } from './located.js'

/** `POST EntityDefinitions(…)/Keys` (Microsoft: Work with alternate keys). The key is active at once. */
export function createEntityKey(context: RequestContext, segments: readonly Segment[]): Answer {
  const { SchemaName, KeyAttributes } = definitionBody<KeyBody>(context, 'dataverse.createEntityKey')
  const table = tableAt(context, segments)
  const input = { schemaName: SchemaName, columns: KeyAttributes }
  const { logicalName } = write(context, (transaction) => createKey(transaction, context.session, table, input))
  return createdAt(context, segments, keyIdOf(table.logicalName, logicalName))
}

/** `DELETE EntityDefinitions(…)/Keys(…)`. */
export function deleteEntityKey(context: RequestContext, segments: readonly Segment[]): Answer {
  const { table, key } = keyAt(context, segments)
  write(context, (transaction) => deleteKey(transaction, context.session, table, key))
  return noContent
}
