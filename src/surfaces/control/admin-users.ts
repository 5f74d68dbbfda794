import type { Actor, Transaction } from '../../domain/access.js'
import {
  type AccountForm,
  addAccount,
  giveTemporaryPassword,
  mailCredentials,
} from '../../domain/directory/add-account.js'
import { findUser } from '../../domain/directory/find-principal.js'
import { organizationOf } from '../../domain/directory/organization.js'
import { changePasswordAtSignIn } from '../../domain/tokens/change-password-at-sign-in.js'
import { findBySignInName } from '../../domain/tokens/sign-in.js'
import { refusingAccounts } from './account-refusals.js'
import { notFound } from './control-refused.js'
import type { ControlRooms } from './rooms.js'
import { requireTenant } from './tenants.js'

/** Whether the credentials are mailed, in clear text, and to whom; to the user unless somebody is named. */
export interface MailOptions {
  readonly sendEmail?: boolean
  readonly sendTo?: readonly string[]
}

/** The form in which an admin center adds a user: properties by their Graph names beside the fields of the form. */
export interface NewAdminUser extends MailOptions, Omit<AccountForm, 'properties'>, AccountProperties {
  /** The first tenant unless given; for a customer the first external one. */
  readonly tenantId?: string
}

type AccountProperties = { readonly displayName: string } & AccountForm['properties']

/** Shown this once: nobody can read the password again. */
export interface CredentialsInfo {
  readonly id: string
  readonly tenantId: string
  readonly displayName: string | null
  readonly userPrincipalName: string
  readonly signInName: string
  readonly password: string
}

export interface PasswordReset extends MailOptions {
  readonly tenantId?: string
}

export interface PasswordChange {
  readonly tenantId?: string
  readonly currentPassword: string
  readonly newPassword: string
}

const ADMIN_CENTER: Actor = Object.freeze({ kind: 'control', id: 'adminCenter' })

/** The form "Add a user" of the admin centers. Throws `ControlRefused`. */
export async function addAdminUser(rooms: ControlRooms, form: NewAdminUser): Promise<CredentialsInfo> {
  const { tenantId, kind, email, userName, password, forceChangePasswordNextSignIn, licenses, ...rest } = form
  const { sendEmail, sendTo, ...properties } = rest
  const account = { kind, email, userName, password, forceChangePasswordNextSignIn, licenses, properties }
  const tenant = tenantId === undefined ? usualTenant(rooms, kind) : requireTenant(rooms.access, tenantId, '/tenantId')
  return handOut(rooms, tenant, { sendEmail, sendTo }, (transaction) => addAccount(transaction, account))
}

/** The button "Reset password" of the admin centers. Throws `ControlRefused`. */
export async function resetAdminUserPassword(
  rooms: ControlRooms,
  id: string,
  request: PasswordReset,
): Promise<CredentialsInfo> {
  const tenant = tenantOfUser(rooms, id, request.tenantId)
  return handOut(rooms, tenant, request, (transaction) => {
    const user = findUser(transaction, id) ?? findBySignInName(transaction, id)
    return giveTemporaryPassword(transaction, user?.id ?? id)
  })
}

/** What a user does whom the sign-in asks for a new password. Throws `ControlRefused`. */
export async function changePassword(rooms: ControlRooms, id: string, change: PasswordChange): Promise<void> {
  const tenant = tenantOfUser(rooms, id, change.tenantId)
  refusingAccounts(() =>
    rooms.access.write(tenant, { kind: 'user', id }, (transaction) =>
      changePasswordAtSignIn(transaction, id, change.currentPassword, change.newPassword),
    ),
  )
  await finishWriting(rooms)
}

async function handOut(
  rooms: ControlRooms,
  tenantId: string,
  { sendEmail, sendTo }: MailOptions,
  work: (transaction: Transaction) => ReturnType<typeof addAccount>,
): Promise<CredentialsInfo> {
  const { user, signInName, password } = refusingAccounts(() =>
    rooms.access.write(tenantId, ADMIN_CENTER, (transaction) => {
      const credentials = work(transaction)
      if (sendEmail) mailCredentials(transaction, credentials, sendTo)
      return credentials
    }),
  )
  await finishWriting(rooms)
  const { id, displayName, userPrincipalName } = user
  return { id, tenantId, displayName, userPrincipalName, signInName, password }
}

/** What a request of the control plane wrote is followed up as a request's of any other door is. */
async function finishWriting({ provisioning, store }: ControlRooms): Promise<void> {
  await provisioning.settle()
  await store.durable()
}

/** Customers belong into the first external tenant where nobody names one. */
function usualTenant({ access }: ControlRooms, kind: AccountForm['kind']): string {
  const tenants = access.tenants()
  const external = tenants.find((tenant) => organizationOf(access.read(tenant)).kind === 'external')
  return (kind === 'customer' ? external : undefined) ?? tenants[0] ?? ''
}

/** The tenant that is named, or the first that has the user. Throws `ControlRefused`. */
function tenantOfUser({ access }: ControlRooms, id: string, tenantId: string | undefined): string {
  const tenants = tenantId === undefined ? access.tenants() : [requireTenant(access, tenantId, '/tenantId')]
  const found = tenants.find((tenant) => {
    const reader = access.read(tenant)
    return (findUser(reader, id) ?? findBySignInName(reader, id)) !== undefined
  })
  if (found === undefined) throw notFound(`There is no user "${id}"; GET /_emulator/info lists those of the fixture.`)
  return found
}
