import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import { descendantUnits } from './business-units.js'
import type { Environment } from './environment-rows.js'
import type { Depth } from './privilege-catalog.js'
import { copyRole, roleCopyIn } from './role-copies.js'
import { rolePrivileges } from './role-privileges.js'
import { createdStamp } from './row-stamps.js'
import { insertRow, type Row, rowsOf } from './tables.js'

/** The name of the role that may do everything. */
export const SYSTEM_ADMINISTRATOR = 'System Administrator'

export interface NewRole {
  readonly name: string
  /** The root unit unless given. */
  readonly businessunitid?: string
  readonly roleid?: string
  readonly roletemplateid?: string | null
  /** 0 Team privileges only, 1 Direct user access level and team privileges. */
  readonly isinherited?: number
  readonly privileges?: Readonly<Record<string, Depth>>
  readonly all?: Depth
  /** Further columns of the row. */
  readonly columns?: Row
}

/** Makes a role, with a copy in every unit below its own. Throws `roleNameTaken`, `roleNameMissing`. */
export function createRole(transaction: Transaction, environment: Environment, role: NewRole, by?: string): Row {
  const businessunitid = role.businessunitid ?? String(environment.rootBusinessUnitId)
  if (role.name === '') throw new DomainError('roleNameMissing')
  const taken = findRole(transaction, environment, role.name, businessunitid)
  if (taken) throw new DomainError('roleNameTaken', { name: role.name, businessunitid, roleid: taken.roleid })
  const roleid = role.roleid ?? transaction.newGuid()
  const row = insertRow(transaction, environment, 'role', {
    ismanaged: role.roletemplateid !== undefined,
    iscustomizable: true,
    canbedeleted: true,
    componentstate: 0,
    overwritetime: '1900-01-01T00:00:00Z',
    solutionid: DEFAULT_SOLUTION_ID,
    organizationid: environment.organizationId,
    ...createdStamp(transaction, environment, by),
    ...role.columns,
    roleid,
    roleidunique: roleid,
    name: role.name,
    businessunitid,
    parentrootroleid: roleid,
    isinherited: role.isinherited ?? 1,
    ...(role.roletemplateid ? { roletemplateid: role.roletemplateid } : {}),
  })
  const granted = { roleid, all: role.all ?? null, privileges: role.privileges ?? {} }
  transaction.insert(rolePrivileges, granted, environment.id)
  copyBelow(transaction, environment, row)
  return row
}

/** The solution that unmanaged customizations belong to. */
const DEFAULT_SOLUTION_ID = 'fd140aae-4df4-11dd-bd17-0019b9312238'

/** The role of that name (whatever the case) in a business unit, the root unit unless given. */
export function findRole(
  reader: Reader,
  environment: Environment,
  name: string,
  businessunitid: string | null = environment.rootBusinessUnitId,
): Row | undefined {
  for (const role of rowsOf(reader, environment, 'role').find('name', fold(name))) {
    if (role.businessunitid === businessunitid) return role
  }
  return undefined
}

/** True for System Administrator in any business unit. */
export function isSystemAdministratorRole(role: Row): boolean {
  return role.roletemplateid === SYSTEM_ADMINISTRATOR_TEMPLATE
}

/** Template id of System Administrator, the same everywhere. */
export const SYSTEM_ADMINISTRATOR_TEMPLATE = '627090ff-40a3-4053-8790-584edc5be201'

/** Template id of Support User, which nobody gives or takes. */
export const SUPPORT_USER_TEMPLATE = '2d101bb3-5ced-4122-83f1-94d5efde4e3b'

function copyBelow(transaction: Transaction, environment: Environment, root: Row): void {
  const units = rowsOf(transaction, environment, 'businessunit')
  for (const unitId of descendantUnits(transaction, environment, String(root.businessunitid))) {
    if (unitId === root.businessunitid) continue
    const parentUnit = String(units.get(unitId)?.parentbusinessunitid)
    const above = roleCopyIn(transaction, environment, root, parentUnit) ?? root
    copyRole(transaction, environment, above, unitId)
  }
}
