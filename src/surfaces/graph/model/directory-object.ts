import type { Reader } from '../../../domain/access.js'
import { findAdministrativeUnit } from '../../../domain/directory/administrative-units.js'
import type { Application, ServicePrincipal } from '../../../domain/directory/application-rows.js'
import { type DirectoryRole, findDirectoryRole } from '../../../domain/directory/directory-roles.js'
import { findPrincipal, type Principal } from '../../../domain/directory/find-principal.js'
import type { Group } from '../../../domain/directory/group-rows.js'
import { applications } from '../../../domain/directory/tables.js'
import type { AdministrativeUnit } from '../../../domain/directory/tenant-rows.js'
import type { User } from '../../../domain/directory/user-rows.js'

/** An object of any of the directory's types, together with its type. */
export type DirectoryObject =
  | { readonly type: 'user'; readonly id: string; readonly object: User }
  | { readonly type: 'group'; readonly id: string; readonly object: Group }
  | { readonly type: 'servicePrincipal'; readonly id: string; readonly object: ServicePrincipal }
  | { readonly type: 'application'; readonly id: string; readonly object: Application }
  | { readonly type: 'directoryRole'; readonly id: string; readonly object: DirectoryRole }
  | { readonly type: 'administrativeUnit'; readonly id: string; readonly object: AdministrativeUnit }

export type ObjectType = DirectoryObject['type']

/** Any live directory object with this id, or undefined. */
export function findDirectoryObject(reader: Reader, id: string): DirectoryObject | undefined {
  const principal: Principal | undefined = findPrincipal(reader, id)
  if (principal) return principal
  const application = reader.table(applications).get(id.toLowerCase())
  if (application) return { type: 'application', id: application.id, object: application }
  const role = findDirectoryRole(reader, id)
  if (role) return { type: 'directoryRole', id: role.id, object: role }
  const unit = findAdministrativeUnit(reader, id)
  return unit && { type: 'administrativeUnit', id: unit.id, object: unit }
}
