import { requireNamedPrivilege, requirePrivilege } from '../../../domain/dataverse/access-check.js'
import { recordBulkDelete } from '../../../domain/dataverse/bulk-delete-jobs.js'
import type { TableMetadata } from '../../../domain/dataverse/metadata.js'
import { deleteRecord } from '../../../domain/dataverse/records/delete-record.js'
import { requireWritable } from '../../../domain/dataverse/records/read-only-tables.js'
import { rowsOf } from '../../../domain/dataverse/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { type RequestContext, readerOf, write } from '../context.js'
import { presentError, RequestRefused } from '../errors.js'
import { joinedRows } from '../fetch/joined-rows.js'
import { tableNamed } from '../fetch/names.js'
import { fetchOfQueryExpression } from '../fetch/query-expression.js'
import { readFetchElement } from '../fetch/read-fetch.js'
import { isObject } from '../json-body.js'
import type { JsonObject } from '../json-object.js'
import type { Operation, OperationCall } from '../operation.js'
import { sourceOf } from '../row-source.js'
import { complexResult } from './complex-result.js'

/** What the reference calls required; the rest may be left out. */
const required = ['QuerySet', 'JobName', 'SendEmailNotification', 'ToRecipients', 'CCRecipients'] as const

/**
 * `BulkDelete`: every row that the queries find and the caller may read, one by one; what cannot be deleted stays and is
 * counted (Microsoft: BulkDelete Action, Delete data in bulk). The job runs within the request, whenever it is to start,
 * and sends no mail. Jobs that recur are not served.
 */
function bulkDelete(call: OperationCall): Answer {
  const { context, parameters } = call
  requireParameters(parameters)
  requireNamedPrivilege(readerOf(context), context.session, 'prvBulkDelete')
  const queries = queriesOf(parameters).map((query) => deletableRows(context, query))
  const JobId = write(context, (transaction) => {
    const failures: string[] = []
    let successes = 0
    for (const { table, ids } of queries) {
      for (const id of ids) {
        // It went with a row that it hung on.
        if (!rowsOf(transaction, context.environment, table.logicalName).has(id)) continue
        const failure = deleteOne(context, table, id)
        if (failure === undefined) successes++
        else failures.push(failure)
      }
    }
    return recordBulkDelete(transaction, context.session, { name: String(parameters.JobName), successes, failures })
  })
  return complexResult(call, 'BulkDelete', { JobId })
}

function requireParameters(parameters: JsonObject): void {
  for (const name of required) {
    const value = parameters[name]
    if (value === undefined || value === null || value === '') throw missing(name)
  }
  if (isEmpty(parameters.QuerySet)) throw missing('QuerySet')
  if (parameters.SendEmailNotification === true && isEmpty(parameters.ToRecipients)) throw missing('ToRecipients')
  if (parameters.RecurrencePattern) throw new DomainError('notImplemented')
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function missing(name: string): RequestRefused {
  return new RequestRefused(400, '0x80040203', `Required field '${name}' is missing`)
}

function queriesOf({ QuerySet }: JsonObject): JsonObject[] {
  return Array.isArray(QuerySet) ? QuerySet.filter(isObject) : []
}

/** The rows that a query finds, each once. Throws what is wrong in it, and the refusals of the privileges. */
function deletableRows(context: RequestContext, query: JsonObject) {
  const table = tableNamed(context, String(query.EntityName ?? ''))
  requireWritable(table, 'delete')
  requirePrivilege(readerOf(context), context.session, table, 'Delete')
  const fetch = readFetchElement(context, fetchOfQueryExpression(query), table)
  const rows = joinedRows(context, fetch, sourceOf(context, table))
  const ids = new Set(rows.map((joined) => String(joined[fetch.root.at]?.[table.primaryId])))
  return { table, ids: [...ids].slice(0, fetch.top) }
}

/** Deletes a row and all that hangs on it, or answers why not. */
function deleteOne(context: RequestContext, table: TableMetadata, id: string): string | undefined {
  try {
    // Within the job's transaction: what it began is undone when it is refused.
    write(context, (transaction) => deleteRecord(transaction, context.session, table, id))
    return undefined
  } catch (error) {
    const refusal = presentError(error, undefined)?.json
    if (isObject(refusal) && isObject(refusal.error)) return String(refusal.error.message)
    throw error
  }
}

/** What is done with rows that queries find. */
export const bulkOperations: readonly Operation[] = [{ name: 'BulkDelete', kind: 'action', run: bulkDelete }]
