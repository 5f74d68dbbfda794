import type { Caller } from '../../../domain/tokens/caller.js'
import { permissionsFor, permissionUsed } from './permissions.js'

/** The operation that reads an object of a kind by itself: who may do that sees it wherever it turns up. */
const READING: Readonly<Record<string, string>> = {
  user: 'GET /users/{id}',
  group: 'GET /groups/{id}',
  application: 'GET /applications/{id}',
  servicePrincipal: 'GET /servicePrincipals/{id}',
  device: 'GET /devices/{id}',
  directoryRole: 'GET /directoryRoles/{id}',
  administrativeUnit: 'GET /directory/administrativeUnits/{id}',
}

/** Permissions beside those that read objects of a kind, too. */
const BESIDES: Readonly<Record<string, readonly string[]>> = {
  group: ['GroupMember.ReadBasic.All', 'GroupMember.ReadWrite.All'],
}

const BASIC_PERMISSION = 'User.ReadBasic.All'
/** What a basic permission shows of people. */
export const BASIC_PROFILE: ReadonlySet<string> = new Set([
  'id',
  'displayName',
  'givenName',
  'surname',
  'mail',
  'userPrincipalName',
])
/** What is shown of objects that a token does not open: a list tells that they are there. */
export const THAT_IT_IS: ReadonlySet<string> = new Set(['id'])

/** The properties that a token shows, by kind; kinds that it shows whole are left out. */
export type TokenSight = ReadonlyMap<string, ReadonlySet<string>>

const known = new WeakMap<ReadonlySet<string>, TokenSight>()

/**
 * What the permissions of a token hide (Microsoft Graph: User.ReadBasic.All; limited information returned for
 * inaccessible member objects).
 */
export function tokenSight(caller: Caller): TokenSight {
  const held = caller.kind === 'app' ? caller.roles : caller.scopes
  const cached = known.get(held)
  if (cached) return cached
  const sight = new Map<string, ReadonlySet<string>>()
  for (const kind of Object.keys(READING)) {
    if (!opens(caller, held, kind)) sight.set(kind, THAT_IT_IS)
  }
  if (sight.has('user') && held.has(BASIC_PERMISSION)) sight.set('user', BASIC_PROFILE)
  known.set(held, sight)
  return sight
}

function opens(caller: Caller, held: ReadonlySet<string>, kind: string): boolean {
  if (BESIDES[kind]?.some((permission) => held.has(permission))) return true
  const permissions = permissionsFor(READING[kind] ?? '')
  if (!permissions) return false
  const whole = (names: readonly string[]) => names.filter((name) => name !== BASIC_PERMISSION)
  const { delegated, application, companions } = permissions
  const wide = { delegated: whole(delegated), application: whole(application), companions }
  return permissionUsed(caller, wide, false) !== undefined
}
