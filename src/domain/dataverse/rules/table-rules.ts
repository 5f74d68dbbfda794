import type { Transaction } from '../../access.js'
import type { RecordInput } from '../records/record-input.js'
import type { Session } from '../session.js'
import type { Row } from '../tables.js'

/** What a table does in its own way. Every function may throw its refusal. */
export interface TableRules {
  /** Makes the row instead of the generic engine; `columns` hold the id. */
  create?(transaction: Transaction, session: Session, columns: Row, input: RecordInput): Row
  /** Checks a new row that the generic engine makes. */
  check?(transaction: Transaction, session: Session, row: Row): void
  /** Checks a change and answers with the columns to write. */
  update?(transaction: Transaction, session: Session, before: Row, changes: Row, input: RecordInput): Row
  /** Checks a deletion; `done` when it has done all there is to do itself. */
  delete?(transaction: Transaction, session: Session, row: Row): 'done' | 'goOn'
}
