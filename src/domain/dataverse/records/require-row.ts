import { DomainError } from '../../../kernel/errors.js'
import type { Reader } from '../../access.js'
import type { TableMetadata } from '../metadata.js'
import type { Session } from '../session.js'
import { type Row, rowsOf } from '../tables.js'

/** A row by id. Throws `rowMissing`. */
export function requireRow(reader: Reader, session: Session, table: TableMetadata, id: string): Row {
  const row = rowsOf(reader, session.environment, table.logicalName).get(id)
  if (!row) throw new DomainError('rowMissing', { table: table.logicalName, id })
  return row
}

/**
 * Makes sure that a row is at the version that the caller knows, if one is given: ask after access to the row, of which
 * the answer tells. Throws `concurrencyNotEnabled`, `versionMismatch`.
 */
export function requireVersion(
  reader: Reader,
  session: Session,
  table: TableMetadata,
  id: string,
  version: number | undefined,
): void {
  if (version === undefined) return
  if (!table.optimisticConcurrency) throw new DomainError('concurrencyNotEnabled', { table: table.logicalName })
  const entry = rowsOf(reader, session.environment, table.logicalName).entry(id)
  if (entry?.version !== version) throw new DomainError('versionMismatch')
}
