import type { Transaction } from '../../access.js'
import { requireNamedPrivilege } from '../access-check.js'
import type { NewTable } from '../environment-rows.js'
import type { TableMetadata } from '../metadata.js'
import type { Session } from '../session.js'
import { customTableOf, saveTable } from './change-tables.js'

export type TableChanges = Pick<NewTable, 'displayName' | 'displayCollectionName' | 'description' | 'changeTracking'>

/** Changes how a table is shown, or whether its changes are tracked. Throws `privilegeMissing`. */
export function changeTable(
  transaction: Transaction,
  session: Session,
  table: TableMetadata,
  changes: TableChanges,
): void {
  requireNamedPrivilege(transaction, session, 'prvWriteEntity')
  const { environment } = session
  saveTable(transaction, environment, { ...customTableOf(environment, table.logicalName), ...changes })
}
