import { deleteRecord } from '../../../domain/dataverse/records/delete-record.js'
import { type Answer, noContent } from '../answer.js'
import { readConditions } from '../conditions.js'
import { type RequestContext, write } from '../context.js'
import { requireTargetId } from '../find-row.js'
import type { Resource } from '../resource.js'

/** `DELETE accounts({id})` (Microsoft: Update and delete table rows using the Web API). */
export function deleteRow(context: RequestContext, { target }: Extract<Resource, { kind: 'row' }>): Answer {
  const { version } = readConditions(context)
  write(context, (transaction) =>
    deleteRecord(transaction, context.session, target.table, requireTargetId(context, target), version),
  )
  return noContent
}
