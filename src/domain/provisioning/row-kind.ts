import type { Environment } from '../dataverse/environment-rows.js'
import { accessModes, userKindOf } from '../dataverse/special-users.js'
import type { Row } from '../dataverse/tables.js'
import type { RowKind } from './rules/facts.js'

/** What kind of row a systemuser is to the rules. */
export function rowKindOf(environment: Environment, row: Row | undefined): RowKind {
  if (!row) return 'none'
  const kind = userKindOf(environment, row)
  if (kind === 'stub') return 'stub'
  if (kind !== 'person') return 'special'
  if (row.deletedstate === 1) return 'deleted'
  if (row.accessmode === accessModes.nonInteractive) return 'nonInteractive'
  // The mode that the administrator rule gives comes and goes by rule; only one set by hand stays.
  if (row.accessmode === accessModes.administrative && row.setupuser !== true) return 'administrative'
  return row.isdisabled ? 'disabled' : 'enabled'
}
