import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import type { LinkRules } from './link-rules.js'
import type { ManyToMany } from './metadata.js'
import { requiredTable } from './model.js'
import type { Session } from './session.js'
import { insertRow, type Row, removeRow, rowsOf } from './tables.js'

/** How rows are linked in a many-to-many relationship that has no rules of its own: a row for each pair, once. */
export function customLinks({ intersectTable, column1, column2 }: ManyToMany): LinkRules {
  const linkBetween = (transaction: Transaction, { environment }: Session, first: string, second: string) =>
    findPair(rowsOf(transaction, environment, intersectTable).find(column1, first), column2, second)
  return {
    link(transaction, session, first, second) {
      if (linkBetween(transaction, session, first, second)) throw new DomainError('linkExists')
      const { primaryId } = requiredTable(session.model, intersectTable)
      const row = { [primaryId]: transaction.newGuid(), [column1]: first, [column2]: second }
      insertRow(transaction, session.environment, intersectTable, row)
    },
    unlink(transaction, session, first, second) {
      const link = linkBetween(transaction, session, first, second)
      if (!link) throw new DomainError('linkMissing')
      const { primaryId } = requiredTable(session.model, intersectTable)
      removeRow(transaction, session.environment, intersectTable, String(link[primaryId]))
    },
  }
}

function findPair(rows: Iterable<Row>, column: string, id: string): Row | undefined {
  for (const row of rows) if (row[column] === id) return row
  return undefined
}
