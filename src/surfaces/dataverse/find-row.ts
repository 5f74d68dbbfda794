import { alternateKeyOf, type Row, rowsOf } from '../../domain/dataverse/tables.js'
import { DomainError } from '../../kernel/errors.js'
import { type RequestContext, readerOf } from './context.js'
import { RequestRefused } from './errors.js'
import type { RowTarget } from './row-target.js'
import { virtualTable } from './virtual-tables.js'

/**
 * The row that a URL names, if it is there. A user named by directory object id is added on the way if the rules
 * allow it (Microsoft: Use an alternate key to reference a record).
 */
export function findRow(context: RequestContext, { table, key }: RowTarget): Row | undefined {
  const { environment } = context
  if (key.kind === 'id') return rowById(context, table.logicalName, key.id)
  const rows = rowsOf(readerOf(context), environment, table.logicalName)
  const find = () => rows.findFirst(key.key.logicalName, alternateKeyOf(key.values, key.key.columns) ?? '')
  const found = find()
  if (found || table.logicalName !== 'systemuser') return found
  const oid = key.values.azureactivedirectoryobjectid
  if (typeof oid !== 'string') return undefined
  context.rooms.firstAccess(context.access, context.tenantId, environment.id, oid)
  return find()
}

function rowById(context: RequestContext, table: string, id: string): Row | undefined {
  const virtual = virtualTable(table)
  if (virtual) return virtual(context).get(id)
  return rowsOf(readerOf(context), context.environment, table).get(id)
}

/** The row that a URL names. Throws when it is not there. */
export function requireTargetRow(context: RequestContext, target: RowTarget): Row {
  const row = findRow(context, target)
  if (row) return row
  throw missingRow(target)
}

/** What to throw for a row that a key does not find. */
export function missingRow({ table, key }: RowTarget): Error {
  if (key.kind === 'id') return new DomainError('rowMissing', { table: table.logicalName, id: key.id })
  return new RequestRefused(
    404,
    '0x80060891',
    `A record with the specified key values does not exist in ${table.logicalName} entity`,
  )
}

/** The id of the row that a URL names. Throws when it is not there. */
export function requireTargetId(context: RequestContext, target: RowTarget): string {
  return String(requireTargetRow(context, target)[target.table.primaryId])
}
