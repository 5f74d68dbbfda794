import { isDynamic } from '../group-kinds.js'
import { groupLinks, groups } from '../tables.js'
import type { Occurrence, Row } from './occurrence.js'

type Condition = (occurrence: Occurrence) => boolean

/** Somebody did it to themselves: those who sign in by a name act under it. */
export const isSelf: Condition = ({ id, after, whole }) => {
  const { actor } = whole.commit
  return actor.kind === 'user' && [id, after?.userPrincipalName, after?.mail].includes(actor.id)
}

/** There is another password than before; else only when it has to be changed is new. */
export const setsPassword: Condition = ({ before, after }) => hashOf(before) !== hashOf(after)

export const isEnabled: Condition = ({ after }) => after?.accountEnabled === true

export const isTenantWide: Condition = (occurrence) => rowOf(occurrence).directoryScopeId === '/'

/** The row says so. */
export function is(property: string, value: string): Condition {
  return (occurrence) => rowOf(occurrence)[property] === value
}

export function has(property: string): Condition {
  return (occurrence) => (rowOf(occurrence)[property] ?? null) !== null
}

/** A list, or a text of several words, became longer. */
export function gains(...properties: readonly string[]): Condition {
  return ({ before, after }) => properties.some((property) => lengthOf(after, property) > lengthOf(before, property))
}

/** A list became shorter. */
export function loses(property: string): Condition {
  return ({ before, after }) => lengthOf(after, property) < lengthOf(before, property)
}

export function all(...conditions: readonly Condition[]): Condition {
  return (occurrence) => conditions.every((condition) => condition(occurrence))
}

export function not(condition: Condition): Condition {
  return (occurrence) => !condition(occurrence)
}

/** Who gives and takes licenses that come with a group. */
export function byLicensing({ whole: { tables } }: Occurrence): string | undefined {
  return tables.has(groupLinks.name) || tables.has(groups.name) ? 'Microsoft Entra ID Group-Based Licensing' : undefined
}

/** Who moves the members of groups whose rule says who they are. */
export function byMembershipRule(occurrence: Occurrence): string | undefined {
  const group = occurrence.whole.reader.table(groups).get(String(rowOf(occurrence).groupId))
  return group && isDynamic(group) ? 'Microsoft Approval Management' : undefined
}

function rowOf({ before, after }: Occurrence): Row {
  return after ?? before ?? {}
}

function hashOf(row: Row | null): unknown {
  return (row?.password as { readonly hash: string } | null | undefined)?.hash
}

function lengthOf(row: Row | null, property: string): number {
  const value = row?.[property]
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0
}
