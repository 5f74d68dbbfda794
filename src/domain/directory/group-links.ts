import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import { findMember, getGroup, type Member } from './find-principal.js'
import { isDynamic, isFromExchange, isUnified } from './group-kinds.js'
import { reprocessLicenses } from './group-licenses.js'
import type { Group, GroupLink } from './group-rows.js'

import { directMembers } from './memberships.js'
import { refuseMoreThan } from './most-values.js'
import { groupLinkId, groupLinks, linkKey } from './tables.js'

type LinkKind = GroupLink['kind']

/** How many owners a group can have (Microsoft Entra service limits and restrictions). */
const MOST_OWNERS = 100

const PROPERTY: Readonly<Record<LinkKind, string>> = { member: 'members', owner: 'owners' }

/**
 * Makes somebody a member or an owner of a group (Microsoft Graph: Add members, Add owners). Licenses of the group
 * reach a new member in the same transaction. Throws `notFound`, `linkExists`, `linkNotAllowed`, `selfMembership`,
 * `dynamicMembership`, `groupFromExchange`, `onPremisesMastered`, `tooManyValues` (owners).
 */
export function addGroupLink(
  transaction: Transaction,
  kind: LinkKind,
  groupId: string,
  principalId: string,
): GroupLink {
  const group = getGroup(transaction, groupId)
  const principal = findMember(transaction, principalId)
  if (!principal) throw new DomainError('notFound', { id: principalId })
  refuseUnwritable(group, kind)
  refuseUnfit(group, kind, principal)
  const made = link(transaction, kind, group, principal)
  if (kind === 'owner') refuseMoreThan(MOST_OWNERS, ownerCount(transaction, group.id))
  return made
}

/** As `addGroupLink`, for what a fixture or the directory itself says: only existence and kind are checked. */
export function linkAsGiven(transaction: Transaction, kind: LinkKind, groupId: string, principalId: string): GroupLink {
  const principal = findMember(transaction, principalId)
  if (!principal) throw new DomainError('notFound', { id: principalId })
  return link(transaction, kind, getGroup(transaction, groupId), principal)
}

/** Ends a membership, if it is one, for the directory itself: nothing is checked. */
export function unlinkAsGiven(transaction: Transaction, groupId: string, principalId: string): void {
  transaction.remove(groupLinks, groupLinkId({ kind: 'member', groupId, principalId }))
  const principal = findMember(transaction, principalId)
  if (principal) reprocessMember(transaction, getGroup(transaction, groupId), principal)
}

function link(transaction: Transaction, kind: LinkKind, group: Group, principal: Member): GroupLink {
  const made: GroupLink = { kind, groupId: group.id, principalId: principal.id, principalType: principal.type }
  if (transaction.table(groupLinks).has(groupLinkId(made))) {
    throw new DomainError('linkExists', { property: PROPERTY[kind] })
  }
  transaction.insert(groupLinks, made)
  if (kind === 'member') reprocessMember(transaction, group, principal)
  return made
}

/**
 * Ends a membership or an ownership (Microsoft Graph: Remove member, Remove owner).
 * Throws `notFound` naming who is not linked, `lastOwner`, `dynamicMembership`, `groupFromExchange`, `onPremisesMastered`.
 */
export function removeGroupLink(transaction: Transaction, kind: LinkKind, groupId: string, principalId: string): void {
  const group = getGroup(transaction, groupId)
  refuseUnwritable(group, kind)
  const principal = findMember(transaction, principalId)
  const id = groupLinkId({ kind, groupId: group.id, principalId: principal?.id ?? principalId })
  if (!principal || !transaction.table(groupLinks).has(id)) throw new DomainError('notFound', { id: principalId })
  if (kind === 'owner') refuseLosingLastOwner(transaction, group, principal)
  transaction.remove(groupLinks, id)
  if (kind === 'member') reprocessMember(transaction, group, principal)
}

function reprocessMember(transaction: Transaction, group: Group, principal: Member): void {
  if (principal.type === 'user' && group.assignedLicenses.length > 0) reprocessLicenses(transaction, principal.id)
}

function ownerCount(reader: Reader, groupId: string): number {
  return reader.table(groupLinks).count('group', linkKey('owner', groupId))
}

function refuseUnwritable(group: Group, kind: LinkKind): void {
  if (isFromExchange(group)) throw new DomainError('groupFromExchange')
  if (group.onPremisesSyncEnabled) throw new DomainError('onPremisesMastered')
  if (kind === 'member' && isDynamic(group)) throw new DomainError('dynamicMembership')
}

/** Who may be in which kind of group (Microsoft Graph: Add members, table of member types). */
function refuseUnfit(group: Group, kind: LinkKind, principal: Member): void {
  if (group.id === principal.id) throw new DomainError('selfMembership')
  const fits =
    principal.type === 'user' ||
    (kind === 'owner' && principal.type === 'servicePrincipal') ||
    (kind === 'member' && !isUnified(group) && isFitForSecurityGroup(group, principal))
  if (!fits) throw new DomainError('linkNotAllowed', { property: PROPERTY[kind], type: principal.type })
}

function isFitForSecurityGroup(group: Group, principal: Member): boolean {
  if (principal.type === 'device') return !group.isAssignableToRole
  if (principal.type !== 'group') return true
  return !group.isAssignableToRole && !isUnified(principal.object)
}

/** Service principals do not count: an ordinary group must keep a user among its owners. */
function refuseLosingLastOwner(reader: Reader, group: Group, leaving: Member): void {
  if (group.isAssignableToRole || leaving.type !== 'user') return
  for (const owner of directMembers(reader, group.id, 'owner')) {
    if (owner.type === 'user' && owner.id !== leaving.id) return
  }
  throw new DomainError('lastOwner')
}
