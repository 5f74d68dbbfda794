import type { TableMetadata } from '../../../domain/dataverse/metadata.js'
import { createRecord } from '../../../domain/dataverse/records/create-record.js'
import { updateRecord } from '../../../domain/dataverse/records/update-record.js'
import { DomainError } from '../../../kernel/errors.js'
import { noContent } from '../answer.js'
import { type RequestContext, write } from '../context.js'
import { RequestRefused } from '../errors.js'
import { findRow } from '../find-row.js'
import { isObject } from '../json-body.js'
import type { JsonObject } from '../json-object.js'
import type { Operation, OperationCall } from '../operation.js'
import { readRecord } from '../read-record.js'
import { readTarget } from '../read-reference.js'
import type { RowTarget } from '../row-target.js'
import { complexResult } from './complex-result.js'

function targetsOf(call: OperationCall): { table: TableMetadata; items: JsonObject[] } {
  const { table, parameters } = call
  if (!table) throw new Error('the operation is bound to a collection')
  const items = (Array.isArray(parameters.Targets) ? parameters.Targets : []).filter(isObject)
  const untyped = items.some((item) => typeof item['@odata.type'] !== 'string')
  if (untyped || items.length === 0)
    throw new RequestRefused(400, '0x80060888', 'EdmEntityObject passed should have the key property value set.')
  return { table, items }
}

/** `CreateMultiple`: all rows or none; answers with their ids in order. */
function createMultiple(call: OperationCall) {
  const { context } = call
  const { table, items } = targetsOf(call)
  const Ids = write(context, (transaction) =>
    items.map((item) => {
      const row = createRecord(transaction, context.session, table, readRecord(context, table, item))
      return row[table.primaryId]
    }),
  )
  return complexResult(call, 'CreateMultiple', { Ids })
}

function updateMultiple(call: OperationCall) {
  const { context } = call
  const { table, items } = targetsOf(call)
  write(context, (transaction) => {
    for (const item of items) {
      const { [table.primaryId]: id, ...rest } = item
      const key = String(id ?? '').toLowerCase()
      updateRecord(transaction, context.session, table, key, readRecord(context, table, rest))
    }
  })
  return noContent
}

/** `UpsertMultiple`: each row by `@odata.id`, by its id or by the columns of an alternate key. */
function upsertMultiple(call: OperationCall) {
  const { context } = call
  const { table, items } = targetsOf(call)
  write(context, (transaction) => {
    for (const item of items) {
      const target = targetIn(context, table, item)
      const { [table.primaryId]: _id, ...rest } = item
      const input = readRecord(context, table, rest)
      const existing = target && findRow(context, target)
      if (existing) updateRecord(transaction, context.session, table, String(existing[table.primaryId]), input)
      else if (target?.key.kind === 'alternate') {
        const columns = { ...target.key.values, ...input.columns }
        createRecord(transaction, context.session, table, { ...input, columns })
      } else
        createRecord(transaction, context.session, table, input, target?.key.kind === 'id' ? target.key.id : undefined)
    }
  })
  return noContent
}

function targetIn(context: RequestContext, table: TableMetadata, item: JsonObject): RowTarget | undefined {
  const address = item['@odata.id']
  if (typeof address === 'string') return readTarget(context, address)
  const id = item[table.primaryId]
  if (typeof id === 'string') return readTarget(context, `${table.entitySetName}(${id})`)
  const key = table.keys.find(({ columns }) => columns.every((column) => item[column] !== undefined))
  if (!key) return undefined
  const values: Record<string, string | number | boolean> = {}
  for (const column of key.columns) {
    const value = item[column]
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      throw new DomainError('entityParameterKeyless')
    values[column] = value
  }
  return { table, key: { kind: 'alternate', key, values }, text: table.entitySetName }
}

/** CreateMultiple and its like. */
export const multipleOperations: readonly Operation[] = [
  { name: 'CreateMultiple', kind: 'action', boundTo: ['*'], collection: true, run: createMultiple },
  { name: 'UpdateMultiple', kind: 'action', boundTo: ['*'], collection: true, run: updateMultiple },
  { name: 'UpsertMultiple', kind: 'action', boundTo: ['*'], collection: true, run: upsertMultiple },
]
