import { directoryRolesOf } from '../../../domain/directory/role-assignments.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Call, readerOf } from '../call.js'
import type { GraphType } from '../model/graph-type.js'
import { withSecurityAttributes } from '../model/security-attribute-types.js'
import { holdsAny } from './sensitive-actions.js'

const NAME = /\bcustomSecurityAttributes\b/i
const WRITING = 'CustomSecAttributeAssignment.ReadWrite.All'
const ADMINISTRATOR = 'Attribute Assignment Administrator'
const MAY_READ = {
  permissions: ['CustomSecAttributeAssignment.Read.All', WRITING],
  roles: [ADMINISTRATOR, 'Attribute Assignment Reader'],
}
const MAY_WRITE = { permissions: [WRITING], roles: [ADMINISTRATOR] }

/** Not even Global Administrators have it without one of the roles (Microsoft Entra: Custom security attributes). */
function may(call: Call, { permissions, roles }: typeof MAY_READ): boolean {
  const { caller } = call
  if (caller.unchecked) return true
  const held = caller.kind === 'app' ? caller.roles : caller.scopes
  if (!permissions.some((permission) => held.has(permission))) return false
  return caller.kind === 'app' || holdsAny(directoryRolesOf(readerOf(call), caller.oid), roles)
}

/**
 * Users or service principals as a query about custom security attributes sees them: with their values for those who may
 * read them, and without for others. Throws `denied` for those where they look for values.
 */
export function securityAttributed<Row extends { readonly id: string }>(
  call: Call,
  type: GraphType<Row>,
): GraphType<Row> {
  const asks = (option: string) => NAME.test(call.query.get(`$${option}`) ?? call.query.get(option) ?? '')
  const searches = asks('filter')
  if (!searches && !asks('select')) return type
  if (may(call, MAY_READ)) return withSecurityAttributes(type, readerOf(call))
  if (searches) throw new DomainError('denied', { property: 'customSecurityAttributes' })
  return type
}

/** Throws `denied` for who may not assign custom security attributes. */
export function requireAttributeAssignment(call: Call): void {
  if (!may(call, MAY_WRITE)) throw new DomainError('denied', { property: 'customSecurityAttributes' })
}
