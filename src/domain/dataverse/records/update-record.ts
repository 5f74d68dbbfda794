import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../access.js'
import { requireAccess } from '../access-check.js'
import { inheritAccess } from '../inherited-access.js'
import type { TableMetadata } from '../metadata.js'
import { keepsRecordsInUnit } from '../organization-settings.js'
import { modifiedStamp } from '../row-stamps.js'
import { rulesOf } from '../rules-by-table.js'
import { isImpersonating, type Session, userIdOf } from '../session.js'
import { type Row, replaceRow } from '../tables.js'
import { computedColumns } from './computed-columns.js'
import { defaultStatus, isStatusOf } from './default-columns.js'
import { requireLinkAccess } from './lookup-access.js'
import { followNewOwner } from './new-owner.js'
import { ownerColumns } from './owner-columns.js'
import { readColumns, withoutNulls } from './read-columns.js'
import { requireWritable } from './read-only-tables.js'
import type { RecordInput } from './record-input.js'
import { requireRow, requireVersion } from './require-row.js'
import { requireUniqueKeys } from './unique-keys.js'

/**
 * Changes a row. `version` is the version it must still have. A new owner is an assignment, a new state a change of
 * state. Throws `rowMissing`, `versionMismatch`, the refusals of privileges, values, references and the table's rules.
 */
export function updateRecord(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  id: string,
  input: RecordInput,
  version?: number,
): Row {
  requireWritable(table, 'update')
  const before = requireRow(transaction, session, table, id)
  requireAccess(transaction, session, table, 'Write', before)
  requireVersion(transaction, session, table, id, version)
  const rules = rulesOf(table.logicalName)
  const given = readColumns(table, input, 'update')
  const changes = rules?.update ? rules.update(transaction, session, before, given, input) : given
  requireLinkAccess(transaction, session, table, before, changedLookups(before, input))
  if (!rules?.update && Object.keys(input.columns).length + Object.keys(input.lookups).length === 0) return before
  return writeChanges(transaction, session, table, before, changes, input)
}

/** The lookups that lead elsewhere afterwards: one that a client sends back as it was links nothing. */
function changedLookups(before: Row, { lookups }: RecordInput): RecordInput['lookups'] {
  return Object.fromEntries(Object.entries(lookups).filter(([column, to]) => to?.id !== before[column]))
}

function writeChanges(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  before: Row,
  changes: Row,
  input: RecordInput,
): Row {
  const { environment } = session
  // Rules may have moved the row on (business unit, roles), so what is changed is the row as it stands now.
  const current = requireRow(transaction, session, table, String(before[table.primaryId]))
  const after = {
    ...current,
    ...changes,
    ...stateChange(table, current, changes),
    ...assignment(transaction, session, table, current, input),
    ...modification(transaction, session, table),
  }
  const complete = withoutNulls({ ...after, ...computedColumns(environment, table, after) })
  requireUniqueKeys(transaction, session, table, complete)
  const row = replaceRow(transaction, environment, table.logicalName, complete)
  if (row.ownerid !== current.ownerid) followNewOwner(transaction, session, { table, row }, current)
  else if (Object.keys(input.lookups).length > 0) inheritAccess(transaction, environment, { table, row })
  return row
}

function modification(transaction: Transaction, session: Session, table: TableMetadata): Row {
  if (!table.columns.has('modifiedon')) return {}
  const delegate = isImpersonating(session) ? String(session.caller.systemuserid) : null
  return { ...modifiedStamp(transaction, session.environment, userIdOf(session)), modifiedonbehalfby: delegate }
}

function assignment(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  before: Row,
  input: RecordInput,
): Row {
  const owner = input.lookups.ownerid
  if (table.ownership !== 'UserOwned' || !owner || owner.id === before.ownerid) return {}
  requireAccess(transaction, session, table, 'Assign', before)
  const columns = ownerColumns(transaction, session, table, owner)
  const { owningbusinessunit = null } = keepsRecordsInUnit(transaction, session.environment) ? before : columns
  return { ...columns, owningbusinessunit }
}

/** State and status change together: a state alone brings its default status, a status must belong to its state. */
function stateChange(table: TableMetadata, before: Row, changes: Row): Row {
  if (changes.statecode === undefined && changes.statuscode === undefined) return {}
  const state = Number(changes.statecode ?? before.statecode ?? 0)
  const stays = state === before.statecode && changes.statuscode === undefined
  const status = stays ? before.statuscode : (changes.statuscode ?? defaultStatus(table, state))
  if (!isStatusOf(table, state, Number(status))) throw new DomainError('stateInvalid')
  return { statecode: state, statuscode: status ?? null }
}
