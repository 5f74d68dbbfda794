import { DomainError } from '../../../kernel/errors.js'
import type { TableMetadata } from '../metadata.js'

type Operation = 'create' | 'update' | 'delete'

/** Tables that do not offer every message. Intersect tables change by associating and disassociating only. */
const missing: Readonly<Record<string, readonly Operation[]>> = {
  aaduser: ['create', 'update', 'delete'],
  applicationuser: ['create', 'update', 'delete'],
  audit: ['create', 'update', 'delete'],
  bulkdeleteoperation: ['create', 'update'],
  privilege: ['create', 'update', 'delete'],
  roletemplate: ['create', 'update', 'delete'],
  principalobjectaccess: ['create', 'update', 'delete'],
  organization: ['create', 'delete'],
  usersettings: ['create', 'delete'],
}

/** Refuses an operation that a table does not offer to anybody. Throws `messageNotSupported`. */
export function requireWritable(table: TableMetadata, operation: Operation): void {
  if (table.isIntersect || missing[table.logicalName]?.includes(operation))
    throw new DomainError('messageNotSupported', { table: table.logicalName, operation })
}
