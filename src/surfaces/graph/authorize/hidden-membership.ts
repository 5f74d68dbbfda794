import type { Reader } from '../../../domain/access.js'
import { administrativeUnitsOf } from '../../../domain/directory/administrative-units.js'
import { isMember } from '../../../domain/directory/memberships.js'
import type { Caller } from '../../../domain/tokens/caller.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Call, readerOf } from '../call.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { holdsPermission } from './permissions.js'
import { hasRight } from './require-right.js'

/** A group or an administrative unit, as far as it matters here; other objects hide nobody. */
interface Holder {
  readonly id: string
  readonly visibility?: string | null
}

/** Whether somebody is told who is in a group or an administrative unit. */
export type MembershipSight = (holder: Holder) => boolean

/**
 * Who is in a group or an administrative unit of hidden membership is told with Member.Read.Hidden alone, and of people
 * to those who are in it, own it or administer it (Microsoft Graph permissions reference, List group members).
 */
export function membershipSight(reader: Reader, caller: Caller): MembershipSight {
  return ({ id, visibility }) => visibility !== 'HiddenMembership' || seesHidden(reader, caller, id)
}

function seesHidden(reader: Reader, caller: Caller, holderId: string): boolean {
  if (caller.unchecked) return true
  if (!holdsPermission(caller, 'Member.Read.Hidden')) return false
  return isIn(reader, caller.oid, holderId) || hasRight(reader, caller, 'groups/hiddenMembers', holderId)
}

function isIn(reader: Reader, memberId: string, holderId: string): boolean {
  if (isMember(reader, holderId, memberId)) return true
  for (const unit of administrativeUnitsOf(reader, memberId)) if (unit.id === holderId) return true
  return false
}

/** Throws `denied` unless the caller is told who is in this group or administrative unit. */
export function requireMembershipSight<Row extends Holder>(call: Call, holder: Row): Row {
  if (!membershipSight(readerOf(call), call.caller)(holder)) throw new DomainError('denied', { members: holder.id })
  return holder
}

/** Those of the groups, roles and units that somebody is in, of which the caller is told so. */
export function* seenMemberships(
  reader: Reader,
  caller: Caller,
  objects: Iterable<DirectoryObject>,
): Generator<DirectoryObject> {
  const sees = membershipSight(reader, caller)
  for (const found of objects) if (sees(found.object)) yield found
}

const MEMBERS = new Set(['members', 'transitiveMembers'])
const MEMBERSHIPS = new Set(['memberOf', 'transitiveMemberOf'])

/** What a relationship of an object leads to, without the memberships of which the caller is not told. */
export function seenOf(
  relationship: string,
  holder: Holder,
  objects: Iterable<DirectoryObject>,
  { reader, caller }: { readonly reader: Reader; readonly caller: Caller },
): Iterable<DirectoryObject> {
  if (MEMBERSHIPS.has(relationship)) return seenMemberships(reader, caller, objects)
  return MEMBERS.has(relationship) && !membershipSight(reader, caller)(holder) ? [] : objects
}
