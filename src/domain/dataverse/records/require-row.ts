import { DomainError } from '../../../kernel/errors.js'
import type { Reader } from '../../access.js'
import type { TableMetadata } from '../metadata.js'
import type { Session } from '../session.js'
import { type Row, rowsOf } from '../tables.js'

/** A row by id, at the version the caller knows if one is given. Throws `rowMissing`, `versionMismatch`. */
export function requireRow(reader: Reader, session: Session, table: TableMetadata, id: string, version?: number): Row {
  const entry = rowsOf(reader, session.environment, table.logicalName).entry(id)
  if (!entry) throw new DomainError('rowMissing', { table: table.logicalName, id })
  if (version !== undefined) {
    if (!table.optimisticConcurrency) throw new DomainError('concurrencyNotEnabled', { table: table.logicalName })
    if (version !== entry.version) throw new DomainError('versionMismatch')
  }
  return entry.row
}
