export interface PasswordCredential {
  readonly keyId: string
  readonly displayName: string | null
  readonly hint: string
  readonly startDateTime: string
  readonly endDateTime: string
  readonly salt: string
  readonly hash: string
}

export interface KeyCredential {
  readonly keyId: string
  readonly displayName: string | null
  readonly type: string
  readonly usage: string
  /** Base64 of the DER certificate. */
  readonly key: string
  readonly customKeyIdentifier: string | null
  readonly startDateTime: string
  readonly endDateTime: string
}

/** Whose tokens an app takes for its own credential (Microsoft Graph: federatedIdentityCredential). */
export interface FederatedIdentityCredential {
  readonly id: string
  readonly name: string
  readonly issuer: string
  readonly subject: string
  /** Exactly one. */
  readonly audiences: readonly string[]
  readonly description: string | null
}

export interface AppRole {
  readonly id: string
  readonly value: string | null
  readonly displayName: string
  readonly description: string
  readonly allowedMemberTypes: readonly string[]
  readonly isEnabled: boolean
  readonly origin: string
}

export interface PermissionScope {
  readonly id: string
  readonly value: string
  readonly type: 'User' | 'Admin'
  readonly adminConsentDisplayName: string | null
  readonly adminConsentDescription: string | null
  readonly userConsentDisplayName: string | null
  readonly userConsentDescription: string | null
  readonly isEnabled: boolean
}

/** An app registration. What the token service needs is typed; the rest of Graph's properties stand in `extra`. */
export interface Application {
  readonly id: string
  readonly appId: string
  readonly displayName: string
  readonly createdDateTime: string
  /** App id of the app through which it was made. */
  readonly createdByAppId?: string | null
  readonly signInAudience: string
  readonly identifierUris: readonly string[]
  readonly isFallbackPublicClient: boolean | null
  readonly redirectUris: {
    readonly web: readonly string[]
    readonly spa: readonly string[]
    readonly publicClient: readonly string[]
  }
  readonly requestedAccessTokenVersion: number | null
  readonly appRoles: readonly AppRole[]
  readonly oauth2PermissionScopes: readonly PermissionScope[]
  readonly passwordCredentials: readonly PasswordCredential[]
  readonly keyCredentials: readonly KeyCredential[]
  readonly federatedIdentityCredentials?: readonly FederatedIdentityCredential[]
  readonly requiredResourceAccess: readonly {
    readonly resourceAppId: string
    readonly resourceAccess: readonly { readonly id: string; readonly type: 'Scope' | 'Role' }[]
  }[]
  readonly ownerIds: readonly string[]
  readonly tokenLifetimePolicyId?: string | null
  readonly extra: Readonly<Record<string, unknown>>
}

/** How much harm a delegated permission can do (Microsoft Graph: delegatedPermissionClassification). */
export interface PermissionClassification {
  readonly id: string
  readonly permissionId: string
  readonly permissionName: string
  readonly classification: string
}

/** An app's presence in the tenant: who signs in app-only, and whom permissions are granted to and by. */
export interface ServicePrincipal {
  readonly id: string
  readonly appId: string
  readonly displayName: string
  readonly accountEnabled: boolean
  readonly appOwnerOrganizationId: string | null
  readonly appRoleAssignmentRequired: boolean
  readonly createdDateTime: string
  /** App id of the app through which it was made. */
  readonly createdByAppId?: string | null
  readonly servicePrincipalType: string
  /** The app id and every identifier URI. */
  readonly servicePrincipalNames: readonly string[]
  readonly replyUrls: readonly string[]
  readonly appRoles: readonly AppRole[]
  readonly oauth2PermissionScopes: readonly PermissionScope[]
  readonly passwordCredentials: readonly PasswordCredential[]
  readonly keyCredentials: readonly KeyCredential[]
  readonly ownerIds: readonly string[]
  readonly delegatedPermissionClassifications?: readonly PermissionClassification[]
  readonly tokenLifetimePolicyId?: string | null
  readonly extra: Readonly<Record<string, unknown>>
}

export interface AppRoleAssignment {
  readonly id: string
  readonly principalId: string
  readonly principalType: 'User' | 'Group' | 'ServicePrincipal'
  readonly principalDisplayName: string
  /** Object id of the resource's service principal. */
  readonly resourceId: string
  readonly resourceDisplayName: string
  readonly appRoleId: string
  readonly createdDateTime: string
}

export interface OAuth2PermissionGrant {
  readonly id: string
  /** Object id of the client's service principal. */
  readonly clientId: string
  readonly consentType: 'AllPrincipals' | 'Principal'
  readonly principalId: string | null
  readonly resourceId: string
  /** Space-separated scope values. */
  readonly scope: string
}
