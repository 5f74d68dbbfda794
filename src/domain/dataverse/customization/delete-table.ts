import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../access.js'
import { requireNamedPrivilege } from '../access-check.js'
import type { TableMetadata } from '../metadata.js'
import { requiredTable } from '../model.js'
import { removeWithReferences } from '../records/delete-record.js'
import type { Session } from '../session.js'
import { rowsOf, type Value } from '../tables.js'
import { saveTables } from './change-tables.js'
import { revokeTable } from './customizer-privileges.js'
import { isCustomLookup } from './one-to-many.js'

/**
 * Deletes a custom table with its rows, views, team templates and privileges. Throws `privilegeMissing`, `tableNotCustom`, and
 * `componentInUse` while a relationship of another table leads to it.
 */
export function deleteTable(transaction: Transaction, session: Session, table: TableMetadata): void {
  requireNamedPrivilege(transaction, session, 'prvDeleteEntity')
  const { logicalName, metadataId } = table
  if (!table.isCustom || table.isIntersect) throw new DomainError('tableNotCustom', { table: logicalName })
  const references = session.model.referencesTo(logicalName).filter(({ from }) => from !== logicalName)
  const count = references.filter((each) => isCustomLookup(session, each)).length + linksOf(session, logicalName)
  if (count > 0) throw new DomainError('componentInUse', { kind: 'Entity', id: metadataId, count })
  const { environment } = session
  for (const row of [...rowsOf(transaction, environment, logicalName).rows()])
    removeWithReferences(transaction, session, table, row, references)
  for (const [about, column, value] of hangingOn(table)) {
    const hanging = requiredTable(session.model, about)
    for (const row of [...rowsOf(transaction, environment, about).rows()])
      if (row[column] === value) removeWithReferences(transaction, session, hanging, row)
  }
  revokeTable(transaction, environment, table)
  const kept = environment.customTables.filter((each) => each.logicalName !== logicalName)
  saveTables(transaction, environment, kept)
}

/** Views and team templates name the table that they are for in a column: `[table, column, value]`. */
function hangingOn({ logicalName, objectTypeCode }: TableMetadata): (readonly [string, string, Value])[] {
  return [
    ['savedquery', 'returnedtypecode', logicalName],
    ['userquery', 'returnedtypecode', logicalName],
    ['teamtemplate', 'objecttypecode', objectTypeCode],
  ]
}

function linksOf({ model }: Session, logicalName: string): number {
  return model.manyToMany.filter(({ table1, table2 }) => table1 === logicalName || table2 === logicalName).length
}
