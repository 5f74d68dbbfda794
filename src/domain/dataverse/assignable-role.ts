import { DomainError } from '../../kernel/errors.js'
import type { Reader } from '../access.js'
import { requireAccess } from './access-check.js'
import { descendantUnits } from './business-units.js'
import type { Reach } from './effective-privileges.js'
import { requiredTable } from './model.js'
import { type Depth, depthAmongAll, privilegeCatalog } from './privilege-catalog.js'
import { privilegesOfRole } from './role-privileges.js'
import type { Session } from './session.js'
import { rowsOf } from './tables.js'

/**
 * Refuses to hand out a role that the session could not give: it takes Read and Assign on the role, and every
 * privilege of the role at the same depth, measured from the role's business unit (Microsoft: Security roles and
 * privileges).
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
    all === null
      ? Object.entries(privileges)
      : catalog.all.map((privilege) => [privilege.name, depthAmongAll(privilege, all)])
  const principals = session.privileges(reader)
  const unitId = String(role.businessunitid)
  const units = [...descendantUnits(reader, environment, unitId)]
  for (const [name, depth] of wanted) {
    const lacking = principals.find((principal) => !coversDepth(principal.reach(name), depth, unitId, units))
    if (lacking) throw new DomainError('privilegeMissing', { privilege: catalog.byName(name), session, lacking })
  }
}

/** `units` are the role's unit and all below it. */
function coversDepth(reach: Reach | undefined, depth: Depth, unitId: string, units: readonly string[]): boolean {
  if (!reach || reach.everywhere) return reach !== undefined
  if (depth === 'Basic') return reach.own || reach.units.has(unitId)
  if (depth === 'Local') return reach.units.has(unitId)
  return depth === 'Deep' && units.every((each) => reach.units.has(each))
}
