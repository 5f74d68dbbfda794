import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../access.js'
import { requireAccess, requirePrivilege } from '../access-check.js'
import { inheritAccess } from '../inherited-access.js'
import type { TableMetadata } from '../metadata.js'
import { requiredTable } from '../model.js'
import { createdStamp } from '../row-stamps.js'
import { rulesOf } from '../rules-by-table.js'
import { isImpersonating, type Session, userIdOf } from '../session.js'
import { insertRow, type Row, rowsOf } from '../tables.js'
import { linkRecords } from './associate-records.js'
import { computedColumns } from './computed-columns.js'
import { defaultColumns, defaultStatus, isStatusOf } from './default-columns.js'
import { requireLinkAccess } from './lookup-access.js'
import { ownerColumns } from './owner-columns.js'
import { readColumns, withoutNulls } from './read-columns.js'
import { requireWritable } from './read-only-tables.js'
import { noInput, type RecordInput, type RowReference } from './record-input.js'
import { requireUniqueKeys } from './unique-keys.js'

/**
 * Makes a row with everything that belongs to it: related rows, links, owner, defaults. `id` is the id to use when the
 * input names none. Throws the refusals of privileges, values, references and of the table's own rules; `recordExists`.
 */
export function createRecord(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  input: RecordInput,
  id?: string,
): Row {
  requireWritable(table, 'create')
  requirePrivilege(transaction, session, table, 'Create')
  const complete = withRelatedParents(transaction, session, input)
  const given = readColumns(table, complete, 'create')
  const key = String(given[table.primaryId] ?? id ?? transaction.newGuid())
  if (rowsOf(transaction, session.environment, table.logicalName).has(key)) throw new DomainError('recordExists')
  const columns = { ...given, [table.primaryId]: key }
  const rules = rulesOf(table.logicalName)
  const row = rules?.create
    ? rules.create(transaction, session, columns, complete)
    : insertRecord(transaction, session, table, columns, complete)
  requireAccess(transaction, session, table, 'Create', row)
  requireLinkAccess(transaction, session, table, row, complete.lookups)
  inheritAccess(transaction, session.environment, { table, row })
  linkChildren(transaction, session, table, row, complete)
  return row
}

/** Related rows of a deep insert that this one points to come first, so that there is something to point to. */
function withRelatedParents(transaction: Transaction, session: Session, input: RecordInput): RecordInput {
  const lookups: Record<string, RowReference | null> = { ...input.lookups }
  for (const { navigation, table, input: related } of input.related) {
    if (navigation.kind !== 'single') continue
    const target = requiredTable(session.model, table)
    const parent = createRecord(transaction, session, target, related)
    lookups[navigation.column] = { table, id: String(parent[target.primaryId]) }
  }
  return { ...input, lookups }
}

function insertRecord(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  columns: Row,
  input: RecordInput,
): Row {
  const { environment } = session
  const row = {
    ...defaultColumns(table),
    ...columns,
    ...stateColumns(table, columns),
    ...(table.ownership === 'UserOwned' ? ownership(transaction, session, table, input) : {}),
    ...creation(transaction, session, table, columns),
  }
  const complete = withoutNulls({ ...row, ...computedColumns(environment, table, row) })
  requireUniqueKeys(transaction, session, table, complete)
  rulesOf(table.logicalName)?.check?.(transaction, session, complete)
  return insertRow(transaction, environment, table.logicalName, complete)
}

function ownership(transaction: Transaction, session: Session, table: TableMetadata, input: RecordInput): Row {
  const owner = input.lookups.ownerid ?? { table: 'systemuser', id: userIdOf(session) }
  return ownerColumns(transaction, session, table, owner)
}

function creation(transaction: Transaction, session: Session, table: TableMetadata, columns: Row): Row {
  if (!table.columns.has('createdon')) return {}
  const stamp = createdStamp(transaction, session.environment, userIdOf(session))
  const delegate = isImpersonating(session) ? String(session.caller.systemuserid) : null
  return {
    ...stamp,
    ...(typeof columns.overriddencreatedon === 'string' ? { createdon: startOf(columns.overriddencreatedon) } : {}),
    createdonbehalfby: delegate,
    modifiedonbehalfby: delegate,
  }
}

/** Midnight of a day. */
function startOf(day: string): string {
  return `${day.slice(0, 10)}T00:00:00Z`
}

function stateColumns(table: TableMetadata, columns: Row): Row {
  if (!table.columns.has('statuscode')) return {}
  const state = Number(defaultColumns(table).statecode ?? 0)
  const status = Number(columns.statuscode ?? defaultStatus(table, state))
  if (isStatusOf(table, state, status)) return { statuscode: status }
  throw new DomainError('stateInvalid')
}

function linkChildren(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  row: Row,
  input: RecordInput,
): void {
  const own = { table: table.logicalName, id: String(row[table.primaryId]) }
  for (const { navigation, table: name, input: related } of input.related) {
    if (navigation.kind === 'single') continue
    const target = requiredTable(session.model, name)
    const lookups =
      navigation.kind === 'collection' ? { ...related.lookups, [navigation.column]: own } : related.lookups
    const child = createRecord(transaction, session, target, { ...noInput, ...related, lookups })
    const reference = { table: name, id: String(child[target.primaryId]) }
    if (navigation.kind === 'many') linkRecords(transaction, session, navigation, own, reference)
  }
  for (const { navigation, reference } of input.links) linkRecords(transaction, session, navigation, own, reference)
}
