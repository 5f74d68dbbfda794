import type { Change, Reader } from '../../../domain/access.js'
import { devices } from '../../../domain/directory/device-tables.js'
import {
  type DirectoryRole,
  directoryRoles,
  findDirectoryRoleByTemplate,
} from '../../../domain/directory/directory-roles.js'
import { parseRoleAssignmentId } from '../../../domain/directory/role-assignments.js'
import {
  activatedRoles,
  administrativeUnitMembers,
  administrativeUnits,
  applications,
  groupLinks,
  groups,
  oauth2PermissionGrants,
  parseGroupLinkId,
  roleAssignments,
  servicePrincipals,
  users,
} from '../../../domain/directory/tables.js'
import { listSource } from '../../../odata/list-source.js'
import type { RowSource } from '../../../odata/row-source.js'
import { applicationType } from '../model/application-type.js'
import { deviceType } from '../model/device-type.js'
import { type DirectoryObject, findDirectoryObject, objectsSource } from '../model/directory-object.js'
import { directoryObjectType, objectType } from '../model/directory-object-type.js'
import { permissionGrantType } from '../model/grant-types.js'
import type { GraphProperty, GraphType } from '../model/graph-type.js'
import { groupType } from '../model/group-type.js'
import { asObjects } from '../model/navigations.js'
import { administrativeUnitType, directoryRoleType } from '../model/role-types.js'
import { servicePrincipalType } from '../model/service-principal-type.js'
import { userType } from '../model/user-type.js'
import type { ChangedLink, WatchedTables } from './changed-objects.js'

/** A set of objects whose changes can be followed. */
export interface DeltaFeed<Row> extends WatchedTables {
  readonly context: string
  readonly type: () => GraphType<Row>
  readonly source: (reader: Reader) => RowSource<Row>
  readonly find: (reader: Reader, id: string) => Row | undefined
  /** The relationships that are followed without `$select`. */
  readonly usualLinks?: readonly string[]
  /** What a row of several types holds, for its relationships; otherwise the row is the object. */
  readonly objectOf?: (row: Row) => { readonly typeName: string; readonly object: { readonly id: string } }
  /** The properties that an object shows without `$select`. */
  readonly defaults: (row: Row) => readonly GraphProperty<Row>[]
}

const MEMBERS = ['members']

/** GET /users/delta. */
export const userFeed: DeltaFeed<DirectoryObjectRow<typeof userType>> = {
  context: 'users',
  type: userType,
  tables: new Set([users.name]),
  source: (reader) => reader.table(users),
  find: (reader, id) => reader.table(users).get(id),
  defaults: () => userType().defaults,
}

type DirectoryObjectRow<Type extends () => GraphType<never>> = Type extends () => GraphType<infer Row> ? Row : never

/** GET /groups/delta. */
export const groupFeed: DeltaFeed<DirectoryObjectRow<typeof groupType>> = {
  context: 'groups',
  type: groupType,
  tables: new Set([groups.name]),
  linkOf: groupLinkOf,
  usualLinks: MEMBERS,
  source: (reader) => reader.table(groups),
  find: (reader, id) => reader.table(groups).get(id),
  defaults: () => groupType().defaults,
}

function groupLinkOf({ table, id }: Change): ChangedLink | undefined {
  if (table !== groupLinks.name) return undefined
  const { kind, groupId, principalId } = parseGroupLinkId(id)
  return { id: groupId, name: `${kind}s`, otherId: principalId }
}

/** GET /directoryRoles/delta: the log knows roles by their templates. */
export const directoryRoleFeed: DeltaFeed<DirectoryRole> = {
  context: 'directoryRoles',
  type: directoryRoleType,
  tables: new Set([activatedRoles.name]),
  linkOf: roleMemberOf,
  usualLinks: MEMBERS,
  source: (reader) => listSource(directoryRoles(reader), ({ id }) => id),
  find: findDirectoryRoleByTemplate,
  defaults: () => directoryRoleType().defaults,
}

/** Members hold a role for the whole tenant. */
function roleMemberOf({ table, id }: Change): ChangedLink | undefined {
  const assignment = table === roleAssignments.name ? parseRoleAssignmentId(id) : undefined
  if (!assignment?.isTenantWide) return undefined
  return { id: assignment.roleDefinitionId, name: 'members', otherId: assignment.principalId }
}

/** GET /directory/administrativeUnits/delta. */
export const administrativeUnitFeed: DeltaFeed<DirectoryObjectRow<typeof administrativeUnitType>> = {
  context: 'directory/administrativeUnits',
  type: administrativeUnitType,
  tables: new Set([administrativeUnits.name]),
  linkOf: unitMemberOf,
  usualLinks: MEMBERS,
  source: (reader) => reader.table(administrativeUnits),
  find: (reader, id) => reader.table(administrativeUnits).get(id),
  defaults: () => administrativeUnitType().defaults,
}

function unitMemberOf({ table, id }: Change): ChangedLink | undefined {
  if (table !== administrativeUnitMembers.name) return undefined
  const [unitId = '', memberId = ''] = id.split('/')
  return { id: unitId, name: 'members', otherId: memberId }
}

/** GET /devices/delta. */
export const deviceFeed: DeltaFeed<DirectoryObjectRow<typeof deviceType>> = {
  context: 'devices',
  type: deviceType,
  tables: new Set([devices.name]),
  source: (reader) => reader.table(devices),
  find: (reader, id) => reader.table(devices).get(id),
  defaults: () => deviceType().defaults,
}

/** GET /oauth2PermissionGrants/delta. */
export const permissionGrantFeed: DeltaFeed<DirectoryObjectRow<typeof permissionGrantType>> = {
  context: 'oauth2PermissionGrants',
  type: permissionGrantType,
  tables: new Set([oauth2PermissionGrants.name]),
  source: (reader) => reader.table(oauth2PermissionGrants),
  find: (reader, id) => reader.table(oauth2PermissionGrants).get(id),
  defaults: () => permissionGrantType().defaults,
}

/** GET /applications/delta. */
export const applicationFeed: DeltaFeed<DirectoryObjectRow<typeof applicationType>> = {
  context: 'applications',
  type: applicationType,
  tables: new Set([applications.name]),
  source: (reader) => reader.table(applications),
  find: (reader, id) => reader.table(applications).get(id),
  defaults: () => applicationType().defaults,
}

/** GET /servicePrincipals/delta. */
export const servicePrincipalFeed: DeltaFeed<DirectoryObjectRow<typeof servicePrincipalType>> = {
  context: 'servicePrincipals',
  type: servicePrincipalType,
  tables: new Set([servicePrincipals.name]),
  source: (reader) => reader.table(servicePrincipals),
  find: (reader, id) => reader.table(servicePrincipals).get(id),
  defaults: () => servicePrincipalType().defaults,
}

/** Users, groups, applications and service principals in one stream. */
export const directoryObjectFeed: DeltaFeed<DirectoryObject> = {
  context: 'directoryObjects',
  type: directoryObjectType,
  tables: new Set([users.name, groups.name, applications.name, servicePrincipals.name]),
  linkOf: groupLinkOf,
  usualLinks: MEMBERS,
  objectOf: ({ type, object }) => ({ typeName: `microsoft.graph.${type}`, object }),
  source: (reader) => objectsSource(reader, everyObject(reader)),
  find: findDirectoryObject,
  defaults: ({ type }) => objectType(type).defaults.flatMap(({ name }) => directoryObjectType().property(name) ?? []),
}

function* everyObject(reader: Reader): Generator<DirectoryObject> {
  yield* asObjects('user', reader.table(users).rows())
  yield* asObjects('group', reader.table(groups).rows())
  yield* asObjects('application', reader.table(applications).rows())
  yield* asObjects('servicePrincipal', reader.table(servicePrincipals).rows())
}
