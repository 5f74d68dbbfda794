import { DomainError } from '../../../kernel/errors.js'
import type { Reader } from '../../access.js'
import type { TableMetadata } from '../metadata.js'
import type { Session } from '../session.js'
import { alternateKeyOf, type Row, rowsOf } from '../tables.js'

/** Refuses a row whose alternate key another one has. Throws `alternateKeyTaken`. */
export function requireUniqueKeys(reader: Reader, session: Session, table: TableMetadata, row: Row): void {
  for (const key of table.keys) {
    const value = alternateKeyOf(row, key.columns)
    if (value === null) continue
    const holder = rowsOf(reader, session.environment, table.logicalName).findFirst(key.logicalName, value)
    if (holder && holder[table.primaryId] !== row[table.primaryId])
      throw new DomainError('alternateKeyTaken', { key: key.logicalName, columns: key.columns })
  }
}
