import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { environments } from '../dataverse/tables.js'
import { findGroup } from '../directory/find-principal.js'
import { isFromExchange } from '../directory/group-kinds.js'

/**
 * Sets, or with null clears, the group that limits who gets into an environment (Power Platform: Control user access to
 * environments). Who is in already is examined anew as a consequence. Throws `securityGroupNotAllowed` for types that
 * take none and Teams environments, whose group is the team's; `groupNotFound`; `groupTypeNotSupported`.
 */
export function setSecurityGroup(
  transaction: Transaction,
  environment: Environment,
  groupId: string | null,
): Environment {
  const { type } = environment
  if (type === 'Default' || type === 'Developer' || type === 'Teams')
    throw new DomainError('securityGroupNotAllowed', { type })
  const group = groupId === null ? null : findGroup(transaction, groupId)
  if (group === undefined) throw new DomainError('groupNotFound', { groupId })
  if (group && (isFromExchange(group) || group.onPremisesSyncEnabled))
    throw new DomainError('groupTypeNotSupported', { groupId })
  return transaction.replace(environments, { ...environment, securityGroupId: group?.id ?? null })
}
