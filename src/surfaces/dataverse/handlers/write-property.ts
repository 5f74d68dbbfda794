import { isLookup } from '../../../domain/dataverse/metadata.js'
import { noInput } from '../../../domain/dataverse/records/record-input.js'
import { updateRecord } from '../../../domain/dataverse/records/update-record.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { type RequestContext, write } from '../context.js'
import { requireTargetId } from '../find-row.js'
import { requireJsonObject } from '../json-body.js'
import { unreadableBody } from '../payload-errors.js'
import type { Resource } from '../resource.js'

type Property = Extract<Resource, { kind: 'property' }>

/** `PUT accounts({id})/name` with `{"value": …}`: one column. */
export function putProperty(context: RequestContext, property: Property): Answer {
  const body = requireJsonObject(context, property.target.table.entitySetName)
  if (!('value' in body)) throw unreadableBody(property.target.table.entitySetName)
  return setColumn(context, property, body.value)
}

/** `DELETE accounts({id})/name`: the column becomes null. */
export function deleteProperty(context: RequestContext, property: Property): Answer {
  return setColumn(context, property, null)
}

function setColumn(context: RequestContext, { target, column }: Property, value: unknown): Answer {
  const { table } = target
  if (isLookup(column)) throw new DomainError('messageNotSupported', { table: table.logicalName, operation: 'update' })
  write(context, (transaction) => {
    const columns = { [column.logicalName]: value }
    updateRecord(transaction, context.session, table, requireTargetId(context, target), { ...noInput, columns })
  })
  return noContent
}
