import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { isGuid } from '../../kernel/guid.js'
import type { Reader } from '../access.js'
import type { ServicePrincipal } from './application-rows.js'
import type { Device } from './device-rows.js'
import { devices } from './device-tables.js'
import type { Group } from './group-rows.js'
import { groups, servicePrincipals, users } from './tables.js'
import type { User } from './user-rows.js'

/** A user by object id or user principal name, both in any case, or undefined. */
export function findUser(reader: Reader, idOrName: string): User | undefined {
  const table = reader.table(users)
  const key = fold(idOrName)
  return (isGuid(key) ? table.get(key) : undefined) ?? table.findFirst('userPrincipalName', key)
}

/** A user by object id or user principal name. Throws `notFound` naming what was asked for, as it was asked for. */
export function getUser(reader: Reader, idOrName: string): User {
  const user = findUser(reader, idOrName)
  if (!user) throw new DomainError('notFound', { id: idOrName })
  return user
}

/** A group by object id, or undefined. */
export function findGroup(reader: Reader, id: string): Group | undefined {
  return reader.table(groups).get(fold(id))
}

/** A group by object id. Throws `notFound`. */
export function getGroup(reader: Reader, id: string): Group {
  const group = findGroup(reader, id)
  if (!group) throw new DomainError('notFound', { id })
  return group
}

/** Somebody who can be a member, an owner or hold a role. */
export type Principal =
  | { readonly type: 'user'; readonly id: string; readonly object: User }
  | { readonly type: 'group'; readonly id: string; readonly object: Group }
  | { readonly type: 'servicePrincipal'; readonly id: string; readonly object: ServicePrincipal }

/** What can be in a group or an administrative unit. */
export type Member = Principal | { readonly type: 'device'; readonly id: string; readonly object: Device }

/** The user, group, service principal or device with this object id, or undefined. */
export function findMember(reader: Reader, objectId: string): Member | undefined {
  const principal = findPrincipal(reader, objectId)
  if (principal) return principal
  const device = reader.table(devices).get(fold(objectId))
  return device && { type: 'device', id: device.id, object: device }
}

/** The user, group or service principal with this object id, or undefined. */
export function findPrincipal(reader: Reader, objectId: string): Principal | undefined {
  const id = fold(objectId)
  const user = reader.table(users).get(id)
  if (user) return { type: 'user', id, object: user }
  const group = reader.table(groups).get(id)
  if (group) return { type: 'group', id, object: group }
  const principal = reader.table(servicePrincipals).get(id)
  return principal && { type: 'servicePrincipal', id, object: principal }
}

/** The user, group or service principal with this object id. Throws `notFound`. */
export function getPrincipal(reader: Reader, id: string): Principal {
  const principal = findPrincipal(reader, id)
  if (!principal) throw new DomainError('notFound', { id })
  return principal
}
