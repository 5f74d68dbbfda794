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
  /** What `azurestate` should be: 0 there (blocked or not), 1 deleted, 2 gone for good or never seen. */
  azureState(reader: Reader, objectId: string): number
  /** A live directory user by object id or user principal name. */
  user(reader: Reader, key: { readonly objectId?: string; readonly userPrincipalName?: string }): string | undefined
  /** Adds a directory user to the environment as its rules allow; throws why not. */
  addUser(transaction: Transaction, environment: Environment, objectId: string): Row
  /** True for a user who administers the tenant (Global, Power Platform or Dynamics 365 administrator). */
  isTenantAdministrator(reader: Reader, objectId: string): boolean
  /** True for a direct member of a group. */
  isGroupMember(reader: Reader, groupId: string, userId: string): boolean
  /** What kind of group that is, if it is there. */
  groupKind(reader: Reader, objectId: string): DirectoryGroupKind | undefined
  /** Sends a mail. */
  postMail(transaction: Transaction, mail: OutgoingMail): void
}

/** A mail about a user of an environment. */
export interface OutgoingMail {
  readonly kind: 'invitation' | 'invitation.required'
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
}

/** A team can stand for a security group or a Microsoft 365 group, but not for a group whose members are devices. */
export type DirectoryGroupKind = 'security' | 'microsoft365' | 'devices'

export interface DirectoryApplication {
  readonly appId: string
  /** Object id of the service principal; null for an app registration without one. */
  readonly objectId: string | null
  readonly displayName: string
  readonly uri: string | null
  /** The tenant's default domain, for the user name. */
  readonly domain: string
}
