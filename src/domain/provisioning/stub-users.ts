import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { linkRoleToUser } from '../dataverse/role-assignments.js'
import { findRole } from '../dataverse/roles.js'
import { accessModes } from '../dataverse/special-users.js'
import { createSystemuser } from '../dataverse/systemusers.js'
import type { Row } from '../dataverse/tables.js'

/** The columns of a placeholder for somebody whom an import names and nobody knows (Power Platform: Stub users). */
export function stubColumns(domainname: string): Row {
  return {
    domainname,
    lastname: domainname,
    internalemailaddress: domainname,
    accessmode: accessModes.readWrite,
    isdisabled: true,
    islicensed: false,
    issyncwithdirectory: false,
  }
}

/** The role that a placeholder gets although it is disabled. */
export function defaultRoleOfStubs({ dynamicsApps }: Pick<Environment, 'dynamicsApps'>): string {
  return dynamicsApps.includes('Sales') ? 'Salesperson' : 'Basic User'
}

/** Makes a stub with its default role. Throws `stubRoleMissing` where the environment has lost that role. */
export function createStub(transaction: Transaction, environment: Environment, domainname: string): Row {
  const name = defaultRoleOfStubs(environment)
  const role = findRole(transaction, environment, name)
  if (!role) throw new DomainError('stubRoleMissing', { role: name })
  const stub = createSystemuser(transaction, environment, stubColumns(domainname))
  linkRoleToUser(transaction, environment, String(stub.systemuserid), String(role.roleid))
  return stub
}
