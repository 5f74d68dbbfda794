import { DomainError } from '../../kernel/errors.js'
import { deepFreeze } from '../../kernel/freeze.js'
import { defineTable } from '../../store/table-definition.js'
import type { Reader, Transaction } from '../access.js'

/** What members may do without any role, by switches. */
export interface DefaultUserRolePermissions {
  readonly allowedToCreateApps: boolean
  readonly allowedToCreateSecurityGroups: boolean
  readonly allowedToCreateTenants: boolean
  readonly allowedToReadBitlockerKeysForOwnedDevice: boolean
  readonly allowedToReadOtherUsers: boolean
  readonly permissionGrantPoliciesAssigned: readonly string[]
}

/** Who may invite guests. */
export type InvitersAllowed = 'none' | 'adminsAndGuestInviters' | 'adminsGuestInvitersAndAllMembers' | 'everyone'

/** What people may do who hold no role (Microsoft Graph: authorizationPolicy resource type). */
export interface AuthorizationPolicy {
  readonly id: string
  readonly displayName: string
  readonly description: string
  readonly allowInvitesFrom: InvitersAllowed
  readonly allowedToSignUpEmailBasedSubscriptions: boolean
  readonly allowedToUseSSPR: boolean
  readonly allowEmailVerifiedUsersToJoinOrganization: boolean
  readonly allowUserConsentForRiskyApps: boolean | null
  readonly blockMsolPowerShell: boolean | null
  readonly guestUserRoleId: string
  readonly defaultUserRolePermissions: DefaultUserRolePermissions
}

/** What a caller may say about the policy. */
export type AuthorizationPolicyChanges = {
  readonly [Name in Exclude<keyof AuthorizationPolicy, 'id' | 'defaultUserRolePermissions'>]?: AuthorizationPolicy[Name]
} & { readonly defaultUserRolePermissions?: Partial<DefaultUserRolePermissions> }

/** The roles that guests can have, by template id: that of members, the usual one, and the one that sees next to nothing. */
export const GUEST_ROLES = {
  'a0b1b346-4d3e-4e8b-98f8-753987be4970': 'member',
  '10dae51f-b6af-4016-8d66-8c2a99b929b3': 'guest',
  '2af84b1e-32c8-42b7-82bc-daa82404023b': 'restrictedGuest',
} as const

/** How much somebody without a role counts in a tenant. */
export type Standing = (typeof GUEST_ROLES)[keyof typeof GUEST_ROLES]

const ID = 'authorizationPolicy'

/** At most one row: a tenant whose policy nobody has changed keeps none. */
export const authorizationPolicies = defineTable<AuthorizationPolicy>({
  name: 'authorizationPolicies',
  id: (policy) => policy.id,
  indexes: {},
})

const UNCHANGED: AuthorizationPolicy = deepFreeze({
  id: ID,
  displayName: 'Authorization Policy',
  description: 'Used to manage authorization related settings across the company.',
  allowInvitesFrom: 'everyone',
  allowedToSignUpEmailBasedSubscriptions: true,
  allowedToUseSSPR: true,
  allowEmailVerifiedUsersToJoinOrganization: false,
  allowUserConsentForRiskyApps: null,
  blockMsolPowerShell: false,
  guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
  defaultUserRolePermissions: {
    allowedToCreateApps: true,
    allowedToCreateSecurityGroups: true,
    allowedToCreateTenants: true,
    allowedToReadBitlockerKeysForOwnedDevice: true,
    allowedToReadOtherUsers: true,
    permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy'],
  },
})

/** The policy of a tenant; every tenant has one. */
export function authorizationPolicyOf(reader: Reader): AuthorizationPolicy {
  return reader.table(authorizationPolicies).get(ID) ?? UNCHANGED
}

/** Changes what is mentioned, switch by switch (Microsoft Graph: Update authorizationPolicy). Throws `invalidValue`. */
export function updateAuthorizationPolicy(
  transaction: Transaction,
  { defaultUserRolePermissions, ...changes }: AuthorizationPolicyChanges,
): AuthorizationPolicy {
  const before = authorizationPolicyOf(transaction)
  const policy = {
    ...before,
    ...changes,
    guestUserRoleId: (changes.guestUserRoleId ?? before.guestUserRoleId).toLowerCase(),
    defaultUserRolePermissions: { ...before.defaultUserRolePermissions, ...defaultUserRolePermissions },
  }
  if (!(policy.guestUserRoleId in GUEST_ROLES)) {
    throw new DomainError('invalidValue', { property: 'guestUserRoleId', resource: 'AuthorizationPolicy' })
  }
  if (transaction.table(authorizationPolicies).has(ID)) return transaction.replace(authorizationPolicies, policy)
  return transaction.insert(authorizationPolicies, policy)
}

/** How much a user without a role counts, by the user's type and what the policy says of guests. */
export function standingOf({ guestUserRoleId }: AuthorizationPolicy, userType: string | null | undefined): Standing {
  return userType === 'Guest' ? GUEST_ROLES[guestUserRoleId as keyof typeof GUEST_ROLES] : 'member'
}
