import type { Application, AppRoleAssignment, OAuth2PermissionGrant, ServicePrincipal } from './application-rows.js'
import type { Group, GroupLink } from './group-rows.js'
import type { User } from './user-rows.js'

/** A directory role held by a user, a service principal or a role-assignable group. */
export interface RoleAssignment {
  readonly id: string
  readonly principalId: string
  /** Template id of a built-in role, or id of a custom one. */
  readonly roleDefinitionId: string
  /** `/` for the whole tenant. */
  readonly directoryScopeId: string
}

/** When a role assignment ends by itself. */
export interface RoleSchedule {
  /** Id of the role assignment. */
  readonly id: string
  readonly principalId: string
  readonly endDateTime: string
}

/** A built-in role that is switched on in the tenant; the older model lists only those. */
export interface ActivatedRole {
  readonly roleTemplateId: string
}

/** A custom role. */
export interface RoleDefinition {
  readonly id: string
  readonly displayName: string
  readonly description: string | null
  readonly isEnabled: boolean
  readonly templateId: string
  readonly version: string | null
  readonly rolePermissions: readonly {
    readonly allowedResourceActions: readonly string[]
    readonly condition: string | null
  }[]
}

/** A part of the tenant that roles can be limited to. */
export interface AdministrativeUnit {
  readonly id: string
  readonly displayName: string
  readonly description: string | null
  readonly visibility: string | null
  readonly membershipType: string | null
  readonly membershipRule: string | null
  readonly membershipRuleProcessingState: string | null
  readonly isMemberManagementRestricted: boolean
  /** Directory or schema extension values, by their Graph name. */
  readonly extra?: Readonly<Record<string, unknown>>
}

export interface AdministrativeUnitMember {
  readonly unitId: string
  readonly memberId: string
}

/** How long tokens are good. */
export interface TokenLifetimePolicy {
  readonly id: string
  readonly displayName: string
  readonly description: string | null
  /** One text of JSON. */
  readonly definition: readonly string[]
  readonly isOrganizationDefault: boolean
}

/** What the tenant bought of one SKU. */
export interface Subscription {
  readonly skuId: string
  readonly skuPartNumber: string
  readonly enabled: number
  readonly warning: number
  readonly suspended: number
  readonly lockedOut: number
  readonly subscriptionIds: readonly string[]
}

/** A deleted object with everything a restore brings back. Kept for 30 days of the emulator's clock. */
export type DeletedItem = {
  readonly id: string
  readonly deletedDateTime: string
  /** Links, role assignments and grants that come back unless the other side is gone. */
  readonly links: readonly GroupLink[]
  readonly roleAssignments: readonly RoleAssignment[]
  readonly appRoleAssignments: readonly AppRoleAssignment[]
  readonly grants: readonly OAuth2PermissionGrant[]
} & (
  | {
      readonly kind: 'user' /** As it was: UPN not mangled. */
      readonly object: User
      readonly reportIds: readonly string[]
    }
  | { readonly kind: 'group'; readonly object: Group }
  | { readonly kind: 'application'; readonly object: Application }
  | { readonly kind: 'servicePrincipal'; readonly object: ServicePrincipal }
  | {
      readonly kind: 'administrativeUnit' /** Its role assignments are those that were limited to it. */
      readonly object: AdministrativeUnit
      readonly memberIds: readonly string[]
    }
)

/** A domain of the tenant. */
export interface Domain {
  readonly name: string
  readonly isDefault: boolean
  readonly isInitial: boolean
  readonly type: 'Managed' | 'Federated'
  /** False until ownership is proven; absent for verified ones. */
  readonly isVerified?: false
  /** False for a subdomain that was verified by its root; absent for roots. */
  readonly isRoot?: false
  /** What it is used for; absent until somebody says so: mail and Teams. */
  readonly supportedServices?: readonly string[]
  readonly passwordValidityPeriodInDays?: number
  readonly passwordNotificationWindowInDays?: number
}

/** The tenant. */
export interface Organization {
  /** The tenant id. */
  readonly id: string
  /** The fixture's key of the tenant. */
  readonly key: string
  readonly kind: 'workforce' | 'external'
  readonly displayName: string
  readonly createdDateTime: string
  readonly countryLetterCode: string | null
  readonly defaultUsageLocation: string | null
  readonly verifiedDomains: readonly Domain[]
  /** Domains that nobody may use yet. */
  readonly unverifiedDomains?: readonly Domain[]
  /** A tenant-level Marketing license: section 0.5 of the provisioning rules. */
  readonly marketingLicense: boolean
  /** What the fixture named, with the ids it was given: at most 1,000 users and groups each. */
  readonly named: NamedByFixture
  /** How many objects the directory may hold where that is more than others get. */
  readonly raisedQuota?: number
  readonly extra: Readonly<Record<string, unknown>>
}

export interface NamedByFixture {
  readonly apps: readonly {
    readonly key: string
    readonly clientId: string
    readonly objectId: string
    readonly servicePrincipalId: string
    readonly clientSecret: string | null
    readonly displayName: string
    readonly purpose: string | null
  }[]
  readonly users: readonly {
    readonly key: string
    readonly id: string
    readonly userPrincipalName: string
    readonly password: string | null
    readonly purpose: string | null
  }[]
  readonly groups: readonly { readonly key: string; readonly id: string; readonly displayName: string }[]
}

/** Settings of a Microsoft 365 group, or, without one, of the tenant. */
export interface GroupSetting {
  readonly id: string
  readonly groupId: string | null
  readonly templateId: string
  /** One for each that the template declares. */
  readonly values: readonly SettingValue[]
}

export interface SettingValue {
  readonly name: string
  readonly value: string
}
