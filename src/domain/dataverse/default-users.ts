import { EMPTY_GUID } from '../../kernel/guid.js'
import type { Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import { furtherApplications, type PlatformApplication, usualApplications } from './platform-applications.js'
import { linkRoleToUser } from './role-assignments.js'
import { findRole, SYSTEM_ADMINISTRATOR } from './roles.js'
import { createdStamp } from './row-stamps.js'
import { accessModes, initialId } from './special-users.js'
import { createSystemuser } from './systemusers.js'
import { insertRow, type Row } from './tables.js'

/** Users of Microsoft's own that administrators see in every environment. */
const serviceUsers = [
  { key: 'support', domainname: 'crmoln@microsoft.com', lastname: 'Support User', accessmode: accessModes.support },
  {
    key: 'delegatedAdmin',
    domainname: 'crmoln2@microsoft.com',
    lastname: 'Delegated Admin',
    accessmode: accessModes.delegatedAdmin,
  },
] as const

const rolesOfServiceUsers = { support: 'Support User', delegatedAdmin: SYSTEM_ADMINISTRATOR } as const

/** The rows that every new environment with a database holds before anybody is added. */
export function createDefaultUsers(transaction: Transaction, environment: Environment): void {
  createInternalUser(transaction, environment, 'SYSTEM', false)
  createInternalUser(transaction, environment, 'INTEGRATION', true)
  for (const { key, ...columns } of serviceUsers) {
    const user = createSystemuser(transaction, environment, {
      ...columns,
      systemuserid: initialId(environment, 'systemuser', key),
      internalemailaddress: columns.domainname,
      issyncwithdirectory: false,
    })
    giveRole(transaction, environment, user, rolesOfServiceUsers[key])
  }
  const all = environment.settings['seed.systemApplicationUsers'] === 'full'
  for (const each of usualApplications) createPlatformUser(transaction, environment, each)
  if (all) for (const each of furtherApplications) createPlatformUser(transaction, environment, each)
}

function createPlatformUser(
  transaction: Transaction,
  environment: Environment,
  { name, domainname, roles }: PlatformApplication,
): void {
  const user = createSystemuser(transaction, environment, {
    systemuserid: initialId(environment, 'systemuser', name),
    applicationid: initialId({ id: EMPTY_GUID }, 'application', name),
    firstname: '#',
    lastname: name,
    domainname,
    internalemailaddress: domainname,
    accessmode: accessModes.nonInteractive,
    issyncwithdirectory: false,
  })
  for (const role of roles) giveRole(transaction, environment, user, role)
}

/** SYSTEM and INTEGRATION have no settings and no teams, and nobody signs in as them. */
function createInternalUser(
  transaction: Transaction,
  environment: Environment,
  name: string,
  isintegrationuser: boolean,
): void {
  insertRow(transaction, environment, 'systemuser', {
    systemuserid: initialId(environment, 'systemuser', name),
    lastname: name,
    fullname: name,
    domainname: '',
    accessmode: accessModes.support,
    isintegrationuser,
    isdisabled: false,
    islicensed: false,
    issyncwithdirectory: false,
    azurestate: 0,
    deletedstate: 0,
    setupuser: false,
    businessunitid: environment.rootBusinessUnitId,
    organizationid: environment.organizationId,
    ...createdStamp(transaction, environment),
  })
}

function giveRole(transaction: Transaction, environment: Environment, user: Row, name: string): void {
  const role = findRole(transaction, environment, name)
  if (role) linkRoleToUser(transaction, environment, String(user.systemuserid), String(role.roleid))
}
