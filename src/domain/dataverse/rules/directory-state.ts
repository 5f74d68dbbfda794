import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../../store/transaction.js'
import type { Session } from '../session.js'
import type { Row } from '../tables.js'

const labels = ['Exists', 'SoftDeleted', 'NotFoundOrHardDeleted']

/** What messages about the directory state of a user name. */
export function directoryStateOf(user: Row, azurestate: number): { id: string; oid: string; state: string } {
  return {
    id: String(user.systemuserid),
    oid: String(user.azureactivedirectoryobjectid ?? ''),
    state: labels[azurestate] ?? 'Exists',
  }
}

/** `azurestate` says what the directory says; a client may only bring it forward. Throws `azureStateWrong`. */
export function refuseWrongAzureState(transaction: Transaction, session: Session, before: Row, changes: Row): void {
  const value = changes.azurestate
  const oid = before.azureactivedirectoryobjectid
  if (typeof value !== 'number' || value === before.azurestate) return
  const state = typeof oid === 'string' ? session.directory.azureState(transaction, oid) : 0
  if (value !== state) throw new DomainError('azureStateWrong', { ...directoryStateOf(before, state), value })
}
