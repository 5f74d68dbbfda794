import type { TableMetadata } from '../../../domain/dataverse/metadata.js'
import { type Row, rowsOf } from '../../../domain/dataverse/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { type RequestContext, readerOf } from '../context.js'

/** What happened to the rows of a table since a version. */
export interface RowChanges {
  /** Rows that are new or were changed, those that changed last at the end. */
  readonly written: readonly Row[]
  /** Ids of rows that are gone, also of those that came in the meantime, in the order in which they went. */
  readonly deleted: readonly string[]
}

/** Reads the change log. Throws `versionExpired` where it does not go back so far, or things were reset since. */
export function rowChanges(context: RequestContext, table: TableMetadata, version: number): RowChanges {
  const { access, tenantId, environment } = context
  const history = version <= access.seq ? access.history(tenantId, version) : undefined
  if (!history) throw new DomainError('versionExpired')
  const changed = new Set<string>()
  for (const { changes } of history) {
    for (const change of changes) {
      if (change.scope !== environment.id || change.table !== table.logicalName) continue
      changed.delete(change.id)
      changed.add(change.id)
    }
  }
  const rows = rowsOf(readerOf(context), environment, table.logicalName)
  return {
    written: [...changed].map((id) => rows.get(id)).filter((row) => row !== undefined),
    deleted: [...changed].filter((id) => !rows.has(id)),
  }
}
