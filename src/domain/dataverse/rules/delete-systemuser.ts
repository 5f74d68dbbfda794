import { DomainError } from '../../../kernel/errors.js'
import type { Transaction } from '../../../store/transaction.js'
import { organizationSetting } from '../organization-settings.js'
import { ownsRecords } from '../owned-records.js'
import { removeAllRoles } from '../role-assignments.js'
import { type Session, userIdOf } from '../session.js'
import { userKindOf } from '../special-users.js'
import { updateSystemuser } from '../systemusers.js'
import { type Row, removeRow } from '../tables.js'
import { teamIdsOf, unlinkTeamMember } from '../team-members.js'
import { directoryStateOf } from './directory-state.js'

/**
 * Deletes a user the long way (Microsoft: Delete users): disabled first, gone from the directory, then marked as
 * deleted, then removed. Application and stub users are removed at once. Throws `specialUserDeleted`,
 * `enabledUserDeleted`, `directoryUserDeleted`, `userDeletionOff`, `userOwnsRecords`.
 */
export function deleteSystemuserRecord(transaction: Transaction, session: Session, user: Row): 'done' | 'goOn' {
  const { environment } = session
  const kind = userKindOf(environment, user)
  const id = String(user.systemuserid)
  if (kind === 'system' || kind === 'support' || kind === 'delegatedAdmin')
    throw new DomainError('specialUserDeleted', { id })
  if (!user.isdisabled) throw new DomainError('enabledUserDeleted', { id })
  if (kind === 'person') {
    const skips = organizationSetting(transaction, environment, 'AuthorizationSkipAadUserStateValidation')
    if (user.azurestate !== 2 && !skips)
      throw new DomainError('directoryUserDeleted', directoryStateOf(user, Number(user.azurestate ?? 0)))
    if (user.deletedstate !== 1) return markDeleted(transaction, session, id)
    if (!organizationSetting(transaction, environment, 'EnableSystemUserDelete'))
      throw new DomainError('userDeletionOff')
  }
  if (ownsRecords(transaction, environment, id)) throw new DomainError('userOwnsRecords', { id })
  removeRow(transaction, environment, 'usersettings', id)
  return 'goOn'
}

function markDeleted(transaction: Transaction, session: Session, id: string): 'done' {
  const { environment } = session
  removeAllRoles(transaction, environment, id)
  for (const team of [...teamIdsOf(transaction, environment, id)]) unlinkTeamMember(transaction, environment, team, id)
  updateSystemuser(transaction, environment, id, { deletedstate: 1, isdisabled: true }, userIdOf(session))
  return 'done'
}
