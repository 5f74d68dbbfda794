import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { findMember, type Member } from './find-principal.js'
import type { Group, GroupLink } from './group-rows.js'
import { groupLinkId, groupLinks, groups, linkKey } from './tables.js'

/** Whether somebody is a direct member of a group. Costs one look-up. */
export function isMember(reader: Reader, groupId: string, principalId: string): boolean {
  return hasLink(reader, 'member', groupId, principalId)
}

/** Whether somebody is an owner of a group. Costs one look-up. */
export function isOwner(reader: Reader, groupId: string, principalId: string): boolean {
  return hasLink(reader, 'owner', groupId, principalId)
}

function hasLink(reader: Reader, kind: GroupLink['kind'], groupId: string, principalId: string): boolean {
  return reader.table(groupLinks).has(groupLinkId({ kind, groupId: fold(groupId), principalId: fold(principalId) }))
}

/** Whether somebody is a member of a group, directly or through nested groups. */
export function isTransitiveMember(reader: Reader, groupId: string, principalId: string): boolean {
  const wanted = fold(groupId)
  for (const group of transitiveGroups(reader, fold(principalId))) if (group.id === wanted) return true
  return false
}

/** Direct members (or owners) of a group in the order in which they were added. */
export function* directMembers(reader: Reader, groupId: string, kind: GroupLink['kind'] = 'member'): Generator<Member> {
  for (const link of reader.table(groupLinks).find('group', linkKey(kind, fold(groupId)))) {
    const member = findMember(reader, link.principalId)
    if (member) yield member
  }
}

/** Members of a group and of the groups nested in it, each once; nested groups are members themselves. */
export function* transitiveMembers(reader: Reader, groupId: string): Generator<Member> {
  const seen = new Set([fold(groupId)])
  const waiting = [fold(groupId)]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const member of directMembers(reader, next)) {
      if (seen.has(member.id)) continue
      seen.add(member.id)
      yield member
      if (member.type === 'group') waiting.push(member.id)
    }
  }
}

/** Groups that somebody is a direct member (or owner) of. */
export function* directGroups(
  reader: Reader,
  principalId: string,
  kind: GroupLink['kind'] = 'member',
): Generator<Group> {
  for (const link of reader.table(groupLinks).find('principal', linkKey(kind, fold(principalId)))) {
    const group = reader.table(groups).get(link.groupId)
    if (group) yield group
  }
}

/** Groups that somebody is in, directly or through nested groups, each once; cycles do no harm. */
export function* transitiveGroups(reader: Reader, principalId: string): Generator<Group> {
  const start = fold(principalId)
  const seen = new Set([start])
  const waiting = [start]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const group of directGroups(reader, next)) {
      if (seen.has(group.id)) continue
      seen.add(group.id)
      yield group
      waiting.push(group.id)
    }
  }
}
