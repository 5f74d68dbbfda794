import { DomainError } from '../../../kernel/errors.js'
import type { Reader } from '../../../store/transaction.js'
import { requireNamedPrivilege } from '../access-check.js'
import { isOnlySystemAdministrator, isSystemAdministrator } from '../role-assignments.js'
import type { Session } from '../session.js'
import { accessModes, userKindOf } from '../special-users.js'
import type { Row } from '../tables.js'
import { isOnlyFullAccessUser, refuseTooManyNonInteractive } from './access-mode-change.js'

/**
 * What enabling or disabling a user by hand brings along. Throws `deletedUserEnabled`, `enabledWithoutLicense`,
 * `tooManyNonInteractive`,
 * `tenantAdministratorDisabled`, `onlySystemAdministratorDisabled`, `onlyFullAccessUserDisabled`.
 */
export function enablement(reader: Reader, session: Session, before: Row, changes: Row): Row {
  const disabled = changes.isdisabled
  if (typeof disabled !== 'boolean' || disabled === (before.isdisabled ?? false)) return {}
  requireNamedPrivilege(reader, session, 'prvDisableUser')
  return disabled ? disabling(reader, session, before) : enabling(reader, session, before)
}

function enabling(reader: Reader, session: Session, user: Row): Row {
  if (user.deletedstate === 1)
    throw new DomainError('deletedUserEnabled', { id: user.systemuserid, deletedstate: user.deletedstate })
  const kind = userKindOf(session.environment, user)
  const needsLicense = kind === 'stub' || (kind === 'person' && user.accessmode === accessModes.readWrite)
  if (needsLicense && !user.islicensed) throw new DomainError('enabledWithoutLicense')
  if (user.accessmode === accessModes.nonInteractive && kind === 'person') refuseTooManyNonInteractive(reader, session)
  return { disabledreason: null }
}

function disabling(reader: Reader, session: Session, user: Row): Row {
  const { environment, directory } = session
  const id = String(user.systemuserid)
  const kind = userKindOf(environment, user)
  if (kind !== 'person') return {}
  const oid = user.azureactivedirectoryobjectid
  if (typeof oid === 'string' && directory.isTenantAdministrator(reader, oid))
    throw new DomainError('tenantAdministratorDisabled')
  if (isSystemAdministrator(reader, environment, id) && isOnlySystemAdministrator(reader, environment, id))
    throw new DomainError('onlySystemAdministratorDisabled')
  if (user.accessmode === accessModes.readWrite && isOnlyFullAccessUser(reader, session, user))
    throw new DomainError('onlyFullAccessUserDisabled')
  return {}
}
