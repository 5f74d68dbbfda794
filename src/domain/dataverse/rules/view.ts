import { DomainError } from '../../../kernel/errors.js'
import type { Session } from '../session.js'
import type { Row } from '../tables.js'
import type { TableRules } from './table-rules.js'

/** A view, of the organization or a person's own, shows the rows of a table that is there. */
export const viewRules: TableRules = {
  check: (_transaction, session, row) => requireTable(session, row),
  update(_transaction, session, before, changes) {
    requireTable(session, { ...before, ...changes })
    return changes
  },
}

function requireTable({ model }: Session, { returnedtypecode }: Row): void {
  const name = String(returnedtypecode ?? '')
  if (!model.table(name)) throw new DomainError('tableUnknown', { name })
}
