import type { AssignedLicense } from './user-rows.js'

/** A group as the directory keeps it. Property names are Graph's. */
export interface Group {
  readonly id: string
  readonly displayName: string
  readonly description: string | null
  readonly classification: string | null
  readonly createdDateTime: string
  readonly createdByAppId: string | null
  /** The user without a role who made it. */
  readonly createdOnBehalfOfId?: string
  readonly groupTypes: readonly string[]
  readonly mailEnabled: boolean
  readonly securityEnabled: boolean
  readonly mailNickname: string
  readonly mail: string | null
  readonly proxyAddresses: readonly string[]
  readonly isAssignableToRole: boolean | null
  readonly membershipRule: string | null
  readonly membershipRuleProcessingState: string | null
  readonly preferredDataLocation: string | null
  readonly preferredLanguage: string | null
  readonly renewedDateTime: string
  readonly resourceBehaviorOptions: readonly string[]
  readonly resourceProvisioningOptions: readonly string[]
  readonly theme: string | null
  readonly uniqueName: string | null
  readonly visibility: string | null
  readonly assignedLicenses: readonly AssignedLicense[]
  readonly onPremisesSyncEnabled: boolean | null
  /** Directory or schema extension values, by their Graph name. */
  readonly extra: Readonly<Record<string, unknown>>
}

export type PrincipalType = 'user' | 'group' | 'servicePrincipal' | 'device' | 'orgContact'

/** Somebody's membership in, or ownership of, a group. */
export interface GroupLink {
  readonly kind: 'member' | 'owner'
  readonly groupId: string
  readonly principalId: string
  readonly principalType: PrincipalType
}

/** Who may write to a Microsoft 365 group, or may not. */
export interface GroupSender {
  readonly kind: 'accepted' | 'rejected'
  readonly groupId: string
  readonly senderId: string
}
