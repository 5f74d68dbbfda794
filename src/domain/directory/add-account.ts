import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import { assignLicense } from './assign-license.js'
import { createUser } from './create-user.js'
import { getUser } from './find-principal.js'
import { initialDomain, organizationOf } from './organization.js'
import { postMail } from './outbox.js'
import { generatePassword } from './password.js'
import { subscriptions } from './tables.js'
import { resetPassword } from './update-user.js'
import type { UserChanges } from './user-changes.js'
import { isLocalIdentity } from './user-identities.js'
import type { ObjectIdentity, User } from './user-rows.js'

/** What the "add user" form of an admin center is filled in with. */
export interface AccountForm {
  /** An account of the organization, or (external tenants only) one of a customer. */
  readonly kind: 'member' | 'customer'
  /** Properties by their Graph names. A member needs `userPrincipalName`, a customer `email`, `userName` or `identities`. */
  readonly properties: Omit<UserChanges, 'passwordProfile'>
  /** The address that a customer signs in with. */
  readonly email?: string | undefined
  /** The name that a customer signs in with. */
  readonly userName?: string | undefined
  /** Left out, a password is generated. */
  readonly password?: string | undefined
  /** True unless said otherwise. */
  readonly forceChangePasswordNextSignIn?: boolean | undefined
  /** SKU ids or part numbers; they need a usage location. */
  readonly licenses?: readonly string[] | undefined
}

/** An account with the password it starts with, which nobody can read again. */
export interface Credentials {
  readonly user: User
  /** What the user signs in with. */
  readonly signInName: string
  readonly password: string
}

/**
 * Adds an account as the admin centers do (Microsoft 365 admin center: Add users; Microsoft Entra External ID: Manage
 * customer accounts): the password is generated and has to be changed at the first sign-in.
 * Throws `customerInWorkforceTenant`, `valueRequired` and what `createUser` and `assignLicense` throw.
 */
export function addAccount(transaction: Transaction, form: AccountForm): Credentials {
  const password = form.password ?? generatePassword(transaction)
  const properties = form.kind === 'customer' ? customerProperties(transaction, form) : memberProperties(form)
  const passwordProfile = { password, forceChangePasswordNextSignIn: form.forceChangePasswordNextSignIn ?? true }
  const { id } = createUser(transaction, { accountEnabled: true, ...properties, passwordProfile })
  const addLicenses = (form.licenses ?? []).map((sku) => ({ skuId: skuIdOf(transaction, sku), disabledPlans: [] }))
  if (addLicenses.length > 0) assignLicense(transaction, id, { addLicenses, removeLicenses: [] })
  return credentialsOf(getUser(transaction, id), password)
}

/**
 * Gives a user a temporary password as an administrator does: it never expires by itself, works once, and has to be
 * changed at the next sign-in. Throws `notFound`.
 */
export function giveTemporaryPassword(transaction: Transaction, id: string): Credentials {
  const password = generatePassword(transaction)
  return credentialsOf(resetPassword(transaction, id, password), password)
}

/** Mails credentials in clear text, as the admin centers do when asked to; `to` is the user where nobody is named. */
export function mailCredentials(
  transaction: Transaction,
  { user, signInName, password }: Credentials,
  to: readonly string[] | undefined,
): void {
  postMail(transaction, {
    kind: 'credentials',
    to: to ?? [user.mail ?? signInName],
    subject: `Account information for ${user.displayName}`,
    text: `User name: ${signInName}\nTemporary password: ${password}`,
  })
}

function memberProperties({ properties }: AccountForm): UserChanges {
  const name = properties.userPrincipalName
  if (!name) throw new DomainError('valueRequired', { property: 'userPrincipalName', resource: 'User' })
  const at = name.lastIndexOf('@')
  return { mailNickname: at > 0 ? name.slice(0, at) : name, ...properties }
}

function customerProperties(transaction: Transaction, form: AccountForm): UserChanges {
  const organization = organizationOf(transaction)
  if (organization.kind !== 'external') throw new DomainError('customerInWorkforceTenant')
  const issuer = initialDomain(organization)
  const identities = [
    ...(form.properties.identities ?? []).map((identity) => ({ ...identity, issuer: identity.issuer ?? issuer })),
    ...identityOf('emailAddress', issuer, form.email),
    ...identityOf('userName', issuer, form.userName),
  ]
  if (identities.length === 0) throw new DomainError('valueRequired', { property: 'identities', resource: 'User' })
  return { passwordPolicies: 'DisablePasswordExpiration', ...form.properties, identities }
}

function identityOf(signInType: string, issuer: string, name: string | undefined): readonly ObjectIdentity[] {
  return name === undefined ? [] : [{ signInType, issuer, issuerAssignedId: name }]
}

function skuIdOf(transaction: Transaction, sku: string): string {
  for (const { skuId, skuPartNumber } of transaction.table(subscriptions).rows())
    if (sku === skuPartNumber) return skuId
  return sku
}

function credentialsOf(user: User, password: string): Credentials {
  const local = user.identities.find(isLocalIdentity)
  return { user, password, signInName: local?.issuerAssignedId ?? user.userPrincipalName }
}
