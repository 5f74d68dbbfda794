import type { EffectivePrivileges, Grant } from '../../../domain/dataverse/effective-privileges.js'
import { deepest } from '../../../domain/dataverse/effective-privileges.js'
import { type Privilege, privilegeCatalog } from '../../../domain/dataverse/privilege-catalog.js'
import { teamRolesOf } from '../../../domain/dataverse/role-assignments.js'
import type { Row } from '../../../domain/dataverse/tables.js'
import { EMPTY_GUID } from '../../../kernel/guid.js'
import { type RequestContext, readerOf } from '../context.js'
import type { OperationCall } from '../operation.js'
import { grantsOf } from '../role-privilege-rows.js'

/** A privilege and its depth, as every operation about privileges shows it (Microsoft: RolePrivilege complex type). */
export interface RolePrivilege {
  readonly Depth: string
  readonly PrivilegeId: string
  readonly BusinessUnitId: string
  readonly PrivilegeName: string
  readonly RecordFilterId: string
  readonly RecordFilterUniqueName: string
}

/** A privilege at a depth as the `RolePrivilege` complex type. */
export function rolePrivilege(privilege: Privilege, depth: string, businessUnitId: string): RolePrivilege {
  return {
    Depth: depth,
    PrivilegeId: privilege.privilegeid,
    BusinessUnitId: businessUnitId,
    PrivilegeName: privilege.name,
    RecordFilterId: EMPTY_GUID,
    RecordFilterUniqueName: '',
  }
}

/** Privileges as somebody holds them. */
export type Held = Pick<EffectivePrivileges, 'grants' | 'implicit' | 'user'>

/** What the roles of some teams give. */
export function heldThrough(context: RequestContext, teams: Iterable<Row>): Held {
  const grants = new Map<string, readonly Grant[]>()
  for (const team of teams) {
    for (const role of teamRolesOf(readerOf(context), context.environment, String(team.teamid))) {
      for (const [privilege, depth] of grantsOf(context, role)) {
        const grant = { depth, businessUnitId: String(team.businessunitid), teamId: null }
        grants.set(privilege.name, [...(grants.get(privilege.name) ?? []), grant])
      }
    }
  }
  return { grants, implicit: false, user: {} }
}

/** Tells the privileges that a parameter names: one or several, by ids or names. */
export function namedBy({ parameters }: OperationCall, parameter: string): (privilege: Privilege) => boolean {
  const value = parameters[parameter]
  const wanted = new Set((Array.isArray(value) ? value : [value]).map((each) => String(each).toLowerCase()))
  return ({ name, privilegeid }) => wanted.has(name.toLowerCase()) || wanted.has(privilegeid)
}

/** What somebody holds: per privilege and business unit the deepest depth. */
export function heldPrivileges(
  { environment }: Pick<RequestContext, 'environment'>,
  held: Held,
  wanted: (privilege: Privilege) => boolean = () => true,
): RolePrivilege[] {
  const shown: RolePrivilege[] = []
  for (const privilege of privilegeCatalog(environment).all) {
    if (!wanted(privilege)) continue
    if (held.implicit) shown.push(rolePrivilege(privilege, 'Global', String(held.user.businessunitid)))
    const byUnit = new Map<string, Grant[]>()
    for (const grant of held.grants.get(privilege.name) ?? []) {
      byUnit.set(grant.businessUnitId, [...(byUnit.get(grant.businessUnitId) ?? []), grant])
    }
    for (const [unit, grants] of byUnit) {
      shown.push(rolePrivilege(privilege, deepest(grants.map((grant) => grant.depth)), unit))
    }
  }
  return shown
}
