import data from '../../../../fixtures/graph-permissions-by-operation.json' with { type: 'json' }
import type { Caller } from '../../../domain/tokens/caller.js'

interface PermissionRow {
  readonly delegated: string
  readonly application: string
  /** A permission that works only beside one of others. */
  readonly with?: Readonly<Record<string, string>>
}

/** The permissions that open an operation, narrowest first; any one is enough. */
export interface OperationPermissions {
  readonly delegated: readonly string[]
  readonly application: readonly string[]
  readonly companions: Readonly<Record<string, readonly string[]>>
}

const rows: Readonly<Record<string, PermissionRow>> = data.operations

/** Reads one row of the permission catalog, or undefined when it has none. */
export function permissionsFor(operation: string): OperationPermissions | undefined {
  const row = rows[operation]
  if (!row) return undefined
  const companions = Object.entries(row.with ?? {}).map(([permission, needed]) => [permission, split(needed)] as const)
  return {
    delegated: split(row.delegated),
    application: split(row.application),
    companions: Object.fromEntries(companions),
  }
}

/** Every operation of the catalog: `GET /users/{id}`. */
export const catalogd: readonly string[] = Object.keys(rows)

function split(names: string): readonly string[] {
  return names === '' ? [] : names.split(' ')
}

/** Delegated permissions that reach the signed-in user's own record alone. */
const OWN_RECORD =
  /^(User\.Read|User\.ReadWrite|UserAuthMethod-\w+\.Read(Write)?|UserAuthenticationMethod\.Read(Write)?)$/

/** Opens every directory path with exactly the rights of the signed-in user. */
const AS_USER = 'Directory.AccessAsUser.All'

/** Whether a caller holds a permission, or acts with all the rights of the signed-in user. */
export function holdsPermission(caller: Caller, permission: string): boolean {
  if (caller.kind === 'app') return caller.roles.has(permission)
  return caller.scopes.has(permission) || caller.scopes.has(AS_USER)
}

/** The permission by which a caller may call an operation, or undefined. `own`: the target is the caller's own record. */
export function permissionUsed(caller: Caller, permissions: OperationPermissions, own: boolean): string | undefined {
  const held = caller.kind === 'app' ? caller.roles : caller.scopes
  const open = caller.kind === 'app' ? permissions.application : permissions.delegated
  const fits = (permission: string) =>
    held.has(permission) &&
    (own || caller.kind === 'app' || !OWN_RECORD.test(permission)) &&
    (permissions.companions[permission]?.some((companion) => held.has(companion)) ?? true)
  const used = open.find(fits)
  if (used !== undefined || caller.kind === 'app') return used
  return open.length > 0 && held.has(AS_USER) ? AS_USER : undefined
}
