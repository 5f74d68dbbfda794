import { DomainError } from '../../../kernel/errors.js'
import type { Reader } from '../../access.js'
import { requireAccess } from '../access-check.js'
import type { TableMetadata } from '../metadata.js'
import { requiredTable } from '../model.js'
import type { Session } from '../session.js'
import { type Row, rowsOf } from '../tables.js'
import type { RecordInput, RowReference } from './record-input.js'

/** The row a reference names. Throws `rowMissing`. */
export function referencedRow(reader: Reader, session: Session, reference: RowReference): Row {
  const row = rowsOf(reader, session.environment, reference.table).get(reference.id)
  if (!row) throw new DomainError('rowMissing', { table: reference.table, id: reference.id })
  return row
}

/**
 * Refuses lookups to rows that are not there or to which the session may not append, and a row that may not be
 * appended. Throws `rowMissing`, `privilegeMissing`, `accessDenied`.
 */
export function requireLinkAccess(
  reader: Reader,
  session: Session,
  table: TableMetadata,
  row: Row,
  lookups: RecordInput['lookups'],
): void {
  let linked = false
  for (const [column, reference] of Object.entries(lookups)) {
    if (!reference || column === 'ownerid') continue
    linked = true
    requireAppendTo(reader, session, reference)
  }
  if (linked) requireAccess(reader, session, table, 'Append', row)
}

/** Throws `rowMissing`, `privilegeMissing` or `accessDenied` unless the session may append rows to the one that a lookup names. */
export function requireAppendTo(reader: Reader, session: Session, reference: RowReference): void {
  const target = referencedRow(reader, session, reference)
  requireAccess(reader, session, requiredTable(session.model, reference.table), 'AppendTo', target)
}
