import { DomainError } from '../../../kernel/errors.js'
import type { Reader, Transaction } from '../../access.js'
import { requireAccess } from '../access-check.js'
import type { Environment } from '../environment-rows.js'
import type { TableMetadata } from '../metadata.js'
import { requiredTable } from '../model.js'
import { type Session, userIdOf } from '../session.js'
import { userKindOf } from '../special-users.js'
import { updateSystemuser } from '../systemusers.js'
import { type Row, rowsOf } from '../tables.js'
import { refuseLockedUser } from './locked-users.js'

/**
 * Gives a user a manager. Who reports to the user goes on doing so, or reports to the former manager from now on, if
 * there was one (Microsoft: SetParentSystemUser Action). It takes reading the manager and writing everybody who gets
 * another one. Throws `rowMissing`, `managerLoop`, and the refusals of privileges and of special users.
 */
export function setManager(
  transaction: Transaction,
  session: Session,
  userId: string,
  managerId: string,
  keepsReports: boolean,
): void {
  const { environment } = session
  const table = requiredTable(session.model, 'systemuser')
  const users = rowsOf(transaction, environment, 'systemuser')
  const manager = users.get(managerId)
  if (!manager) throw new DomainError('rowMissing', { table: 'systemuser', id: managerId })
  requireAccess(transaction, session, table, 'Read', manager)
  const user = writable(transaction, session, table, userId)
  const former = user.parentsystemuserid ?? null
  const write = (id: string, parentsystemuserid: Row[string]) =>
    updateSystemuser(transaction, environment, id, { parentsystemuserid }, userIdOf(session))
  if (!keepsReports) {
    // They go first: one of them may be the new manager.
    for (const report of [...users.find('parentsystemuserid', userId)]) {
      const { systemuserid } = writable(transaction, session, table, String(report.systemuserid))
      write(String(systemuserid), former)
    }
  }
  refuseManagerLoop(transaction, environment, userId, managerId)
  write(userId, managerId)
}

function writable(transaction: Transaction, session: Session, table: TableMetadata, id: string): Row {
  const user = rowsOf(transaction, session.environment, 'systemuser').get(id)
  if (!user) throw new DomainError('rowMissing', { table: 'systemuser', id })
  requireAccess(transaction, session, table, 'Write', user)
  refuseLockedUser(session, user)
  if (userKindOf(session.environment, user) === 'application')
    throw new DomainError('applicationUserUpdate', { column: 'parentsystemuserid' })
  return user
}

/** A manager may not report to the user, directly or through others. Throws `managerLoop`. */
export function refuseManagerLoop(reader: Reader, environment: Environment, userId: string, managerId: string): void {
  const users = rowsOf(reader, environment, 'systemuser')
  const visited = new Set<string>()
  let manager: Row[string] | undefined = managerId
  while (typeof manager === 'string' && !visited.has(manager)) {
    if (manager === userId) throw new DomainError('managerLoop')
    visited.add(manager)
    manager = users.get(manager)?.parentsystemuserid
  }
}
