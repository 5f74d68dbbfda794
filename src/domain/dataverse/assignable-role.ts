import { DomainError } from '../../kernel/errors.js'
import type { Reader } from '../../store/transaction.js'
import { requireAccess } from './access-check.js'
import type { EffectivePrivileges } from './effective-privileges.js'
import { requiredTable } from './model.js'
import { type Depth, depths, privilegeCatalog } from './privilege-catalog.js'
import { privilegesOfRole } from './role-privileges.js'
import type { Session } from './session.js'
import { rowsOf } from './tables.js'

/**
 * Refuses to hand out a role that the session could not give: it takes Read and Assign on the role, and every
 * privilege of the role at the same depth (Microsoft: Security roles and privileges).
 * Throws `rowMissing`, `privilegeMissing`, `accessDenied`.
 */
export function requireAssignableRole(reader: Reader, session: Session, roleid: string): void {
  const { environment } = session
  const role = rowsOf(reader, environment, 'role').get(roleid)
  if (!role) throw new DomainError('rowMissing', { table: 'role', id: roleid })
  if (session.unchecked) return
  const table = requiredTable(session.model, 'role')
  requireAccess(reader, session, table, 'Read', role)
  requireAccess(reader, session, table, 'Assign', role)
  const { all, privileges } = privilegesOfRole(reader, environment, role)
  const catalog = privilegeCatalog(environment)
  const wanted: Iterable<[string, Depth]> =
    all === null ? Object.entries(privileges) : catalog.all.map(({ name }) => [name, all])
  const principals = session.privileges(reader)
  for (const [name, depth] of wanted) {
    const lacking = principals.find((principal) => !holdsAt(principal, name, depth))
    if (lacking) throw new DomainError('privilegeMissing', { privilege: catalog.byName(name), session, lacking })
  }
}

function holdsAt(principal: EffectivePrivileges, name: string, depth: Depth): boolean {
  if (principal.implicit) return true
  const grants = principal.grants.get(name) ?? []
  return grants.some((grant) => depths.indexOf(grant.depth) >= depths.indexOf(depth))
}
