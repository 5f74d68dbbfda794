import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import { findPrincipal, getGroup, type Principal } from './find-principal.js'
import { isUnified } from './group-kinds.js'
import type { GroupSender } from './group-rows.js'
import { groupSenderId, groupSenders } from './tables.js'

type SenderKind = GroupSender['kind']

/** The users and groups that a list of senders names and that are still there. */
export function* sendersOf(reader: Reader, groupId: string, kind: SenderKind): Generator<Principal> {
  for (const sender of reader.table(groupSenders).find('groupId', groupId)) {
    const principal = sender.kind === kind ? findPrincipal(reader, sender.senderId) : undefined
    if (principal) yield principal
  }
}

/**
 * Lets a user or a group write to a Microsoft 365 group, or keeps them from it (Microsoft Graph: Create acceptedSender,
 * Create rejectedSender); both cannot be. Throws `notFound`, `wrongReference`, `invalidValue`, `linkExists`.
 */
export function addGroupSender(transaction: Transaction, groupId: string, kind: SenderKind, senderId: string): void {
  const group = getGroup(transaction, groupId)
  const property = `${kind}Senders`
  const sender = findPrincipal(transaction, senderId)
  if (!sender) throw new DomainError('notFound', { id: senderId })
  if (sender.type === 'servicePrincipal') throw new DomainError('wrongReference', { id: sender.id })
  const row: GroupSender = { kind, groupId: group.id, senderId: sender.id }
  const opposite = groupSenderId({ ...row, kind: kind === 'accepted' ? 'rejected' : 'accepted' })
  const table = transaction.table(groupSenders)
  if (!isUnified(group) || table.has(opposite)) throw new DomainError('invalidValue', { property, resource: 'Group' })
  if (table.has(groupSenderId(row))) throw new DomainError('linkExists', { property })
  transaction.insert(groupSenders, row)
}

/** Takes somebody off a list of senders. Throws `notFound`. */
export function removeGroupSender(transaction: Transaction, groupId: string, kind: SenderKind, senderId: string): void {
  const id = groupSenderId({ kind, groupId, senderId })
  if (!transaction.table(groupSenders).has(id)) throw new DomainError('notFound', { id: senderId })
  transaction.remove(groupSenders, id)
}

/** Takes away the lists of a group, and somebody from all lists, for one who is gone for good. */
export function purgeGroupSenders(transaction: Transaction, id: string): void {
  const table = transaction.table(groupSenders)
  const found = new Set([...table.find('groupId', id), ...table.find('senderId', id)])
  for (const sender of found) transaction.remove(groupSenders, groupSenderId(sender))
}
