import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import { changedExtra } from './extension-values.js'
import { getGroup } from './find-principal.js'
import { applyGroupChanges, type GroupChanges } from './group-changes.js'
import { isFromExchange } from './group-kinds.js'
import { refuseTakenNickname } from './group-names.js'
import type { Group } from './group-rows.js'
import { refuseBadGroup, refuseInvalidGroupValues, refuseLateBehavior, refuseOtherKind } from './group-values.js'
import { groups } from './tables.js'

/**
 * Updates the properties that are mentioned; null clears (Microsoft Graph: Update group).
 * Throws `notFound`, `invalidValue`, `readOnly`, `propertyTaken`, `groupFromExchange`, `onPremisesMastered`, and what `changedExtra`
 * throws.
 */
export function updateGroup(transaction: Transaction, id: string, changes: GroupChanges): Group {
  const before = getGroup(transaction, id)
  if (isFromExchange(before)) throw new DomainError('groupFromExchange')
  if (before.onPremisesSyncEnabled) throw new DomainError('onPremisesMastered')
  for (const property of ['isAssignableToRole', 'uniqueName'] as const) {
    if (changes[property] !== undefined && changes[property] !== before[property]) {
      throw new DomainError('readOnly', { property })
    }
  }
  refuseInvalidGroupValues(changes)
  refuseLateBehavior(before, changes)
  const group = withExtra(transaction, before, applyGroupChanges(before, changes), changes)
  refuseOtherKind(before, group)
  refuseBadGroup(group)
  if (group.mailNickname !== before.mailNickname) refuseTakenNickname(transaction, group)
  return transaction.replace(groups, group)
}

function withExtra(reader: Reader, before: Group, group: Group, { extra }: GroupChanges): Group {
  return extra ? { ...group, extra: changedExtra(reader, 'Group', before.extra, extra) } : group
}
