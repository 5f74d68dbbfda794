import type { Reader, Transaction } from '../../store/transaction.js'
import type { Environment } from './environment-rows.js'
import type { Row } from './tables.js'

/**
 * What Dataverse asks of the directory, which it does not know itself. Whoever puts the house together answers:
 * the link between both is an id.
 */
export interface DirectoryLink {
  /** The app registration or service principal behind an application id. */
  application(reader: Reader, applicationId: string): DirectoryApplication | undefined
  /** A live directory user by object id or user principal name. */
  user(reader: Reader, key: { readonly objectId?: string; readonly userPrincipalName?: string }): string | undefined
  /** Adds a directory user to the environment as its rules allow; throws why not. */
  addUser(transaction: Transaction, environment: Environment, objectId: string): Row
  /** True for a user who administers the tenant (Global, Power Platform or Dynamics 365 administrator). */
  isTenantAdministrator(reader: Reader, objectId: string): boolean
  /** True for a direct member of a group. */
  isGroupMember(reader: Reader, groupId: string, userId: string): boolean
  /** True for a group that a team can stand for. */
  hasGroup(reader: Reader, objectId: string): boolean
}

export interface DirectoryApplication {
  /** Object id of the service principal. */
  readonly objectId: string
  readonly displayName: string
  readonly uri: string | null
  /** The tenant's default domain, for the user name. */
  readonly domain: string
}
