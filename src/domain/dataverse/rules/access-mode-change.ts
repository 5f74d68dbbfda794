import { DomainError } from '../../../kernel/errors.js'
import type { Reader } from '../../../store/transaction.js'
import { isSystemAdministrator } from '../role-assignments.js'
import type { Session } from '../session.js'
import { accessModes, userKindOf } from '../special-users.js'
import { type Row, rowsOf } from '../tables.js'

/** How many people of an environment may be non-interactive. */
const MOST_NON_INTERACTIVE = 7

/**
 * What a change of the access mode brings along. Throws `accessModeChangeDenied`, `readOnlyModeNotSupported`,
 * `supportUserLocked`, `delegatedAdminLocked`, `accessModeTransition`, `tooManyNonInteractive`,
 * `onlyFullAccessModeUser`.
 */
export function accessModeChange(reader: Reader, session: Session, before: Row, changes: Row): Row {
  const mode = changes.accessmode
  if (typeof mode !== 'number' || mode === before.accessmode) return {}
  requireAdministrator(reader, session)
  refuseReservedMode(mode)
  const toOrFromNonInteractive = mode === accessModes.nonInteractive || before.accessmode === accessModes.nonInteractive
  if (!before.islicensed && !toOrFromNonInteractive) throw new DomainError('accessModeTransition')
  if (before.accessmode === accessModes.readWrite && isOnlyFullAccessUser(reader, session, before))
    throw new DomainError('onlyFullAccessModeUser')
  if (mode === accessModes.nonInteractive) refuseTooManyNonInteractive(reader, session)
  const losesItsGround = before.accessmode === accessModes.nonInteractive && !before.islicensed
  return { setupuser: false, ...(losesItsGround ? { isdisabled: true } : {}) }
}

/** Nobody is made, or becomes, what Microsoft alone is. Throws `readOnlyModeNotSupported`, `supportUserLocked`, `delegatedAdminLocked`. */
export function refuseReservedMode(mode: unknown): void {
  if (mode === accessModes.read) throw new DomainError('readOnlyModeNotSupported')
  if (mode === accessModes.support) throw new DomainError('supportUserLocked')
  if (mode === accessModes.delegatedAdmin) throw new DomainError('delegatedAdminLocked')
}

/** True when no other enabled person has Read-Write mode and System Administrator. */
export function isOnlyFullAccessUser(reader: Reader, session: Session, user: Row): boolean {
  for (const other of rowsOf(reader, session.environment, 'systemuser').rows()) {
    if (other.systemuserid === user.systemuserid || other.isdisabled) continue
    if (other.accessmode === accessModes.readWrite && userKindOf(session.environment, other) === 'person') return false
  }
  return true
}

function requireAdministrator(reader: Reader, session: Session): void {
  if (session.unchecked) return
  const { user, environment } = session
  const works = user.accessmode === accessModes.readWrite || user.accessmode === accessModes.nonInteractive
  if (!works || !isSystemAdministrator(reader, environment, String(user.systemuserid)))
    throw new DomainError('accessModeChangeDenied', { id: user.systemuserid })
}

/** Refuses one more of them; applications and who is disabled do not count. Throws `tooManyNonInteractive`. */
export function refuseTooManyNonInteractive(reader: Reader, session: Session): void {
  let count = 0
  for (const user of rowsOf(reader, session.environment, 'systemuser').rows()) {
    if (user.accessmode === accessModes.nonInteractive && !user.isdisabled && !user.applicationid) count++
  }
  if (count >= MOST_NON_INTERACTIVE) throw new DomainError('tooManyNonInteractive')
}
