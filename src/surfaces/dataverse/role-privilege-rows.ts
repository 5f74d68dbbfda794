import {
  type Depth,
  depthAmongAll,
  depths,
  type Privilege,
  privilegeCatalog,
  rightBits,
} from '../../domain/dataverse/privilege-catalog.js'
import { privilegesOfRole } from '../../domain/dataverse/role-privileges.js'
import { type Row, rowsOf } from '../../domain/dataverse/tables.js'
import { guidOf } from '../../kernel/guid.js'
import { type RequestContext, readerOf } from './context.js'

/** A privilege as a row of its table. */
export function privilegeRow(privilege: Privilege): Row {
  return {
    privilegeid: privilege.privilegeid,
    privilegerowid: privilege.privilegeid,
    name: privilege.name,
    accessright: rightBits[privilege.right],
    canbebasic: privilege.depths.includes('Basic'),
    canbelocal: privilege.depths.includes('Local'),
    canbedeep: privilege.depths.includes('Deep'),
    canbeglobal: privilege.depths.includes('Global'),
    canbeentityreference: false,
    canbeparententityreference: false,
    componentstate: 0,
    ismanaged: true,
    introducedversion: '5.0.0.0',
    overwritetime: '1900-01-01T00:00:00Z',
    solutionid: 'fd140aad-4df4-11dd-bd17-0019b9312238',
  }
}

/** What a role grants, privilege by privilege. */
export function* grantsOf(context: RequestContext, role: Row): Generator<readonly [Privilege, Depth]> {
  const { all, privileges } = privilegesOfRole(readerOf(context), context.environment, role)
  const catalog = privilegeCatalog(context.environment)
  if (all !== null) for (const privilege of catalog.all) yield [privilege, depthAmongAll(privilege, all)]
  else
    for (const [name, depth] of Object.entries(privileges)) {
      const privilege = catalog.byName(name)
      if (privilege) yield [privilege, depth]
    }
}

/** The privileges of a role, as rows. */
export function* grantedPrivileges(context: RequestContext, role: Row): Generator<Row> {
  for (const [privilege] of grantsOf(context, role)) yield privilegeRow(privilege)
}

/** The roles that grant a privilege. */
export function* rolesWithPrivilege(context: RequestContext, privilege: Row): Generator<Row> {
  for (const role of rowsOf(readerOf(context), context.environment, 'role').rows()) {
    const { all, privileges } = privilegesOfRole(readerOf(context), context.environment, role)
    if (all !== null || privileges[String(privilege.name)] !== undefined) yield role
  }
}

/** The rows of the intersect table between roles and privileges. */
export function* rolePrivilegeRows(context: RequestContext): Generator<Row> {
  for (const role of rowsOf(readerOf(context), context.environment, 'role').rows()) {
    for (const [privilege, depth] of grantsOf(context, role)) {
      yield {
        roleprivilegeid: guidOf(`roleprivileges/${role.roleid}/${privilege.privilegeid}`),
        roleid: role.roleid ?? null,
        privilegeid: privilege.privilegeid,
        privilegedepthmask: 2 ** depths.indexOf(depth),
        componentstate: 0,
        ismanaged: true,
        canbedeleted: true,
        overwritetime: '1900-01-01T00:00:00Z',
        solutionid: 'fd140aad-4df4-11dd-bd17-0019b9312238',
      }
    }
  }
}
