import { DomainError } from '../../kernel/errors.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { changedExtra } from './extension-values.js'
import { applyGroupChanges, blankGroup, type GroupChanges, type GroupFacts } from './group-changes.js'
import { isFromExchange, isUnified } from './group-kinds.js'
import { freeAddress, refuseTakenNickname, refuseTakenUniqueName } from './group-names.js'
import type { Group } from './group-rows.js'
import { refuseBadGroup, refuseInvalidGroupValues } from './group-values.js'
import { groups } from './tables.js'

const REQUIRED = ['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'] as const

/**
 * Creates a group without members and owners (Microsoft Graph: Create group).
 * Throws `valueRequired`, `invalidValue`, `propertyTaken`, `quotaExceeded` (of role-assignable groups), and what `refuseBadGroup` and `changedExtra` throw.
 */
export function createGroup(transaction: Transaction, properties: GroupChanges, facts: GroupFacts = {}): Group {
  const group = groupOf(transaction, properties, facts)
  refuseBadGroup(group)
  if (isFromExchange(group)) throw new DomainError('mailEnabledGroup')
  if (group.isAssignableToRole) refuseMoreRoleAssignable(transaction)
  return insertGroup(transaction, group)
}

/** How many groups of a tenant can be assigned to roles (Use Microsoft Entra groups to manage role assignments). */
const MOST_ROLE_ASSIGNABLE = 500

function refuseMoreRoleAssignable(reader: Reader): void {
  let count = 0
  for (const group of reader.table(groups).rows()) if (group.isAssignableToRole) count += 1
  if (count >= MOST_ROLE_ASSIGNABLE) throw new DomainError('quotaExceeded', { of: 'Tenant' })
}

/** As `createGroup`, for groups that only Exchange or synchronization can make. */
export function createGroupAsGiven(transaction: Transaction, properties: GroupChanges, facts: GroupFacts = {}): Group {
  return insertGroup(transaction, groupOf(transaction, properties, facts))
}

function insertGroup(transaction: Transaction, group: Group): Group {
  refuseTakenNickname(transaction, group)
  if (group.uniqueName !== null) refuseTakenUniqueName(transaction, group.uniqueName)
  return transaction.insert(groups, group)
}

function groupOf(transaction: Transaction, properties: GroupChanges, facts: GroupFacts): Group {
  for (const property of REQUIRED) {
    if (properties[property] === undefined || properties[property] === null) {
      throw new DomainError('valueRequired', { property, resource: 'Group' })
    }
  }
  refuseInvalidGroupValues(properties)
  const now = formatInstant(transaction.now)
  const blank = { ...blankGroup(facts.id ?? transaction.newGuid(), now), ...facts }
  const group = applyGroupChanges(blank, properties)
  const { extra } = properties
  return withDefaults(transaction, extra ? { ...group, extra: changedExtra(transaction, 'Group', {}, extra) } : group)
}

function withDefaults(reader: Reader, group: Group): Group {
  const visibility = group.isAssignableToRole ? 'Private' : (group.visibility ?? (isUnified(group) ? 'Public' : null))
  if (!group.mailEnabled || group.mail !== null) return { ...group, visibility }
  const mail = freeAddress(reader, group.mailNickname)
  return { ...group, visibility, mail, proxyAddresses: [`SMTP:${mail}`] }
}
