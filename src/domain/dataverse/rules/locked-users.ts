import { DomainError } from '../../../kernel/errors.js'
import type { Session } from '../session.js'
import { userKindOf } from '../special-users.js'
import type { Row } from '../tables.js'

/** Users of the platform cannot be changed. Throws `specialUserLocked`, `supportUserLocked`, `delegatedAdminLocked`. */
export function refuseLockedUser({ environment }: Session, user: Row): void {
  const kind = userKindOf(environment, user)
  if (kind === 'system') throw new DomainError('specialUserLocked')
  if (kind === 'support') throw new DomainError('supportUserLocked')
  if (kind === 'delegatedAdmin') throw new DomainError('delegatedAdminLocked')
}
