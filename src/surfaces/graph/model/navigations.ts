import type { Reader } from '../../../domain/access.js'
import { administrativeUnitMembersOf, administrativeUnitsOf } from '../../../domain/directory/administrative-units.js'
import type { Application, ServicePrincipal } from '../../../domain/directory/application-rows.js'
import { devicesOf, peopleOfDevice } from '../../../domain/directory/device-links.js'
import type { Device } from '../../../domain/directory/device-rows.js'
import { type DirectoryRole, directRoles, roleMembers } from '../../../domain/directory/directory-roles.js'
import type { Group } from '../../../domain/directory/group-rows.js'
import { sendersOf } from '../../../domain/directory/group-senders.js'
import {
  directGroups,
  directMembers,
  transitiveGroups,
  transitiveMembers,
} from '../../../domain/directory/memberships.js'
import { scopeObjectId } from '../../../domain/directory/role-assignments.js'
import { sponsorsOf } from '../../../domain/directory/sponsors.js'
import { applications, servicePrincipals, users } from '../../../domain/directory/tables.js'
import type { AdministrativeUnit, RoleAssignment } from '../../../domain/directory/tenant-rows.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { type DirectoryObject, findDirectoryObject, type ObjectType } from './directory-object.js'

/** A relationship between directory objects. */
export interface Navigation<Row = never> {
  readonly name: string
  readonly collection: boolean
  readonly follow: (row: Row, reader: Reader) => Iterable<DirectoryObject>
}

function toMany<Row>(name: string, follow: Navigation<Row>['follow']): Navigation<Row> {
  return { name, collection: true, follow }
}

/** The groups, roles and administrative units that somebody is directly in. */
export function* memberOf(reader: Reader, id: string): Generator<DirectoryObject> {
  for (const group of directGroups(reader, id)) yield { type: 'group', id: group.id, object: group }
  yield* rolesAndUnits(reader, id)
}

/** As `memberOf`, through nested groups too, and the roles that role-assignable groups hold. */
export function* transitiveMemberOf(reader: Reader, id: string): Generator<DirectoryObject> {
  const seen = new Set<string>()
  const fresh = (object: DirectoryObject) => !seen.has(object.id) && seen.add(object.id) !== undefined
  for (const object of rolesAndUnits(reader, id)) if (fresh(object)) yield object
  for (const group of transitiveGroups(reader, id)) {
    const found: DirectoryObject = { type: 'group', id: group.id, object: group }
    if (fresh(found)) yield found
    for (const object of rolesAndUnits(reader, group.id)) if (fresh(object)) yield object
  }
}

function* rolesAndUnits(reader: Reader, id: string): Generator<DirectoryObject> {
  for (const role of directRoles(reader, id)) yield { type: 'directoryRole', id: role.id, object: role }
  for (const unit of administrativeUnitsOf(reader, id)) yield { type: 'administrativeUnit', id: unit.id, object: unit }
}

/** Groups, applications and service principals that somebody owns. */
export function* ownedObjects(reader: Reader, ownerId: string): Generator<DirectoryObject> {
  for (const group of directGroups(reader, ownerId, 'owner')) yield { type: 'group', id: group.id, object: group }
  for (const object of reader.table(applications).rows()) {
    if (object.ownerIds.includes(ownerId)) yield { type: 'application', id: object.id, object }
  }
  for (const object of reader.table(servicePrincipals).rows()) {
    if (object.ownerIds.includes(ownerId)) yield { type: 'servicePrincipal', id: object.id, object }
  }
}

/** The users whose manager somebody is. */
export function* directReports(reader: Reader, managerId: string): Generator<DirectoryObject> {
  for (const user of reader.table(users).find('managerId', managerId)) yield { type: 'user', id: user.id, object: user }
}

/** The users whose manager somebody is, and theirs, each once; cycles do no harm. */
export function* transitiveReports(reader: Reader, managerId: string): Generator<DirectoryObject> {
  const seen = new Set([managerId])
  const waiting = [managerId]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const report of directReports(reader, next)) {
      if (seen.has(report.id)) continue
      seen.add(report.id)
      yield report
      waiting.push(report.id)
    }
  }
}

/** The users whom somebody vouches for. */
export function* sponsorOf(reader: Reader, sponsorId: string): Generator<DirectoryObject> {
  for (const user of reader.table(users).find('sponsorId', sponsorId)) yield { type: 'user', id: user.id, object: user }
}

/** Directory objects by their ids; what is gone is left out. */
export function* objectsById(reader: Reader, ids: Iterable<string | null>): Generator<DirectoryObject> {
  for (const id of ids) {
    const object = id === null ? undefined : findDirectoryObject(reader, id)
    if (object) yield object
  }
}

const ofUser: readonly Navigation<User>[] = [
  { name: 'manager', collection: false, follow: (user, reader) => objectsById(reader, [user.managerId]) },
  toMany('directReports', (user, reader) => directReports(reader, user.id)),
  toMany('memberOf', (user, reader) => memberOf(reader, user.id)),
  toMany('transitiveMemberOf', (user, reader) => transitiveMemberOf(reader, user.id)),
  toMany('ownedObjects', (user, reader) => ownedObjects(reader, user.id)),
  toMany('createdObjects', () => []),
  toMany('ownedDevices', (user, reader) => asObjects('device', devicesOf(reader, 'registeredOwner', user.id))),
  toMany('registeredDevices', (user, reader) => asObjects('device', devicesOf(reader, 'registeredUser', user.id))),
  toMany('sponsors', (user, reader) => sponsorsOf(reader, user)),
  toMany('sponsorOf', (user, reader) => sponsorOf(reader, user.id)),
]

const ofGroup: readonly Navigation<Group>[] = [
  {
    name: 'createdOnBehalfOf',
    collection: false,
    follow: (group, reader) => objectsById(reader, [group.createdOnBehalfOfId ?? null]),
  },
  toMany('acceptedSenders', (group, reader) => sendersOf(reader, group.id, 'accepted')),
  toMany('rejectedSenders', (group, reader) => sendersOf(reader, group.id, 'rejected')),
  toMany('members', (group, reader) => directMembers(reader, group.id)),
  toMany('owners', (group, reader) => directMembers(reader, group.id, 'owner')),
  toMany('memberOf', (group, reader) => memberOf(reader, group.id)),
  toMany('transitiveMembers', (group, reader) => transitiveMembers(reader, group.id)),
  toMany('transitiveMemberOf', (group, reader) => transitiveMemberOf(reader, group.id)),
]

const ofApplication: readonly Navigation<Application>[] = [
  toMany('owners', (application, reader) => objectsById(reader, application.ownerIds)),
]

const ofServicePrincipal: readonly Navigation<ServicePrincipal>[] = [
  toMany('owners', (principal, reader) => objectsById(reader, principal.ownerIds)),
  toMany('memberOf', (principal, reader) => memberOf(reader, principal.id)),
  toMany('transitiveMemberOf', (principal, reader) => transitiveMemberOf(reader, principal.id)),
  toMany('ownedObjects', (principal, reader) => ownedObjects(reader, principal.id)),
  toMany('createdObjects', () => []),
]

const ofDirectoryRole: readonly Navigation<DirectoryRole>[] = [
  toMany('members', (role, reader) => roleMembers(reader, role.roleTemplateId)),
]

const ofDevice: readonly Navigation<Device>[] = [
  toMany('memberOf', (device, reader) => memberOf(reader, device.id)),
  toMany('transitiveMemberOf', (device, reader) => transitiveMemberOf(reader, device.id)),
  toMany('registeredOwners', ({ id }, reader) => asObjects('user', peopleOfDevice(reader, 'registeredOwner', id))),
  toMany('registeredUsers', ({ id }, reader) => asObjects('user', peopleOfDevice(reader, 'registeredUser', id))),
]

const ofAdministrativeUnit: readonly Navigation<AdministrativeUnit>[] = [
  toMany('members', (unit, reader) => administrativeUnitMembersOf(reader, unit.id)),
]

const ofRoleAssignment: readonly Navigation<RoleAssignment>[] = [
  { name: 'principal', collection: false, follow: (held, reader) => objectsById(reader, [held.principalId]) },
  {
    name: 'directoryScope',
    collection: false,
    follow: (held, reader) => objectsById(reader, [scopeObjectId(held.directoryScopeId) ?? null]),
  },
]

/** Every relationship that queries may follow, by type. */
const byType: Readonly<Partial<Record<string, readonly Navigation[]>>> = {
  'microsoft.graph.user': ofUser,
  'microsoft.graph.group': ofGroup,
  'microsoft.graph.application': ofApplication,
  'microsoft.graph.servicePrincipal': ofServicePrincipal,
  'microsoft.graph.device': ofDevice,
  'microsoft.graph.directoryRole': ofDirectoryRole,
  'microsoft.graph.administrativeUnit': ofAdministrativeUnit,
  'microsoft.graph.unifiedRoleAssignment': ofRoleAssignment,
}

/** A relationship of a type by name, in any case, or undefined. */
export function navigationOf(typeName: string, name: string): Navigation | undefined {
  const wanted = name.toLowerCase()
  return byType[typeName]?.find((navigation) => navigation.name.toLowerCase() === wanted)
}

/** Rows as a mixed list. */
export function asObjects<Row extends { readonly id: string }>(
  type: ObjectType,
  rows: Iterable<Row>,
): DirectoryObject[] {
  // The caller names the type that the rows are of.
  return Array.from(rows, (object) => ({ type, id: object.id, object }) as unknown as DirectoryObject)
}
