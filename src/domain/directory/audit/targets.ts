import type { Reader } from '../../access.js'
import type { AppRoleAssignment, OAuth2PermissionGrant } from '../application-rows.js'
import type { DeviceLink } from '../device-rows.js'
import { devices } from '../device-tables.js'
import { findMember, type Member } from '../find-principal.js'
import type { GroupLink } from '../group-rows.js'
import { builtInRole } from '../role-catalog.js'
import { administrativeUnits, deletedItems, roleDefinitions, servicePrincipals } from '../tables.js'
import type { AdministrativeUnitMember, RoleAssignment } from '../tenant-rows.js'
import type { ModifiedProperty, TargetResource } from './directory-audit-rows.js'
import { linkProperty, modifiedProperties } from './modified-properties.js'
import type { Occurrence, Row } from './occurrence.js'

/** What was done to what; `names` are the properties that the activity is about. */
export type TellTargets = (occurrence: Occurrence, names: readonly string[]) => readonly TargetResource[]

/** The object itself. */
export function itself(type: string): TellTargets {
  return (occurrence, names) => [targetOf(type, occurrence, modifiedProperties(occurrence, names))]
}

function targetOf(
  type: string,
  { id, before, after }: Pick<Occurrence, 'id' | 'before' | 'after'>,
  modified: readonly ModifiedProperty[] = [],
): TargetResource {
  const row = after ?? before ?? {}
  return {
    id,
    displayName: text(row.displayName),
    type,
    userPrincipalName: type === 'User' ? text(row.userPrincipalName) : null,
    groupType: type === 'Group' ? groupTypeOf(row) : null,
    modifiedProperties: modified,
  }
}

function groupTypeOf({ groupTypes }: Row): TargetResource['groupType'] {
  return Array.isArray(groupTypes) && groupTypes.includes('Unified') ? 'unifiedGroups' : 'azureAD'
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

const TYPES: Readonly<Record<Member['type'], string>> = {
  user: 'User',
  group: 'Group',
  servicePrincipal: 'ServicePrincipal',
  device: 'Device',
}

/** An object that a link leads to, deleted or not. */
function namedTarget(reader: Reader, id: string, modified: readonly ModifiedProperty[] = []): TargetResource {
  const found = findMember(reader, id)
  if (found) return targetOf(TYPES[found.type], { id, before: null, after: { ...found.object } }, modified)
  const item = reader.table(deletedItems).get(id)
  const isPrincipal = item && item.kind !== 'application' && item.kind !== 'administrativeUnit'
  const type = isPrincipal ? TYPES[item.kind] : 'Other'
  return targetOf(type, { id, before: null, after: item ? { ...item.object } : {} }, modified)
}

/** A member or an owner, and the group. */
export const memberAndGroup: TellTargets = (occurrence) => {
  const { groupId, principalId } = rowOf<GroupLink>(occurrence)
  const group = namedTarget(occurrence.whole.reader, groupId)
  return linked(occurrence, principalId, group, 'Group')
}

/** An owner or a user, and the device. */
export const userAndDevice: TellTargets = (occurrence) => {
  const { deviceObjectId: id, userId } = rowOf<DeviceLink>(occurrence)
  const after = { ...occurrence.whole.reader.table(devices).get(id) }
  return linked(occurrence, userId, targetOf('Device', { id, before: null, after }), 'Device')
}

/** A member, and the administrative unit. */
export const memberAndUnit: TellTargets = (occurrence) => {
  const { unitId, memberId } = rowOf<AdministrativeUnitMember>(occurrence)
  const after = { ...occurrence.whole.reader.table(administrativeUnits).get(unitId) }
  const unit = targetOf('AdministrativeUnit', { id: unitId, before: null, after })
  return linked(occurrence, memberId, unit, 'AdministrativeUnit')
}

/** Who holds the role, and the role. */
export const holderAndRole: TellTargets = (occurrence) => {
  const { principalId, roleDefinitionId: id } = rowOf<RoleAssignment>(occurrence)
  const after = { ...(builtInRole(id) ?? occurrence.whole.reader.table(roleDefinitions).get(id)) }
  const role = targetOf('Role', { id, before: null, after })
  const template = linkProperty('Role.TemplateId', id, occurrence.what !== 'deleted')
  return linked(occurrence, principalId, role, 'Role', [template])
}

function linked(
  { whole, what }: Occurrence,
  id: string,
  container: TargetResource,
  prefix: string,
  more: readonly ModifiedProperty[] = [],
): readonly TargetResource[] {
  const isNew = what !== 'deleted'
  const properties = [
    linkProperty(`${prefix}.ObjectID`, container.id, isNew),
    linkProperty(`${prefix}.DisplayName`, container.displayName, isNew),
    ...more,
  ]
  return [namedTarget(whole.reader, id, properties), container]
}

/** The app whose role it is, and who was given it. */
export const resourceAndGrantee: TellTargets = (occurrence) => {
  const { whole, what } = occurrence
  const { resourceId, principalId, appRoleId } = rowOf<AppRoleAssignment>(occurrence)
  const resource = whole.reader.table(servicePrincipals).get(resourceId)
  const role = resource?.appRoles.find(({ id }) => id === appRoleId)
  const grantee = namedTarget(whole.reader, principalId)
  const isNew = what !== 'deleted'
  const properties = [
    linkProperty('AppRole.Id', appRoleId, isNew),
    linkProperty('AppRole.Value', role?.value ?? null, isNew),
    linkProperty('AppRole.DisplayName', role?.displayName ?? null, isNew),
    linkProperty(`${grantee.type}.ObjectID`, grantee.id, isNew),
    linkProperty(`${grantee.type}.DisplayName`, grantee.displayName, isNew),
  ]
  return [namedTarget(whole.reader, resourceId, properties), grantee]
}

/** The app whose permissions they are, and the client that was given them. */
export const resourceAndClient: TellTargets = (occurrence) => {
  const { before, after, whole } = occurrence
  const { resourceId, clientId, consentType } = rowOf<OAuth2PermissionGrant>(occurrence)
  const value = (scope: unknown) => (typeof scope === 'string' ? JSON.stringify(scope) : null)
  const isNew = after !== null
  const client = namedTarget(whole.reader, clientId)
  const properties = [
    {
      displayName: 'DelegatedPermissionGrant.Scope',
      oldValue: value(before?.scope),
      newValue: value(after?.scope),
    },
    linkProperty('DelegatedPermissionGrant.ConsentType', consentType, isNew),
    linkProperty('ServicePrincipal.ObjectID', client.id, isNew),
    linkProperty('ServicePrincipal.DisplayName', client.displayName, isNew),
  ]
  return [namedTarget(whole.reader, resourceId, properties), client]
}

/** Those who became owners of an app or are so no longer, and the app. */
export function ownersAnd(type: 'Application' | 'ServicePrincipal'): TellTargets {
  return (occurrence) => {
    const { id, after, whole } = occurrence
    const object = targetOf(type, occurrence)
    const owners = ownerIds(after)
    const came = owners.filter((owner) => !ownerIds(occurrence.before).includes(owner))
    const ids = came.length > 0 ? came : ownerIds(occurrence.before).filter((owner) => !owners.includes(owner))
    const properties = [
      linkProperty(`${type}.ObjectID`, id, came.length > 0),
      linkProperty(`${type}.DisplayName`, object.displayName, came.length > 0),
    ]
    return [...ids.map((owner) => namedTarget(whole.reader, owner, properties)), object]
  }
}

function ownerIds(row: Row | null): readonly string[] {
  return (row?.ownerIds ?? []) as readonly string[]
}

/** The row of a link, which says both its ends, whether it came or went. */
function rowOf<LinkRow>({ before, after }: Occurrence): LinkRow {
  return (after ?? before) as unknown as LinkRow
}
