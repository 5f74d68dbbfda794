import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../access.js'
import { requireAccess } from '../access-check.js'
import { inheritAccess } from '../inherited-access.js'
import type { TableMetadata } from '../metadata.js'
import { typeColumnOf } from '../metadata.js'
import { requiredTable } from '../model.js'
import { rulesOf } from '../rules-by-table.js'
import type { Session } from '../session.js'
import { removeShares } from '../sharing.js'
import { type Row, removeRow, replaceRow, rowsOf } from '../tables.js'
import { withoutColumn } from './read-columns.js'
import { requireWritable } from './read-only-tables.js'
import { requireRow, requireVersion } from './require-row.js'

/**
 * Deletes a row and what hangs on it, as its relationships say. Throws `rowMissing`, `versionMismatch`,
 * `rowReferenced`, the refusals of privileges and of the table's rules.
 */
export function deleteRecord(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  id: string,
  version?: number,
): void {
  requireWritable(table, 'delete')
  const row = requireRow(transaction, session, table, id)
  requireAccess(transaction, session, table, 'Delete', row)
  requireVersion(transaction, session, table, id, version)
  const done = rulesOf(table.logicalName)?.delete?.(transaction, session, row)
  if (done !== 'done') removeWithReferences(transaction, session, table, row)
}

/**
 * Removes a row with its links and shares, and does to those that refer to it what their relationships say. Throws
 * `rowReferenced`.
 */
export function removeWithReferences(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  row: Row,
  references = session.model.referencesTo(table.logicalName),
): void {
  const id = String(row[table.primaryId])
  const { environment, model } = session
  for (const reference of references) {
    if (reference.cascadeDelete === 'NoCascade') continue
    const from = requiredTable(model, reference.from)
    for (const child of referencing(transaction, session, reference, table.logicalName, id)) {
      cascade(transaction, session, from, child, reference.column, reference.cascadeDelete)
    }
  }
  for (const { table1, column1, table2, column2, intersectTable } of model.manyToMany) {
    if (!model.table(intersectTable)) continue
    if (table1 === table.logicalName) removeLinks(transaction, session, intersectTable, column1, id)
    if (table2 === table.logicalName) removeLinks(transaction, session, intersectTable, column2, id)
  }
  removeShares(transaction, environment, id)
  removeRow(transaction, environment, table.logicalName, id)
}

function referencing(
  transaction: Transaction,
  session: Session,
  reference: { from: string; column: string },
  table: string,
  id: string,
): Row[] {
  const type = typeColumnOf(reference.column)
  return [...rowsOf(transaction, session.environment, reference.from).find(reference.column, id)].filter(
    (row) => row[type] === undefined || row[type] === null || row[type] === table,
  )
}

function cascade(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  row: Row,
  column: string,
  behavior: string,
): void {
  if (behavior === 'Restrict') throw new DomainError('rowReferenced', { table: table.logicalName })
  if (behavior === 'Cascade') removeWithReferences(transaction, session, table, row)
  else if (behavior === 'RemoveLink') {
    const cleared = withoutColumn(table, row, column)
    replaceRow(transaction, session.environment, table.logicalName, cleared)
    inheritAccess(transaction, session.environment, { table, row: cleared })
  }
}

function removeLinks(transaction: Transaction, session: Session, name: string, column: string, id: string): void {
  const table = requiredTable(session.model, name)
  for (const link of [...rowsOf(transaction, session.environment, name).find(column, id)]) {
    removeRow(transaction, session.environment, name, String(link[table.primaryId]))
  }
}
