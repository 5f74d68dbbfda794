import type { EffectivePrivileges, Grant } from '../../../domain/dataverse/effective-privileges.js'
import { deepest } from '../../../domain/dataverse/effective-privileges.js'
import { type Privilege, privilegeCatalog } from '../../../domain/dataverse/privilege-catalog.js'
import { EMPTY_GUID } from '../../../kernel/guid.js'
import type { RequestContext } from '../context.js'

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

/** What somebody holds: per privilege and business unit the deepest depth. */
export function heldPrivileges(
  { environment }: Pick<RequestContext, 'environment'>,
  held: Pick<EffectivePrivileges, 'grants' | 'implicit' | 'user'>,
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
