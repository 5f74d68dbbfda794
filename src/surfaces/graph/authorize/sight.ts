import type { Reader } from '../../../domain/access.js'
import type { Caller } from '../../../domain/tokens/caller.js'
import { hasRight } from './require-right.js'

/** Whether somebody sees the value of a property of a directory object. */
export type Sight = (kind: string, id: string, property: string) => boolean

const OF_OTHERS: ReadonlySet<string> = new Set(['id', 'displayName', 'mail', 'userPrincipalName', 'userType'])
const THAT_IT_IS: ReadonlySet<string> = new Set(['id'])

/**
 * What a caller sees of objects that may be read, or that lead to others; undefined for those who see all of it. Guests
 * see a few properties of other people; where they are restricted, no more of people and groups than that they are there
 * (Microsoft Entra: What are the default user permissions?).
 */
export function sightOf(reader: Reader, caller: Caller): Sight | undefined {
  const may = (right: string) => hasRight(reader, caller, right)
  const mayReadUsers = may('users/readWhole')
  const mayReadGroups = may('groups/readWhole')
  if (mayReadUsers && mayReadGroups) return undefined
  const seen = new Map<string, ReadonlySet<string>>()
  if (!mayReadUsers) seen.set('user', may('users/read') ? OF_OTHERS : THAT_IT_IS)
  if (!mayReadGroups) seen.set('group', THAT_IT_IS)
  return (kind, id, property) => id === caller.oid || (seen.get(kind)?.has(property) ?? true)
}
