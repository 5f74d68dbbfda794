import { createRecord } from '../../../domain/dataverse/records/create-record.js'
import { updateRecord } from '../../../domain/dataverse/records/update-record.js'
import type { Row } from '../../../domain/dataverse/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { readConditions } from '../conditions.js'
import { type RequestContext, write } from '../context.js'
import { findRow, missingRow } from '../find-row.js'
import { requireJsonObject } from '../json-body.js'
import type { JsonObject } from '../json-object.js'
import { readRecord } from '../read-record.js'
import type { Resource } from '../resource.js'
import type { RowTarget } from '../row-target.js'
import { representation } from '../written-row.js'

/** `PATCH accounts({id})`: updates the row, or makes it where it is missing (Microsoft: Upsert a table row). */
export function updateRow(context: RequestContext, { target }: Extract<Resource, { kind: 'row' }>): Answer {
  const body = requireJsonObject(context, target.table.entitySetName)
  const existing = findRow(context, target)
  const { mustExist, mustNotExist, version } = readConditions(context)
  if (existing && mustNotExist) throw new DomainError('preconditionExists')
  if (!existing && mustExist) throw missingRow(target)
  const row = existing ? update(context, target, existing, body, version) : upsert(context, target, body)
  if (context.prefer.returnRepresentation) return representation(context, target.table, row, existing ? 200 : 201)
  return { status: 204, headers: { 'odata-entityid': `${context.root}/${target.text}` } }
}

function update(
  context: RequestContext,
  { table, key }: RowTarget,
  existing: Row,
  body: JsonObject,
  version: number | undefined,
): Row {
  return write(context, (transaction) => {
    const input = readRecord(context, table, body)
    // Columns of the key that the body repeats say nothing new.
    const columns = key.kind === 'alternate' ? withoutNames(input.columns, key.key.columns) : input.columns
    const { [table.primaryId]: _id, ...changes } = columns
    const id = String(existing[table.primaryId])
    return updateRecord(transaction, context.session, table, id, { ...input, columns: changes }, version)
  })
}

function upsert(context: RequestContext, { table, key }: RowTarget, body: JsonObject): Row {
  return write(context, (transaction) => {
    const input = readRecord(context, table, body)
    if (key.kind === 'id') return createRecord(transaction, context.session, table, input, key.id)
    return createRecord(transaction, context.session, table, { ...input, columns: { ...key.values, ...input.columns } })
  })
}

function withoutNames(columns: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => !names.includes(name)))
}
