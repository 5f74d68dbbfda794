import type { Reader } from '../../../domain/access.js'
import type { Caller } from '../../../domain/tokens/caller.js'
import { type Call, readerOf } from '../call.js'
import { hasRight } from './require-right.js'
import { BASIC_PROFILE, THAT_IT_IS, tokenSight } from './token-sight.js'

/** Whether somebody sees the value of a property of a directory object. */
export type Sight = (kind: string, id: string, property: string) => boolean

const OF_OTHERS: ReadonlySet<string> = new Set(['id', 'displayName', 'mail', 'userPrincipalName', 'userType'])

/**
 * What a caller sees of objects that may be read, or that lead to others; undefined for those who see all of it: what
 * neither the rights of the signed-in user nor the permissions of the token hide. `opened` is the kind of objects that
 * the operation itself is about: its own permissions show them, if no more than the basic profile is permitted.
 */
export function sightOf(call: Pick<Call, 'access' | 'caller'>, opened?: string): Sight | undefined {
  const { caller } = call
  if (caller.unchecked) return undefined
  const byRights = sightByRights(readerOf(call), caller)
  const byToken = sightByToken(caller, opened)
  if (!byRights || !byToken) return byRights ?? byToken
  return (kind, id, property) => byRights(kind, id, property) && byToken(kind, id, property)
}

/**
 * Guests see a few properties of other people; where they are restricted, no more of people and groups than that they
 * are there (Microsoft Entra: What are the default user permissions?).
 */
function sightByRights(reader: Reader, caller: Caller): Sight | undefined {
  const may = (right: string) => hasRight(reader, caller, right)
  const mayReadUsers = may('users/readWhole')
  const mayReadGroups = may('groups/readWhole')
  if (mayReadUsers && mayReadGroups) return undefined
  const seen = new Map<string, ReadonlySet<string>>()
  if (!mayReadUsers) seen.set('user', may('users/read') ? OF_OTHERS : THAT_IT_IS)
  if (!mayReadGroups) seen.set('group', THAT_IT_IS)
  return (kind, id, property) => id === caller.oid || (seen.get(kind)?.has(property) ?? true)
}

function sightByToken(caller: Caller, opened: string | undefined): Sight | undefined {
  const seen = tokenSight(caller)
  const isHidden = opened === undefined ? seen.size > 0 : seen.get(opened) === BASIC_PROFILE
  if (!isHidden) return undefined
  return (kind, id, property) => id === caller.oid || (seen.get(kind)?.has(property) ?? true)
}
