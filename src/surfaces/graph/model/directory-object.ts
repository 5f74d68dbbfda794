import type { Reader } from '../../../domain/access.js'
import { findAdministrativeUnit } from '../../../domain/directory/administrative-units.js'
import type { Application, ServicePrincipal } from '../../../domain/directory/application-rows.js'
import type { Device } from '../../../domain/directory/device-rows.js'
import { devices } from '../../../domain/directory/device-tables.js'
import { type DirectoryRole, findDirectoryRole } from '../../../domain/directory/directory-roles.js'
import { findMember, type Member } from '../../../domain/directory/find-principal.js'
import type { Group } from '../../../domain/directory/group-rows.js'
import {
  activatedRoles,
  administrativeUnits,
  applications,
  groups,
  servicePrincipals,
  users,
} from '../../../domain/directory/tables.js'
import type { AdministrativeUnit } from '../../../domain/directory/tenant-rows.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { listSource } from '../../../odata/list-source.js'
import type { RowSource } from '../../../odata/row-source.js'

/** An object of any of the directory's types, together with its type. */
export type DirectoryObject =
  | { readonly type: 'user'; readonly id: string; readonly object: User }
  | { readonly type: 'group'; readonly id: string; readonly object: Group }
  | { readonly type: 'servicePrincipal'; readonly id: string; readonly object: ServicePrincipal }
  | { readonly type: 'application'; readonly id: string; readonly object: Application }
  | { readonly type: 'device'; readonly id: string; readonly object: Device }
  | { readonly type: 'directoryRole'; readonly id: string; readonly object: DirectoryRole }
  | { readonly type: 'administrativeUnit'; readonly id: string; readonly object: AdministrativeUnit }

export type ObjectType = DirectoryObject['type']

/** Any live directory object with this id, or undefined. */
export function findDirectoryObject(reader: Reader, id: string): DirectoryObject | undefined {
  const member: Member | undefined = findMember(reader, id)
  if (member) return member
  const application = reader.table(applications).get(id.toLowerCase())
  if (application) return { type: 'application', id: application.id, object: application }
  const role = findDirectoryRole(reader, id)
  if (role) return { type: 'directoryRole', id: role.id, object: role }
  const unit = findAdministrativeUnit(reader, id)
  return unit && { type: 'administrativeUnit', id: unit.id, object: unit }
}

/** Live objects of any types as a source, the oldest first: pages stay true while objects come and go. */
export function objectsSource(reader: Reader, objects: Iterable<DirectoryObject>): RowSource<DirectoryObject> {
  return listSource(
    objects,
    ({ id }) => id,
    (object) => ordinalOf(reader, object),
  )
}

/** The lasting place of a live object among all of its tenant. */
export function ordinalOf(reader: Reader, object: DirectoryObject): number {
  return entryOf(reader, object)?.ordinal ?? -1
}

function entryOf(reader: Reader, { type, id, object }: DirectoryObject): { readonly ordinal: number } | undefined {
  switch (type) {
    case 'user':
      return reader.table(users).entry(id)
    case 'group':
      return reader.table(groups).entry(id)
    case 'servicePrincipal':
      return reader.table(servicePrincipals).entry(id)
    case 'application':
      return reader.table(applications).entry(id)
    case 'device':
      return reader.table(devices).entry(id)
    case 'directoryRole':
      return reader.table(activatedRoles).entry(object.roleTemplateId)
    case 'administrativeUnit':
      return reader.table(administrativeUnits).entry(id)
  }
}
