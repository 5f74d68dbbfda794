import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import { changedExtra } from './extension-values.js'
import { findMember, findPrincipal, type Member } from './find-principal.js'
import { assignRole, UNIT_SCOPE } from './role-assignments.js'
import { administrativeUnitMembers, administrativeUnits, roleAssignments } from './tables.js'
import type { AdministrativeUnit, RoleAssignment } from './tenant-rows.js'

export type AdministrativeUnitChanges = {
  readonly [Name in Exclude<keyof AdministrativeUnit, 'id'>]?: AdministrativeUnit[Name] | null
}

/** An administrative unit by object id, or undefined. */
export function findAdministrativeUnit(reader: Reader, id: string): AdministrativeUnit | undefined {
  return reader.table(administrativeUnits).get(fold(id))
}

/** An administrative unit by object id. Throws `notFound`. */
export function getAdministrativeUnit(reader: Reader, id: string): AdministrativeUnit {
  const unit = findAdministrativeUnit(reader, id)
  if (!unit) throw new DomainError('notFound', { id })
  return unit
}

/** Creates an administrative unit (Microsoft Graph: Create administrativeUnit). Throws `valueRequired`, `invalidValue`, and what `changedExtra` throws. */
export function createAdministrativeUnit(
  transaction: Transaction,
  properties: AdministrativeUnitChanges,
): AdministrativeUnit {
  if (!properties.displayName) {
    throw new DomainError('valueRequired', { property: 'displayName', resource: 'AdministrativeUnit' })
  }
  const blank: AdministrativeUnit = {
    id: transaction.newGuid(),
    displayName: '',
    description: null,
    visibility: null,
    membershipType: null,
    membershipRule: null,
    membershipRuleProcessingState: null,
    isMemberManagementRestricted: false,
  }
  return transaction.insert(administrativeUnits, applied(transaction, blank, properties))
}

/** Updates what is mentioned. Throws `notFound`, `readOnly`, `invalidValue`, and what `changedExtra` throws. */
export function updateAdministrativeUnit(
  transaction: Transaction,
  id: string,
  changes: AdministrativeUnitChanges,
): AdministrativeUnit {
  const before = getAdministrativeUnit(transaction, id)
  const restricted = changes.isMemberManagementRestricted
  if (restricted !== undefined && restricted !== before.isMemberManagementRestricted) {
    throw new DomainError('readOnly', { property: 'isMemberManagementRestricted' })
  }
  return transaction.replace(administrativeUnits, applied(transaction, before, changes))
}

function applied(
  reader: Reader,
  unit: AdministrativeUnit,
  { extra, ...changes }: AdministrativeUnitChanges,
): AdministrativeUnit {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const extended = extra ? { extra: changedExtra(reader, 'AdministrativeUnit', unit.extra ?? {}, extra) } : {}
  const next = { ...unit, ...given, ...extended } as AdministrativeUnit
  refuseBadUnit(next)
  return next
}

/** Per property, the values that it can have besides null; in any case. */
const POSSIBLE = {
  visibility: ['public', 'hiddenmembership'],
  membershipType: ['assigned', 'dynamic'],
  membershipRuleProcessingState: ['on', 'paused'],
} as const

function refuseBadUnit(unit: AdministrativeUnit): void {
  const invalid = (property: string) => new DomainError('invalidValue', { property, resource: 'AdministrativeUnit' })
  if (!unit.displayName || unit.displayName.length > 256) throw invalid('displayName')
  for (const [property, possible] of Object.entries(POSSIBLE)) {
    const value = unit[property as keyof typeof POSSIBLE]
    if (value !== null && !(possible as readonly string[]).includes(value.toLowerCase())) throw invalid(property)
  }
  if (unit.membershipType?.toLowerCase() === 'dynamic' && !unit.membershipRule) {
    throw new DomainError('valueRequired', { property: 'membershipRule', resource: 'AdministrativeUnit' })
  }
}

/** Makes a user, a group or a device a member of a unit. Throws `notFound`, `wrongReference`, `linkExists`. */
export function addAdministrativeUnitMember(transaction: Transaction, unitId: string, memberId: string): void {
  const unit = getAdministrativeUnit(transaction, unitId)
  const member = findMember(transaction, memberId)
  if (!member) throw new DomainError('notFound', { id: memberId })
  if (member.type === 'servicePrincipal') throw new DomainError('wrongReference', { id: member.id })
  const id = `${unit.id}/${member.id}`
  if (transaction.table(administrativeUnitMembers).has(id)) throw new DomainError('linkExists', { property: 'members' })
  transaction.insert(administrativeUnitMembers, { unitId: unit.id, memberId: member.id })
}

/** Ends a membership. Throws `notFound`. */
export function removeAdministrativeUnitMember(transaction: Transaction, unitId: string, memberId: string): void {
  const id = `${fold(unitId)}/${fold(memberId)}`
  if (!transaction.table(administrativeUnitMembers).has(id)) throw new DomainError('notFound', { id: memberId })
  transaction.remove(administrativeUnitMembers, id)
}

/** The members of an administrative unit who are still there. */
export function* administrativeUnitMembersOf(reader: Reader, unitId: string): Generator<Member> {
  for (const { memberId } of reader.table(administrativeUnitMembers).find('unitId', fold(unitId))) {
    const member = findMember(reader, memberId)
    if (member) yield member
  }
}

/** The units that somebody is in. */
export function* administrativeUnitsOf(reader: Reader, memberId: string): Generator<AdministrativeUnit> {
  for (const { unitId } of reader.table(administrativeUnitMembers).find('memberId', fold(memberId))) {
    const unit = findAdministrativeUnit(reader, unitId)
    if (unit) yield unit
  }
}

/** Takes away, and answers with, the memberships of a unit that is about to be deleted and the roles limited to it. */
export function cutUnitTies(transaction: Transaction, unitId: string): UnitTies {
  const memberIds = Array.from(
    transaction.table(administrativeUnitMembers).find('unitId', unitId),
    ({ memberId }) => memberId,
  )
  for (const memberId of memberIds) transaction.remove(administrativeUnitMembers, `${unitId}/${memberId}`)
  const limited = [...scopedAssignments(transaction, unitId)]
  for (const { id } of limited) transaction.remove(roleAssignments, id)
  return { memberIds, roleAssignments: limited }
}

/** What a unit has besides itself. */
export interface UnitTies {
  readonly memberIds: readonly string[]
  readonly roleAssignments: readonly RoleAssignment[]
}

/** Ties a restored unit again to everybody who is still there. */
export function restoreUnitTies(transaction: Transaction, unitId: string, ties: UnitTies): void {
  for (const memberId of ties.memberIds) {
    if (findMember(transaction, memberId)) transaction.insert(administrativeUnitMembers, { unitId, memberId })
  }
  for (const assignment of ties.roleAssignments) {
    if (findPrincipal(transaction, assignment.principalId)) transaction.insert(roleAssignments, assignment)
  }
}

/** Gives a role that is limited to a unit: the same fact as a role assignment with that scope. */
export function addScopedRoleMember(
  transaction: Transaction,
  unitId: string,
  roleTemplateId: string,
  memberId: string,
): RoleAssignment {
  const unit = getAdministrativeUnit(transaction, unitId)
  return assignRole(transaction, memberId, roleTemplateId, `${UNIT_SCOPE}${unit.id}`)
}

/** A role that somebody holds for an administrative unit alone. */
export interface ScopedRole {
  readonly unitId: string
  readonly assignment: RoleAssignment
}

/** The roles that somebody holds for administrative units alone. */
export function* heldScopedRoles(reader: Reader, principalId: string): Generator<ScopedRole> {
  for (const assignment of reader.table(roleAssignments).find('principalId', principalId)) {
    const { directoryScopeId } = assignment
    if (directoryScopeId.startsWith(UNIT_SCOPE)) yield { unitId: directoryScopeId.slice(UNIT_SCOPE.length), assignment }
  }
}

/** The roles that are held for an administrative unit alone. */
export function* scopedAssignments(reader: Reader, unitId: string): Generator<RoleAssignment> {
  const scope = `${UNIT_SCOPE}${fold(unitId)}`
  for (const assignment of reader.table(roleAssignments).rows())
    if (assignment.directoryScopeId === scope) yield assignment
}
