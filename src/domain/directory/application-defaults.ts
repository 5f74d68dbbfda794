import type { Application, AppRole, PermissionScope, ServicePrincipal } from './application-rows.js'

/** What a caller may say about an application; names and nesting are those of the row. */
export type ApplicationChanges = Partial<
  Omit<
    Application,
    | 'id'
    | 'appId'
    | 'createdDateTime'
    | 'createdByAppId'
    | 'passwordCredentials'
    | 'federatedIdentityCredentials'
    | 'ownerIds'
    | 'tokenLifetimePolicyId'
  >
>

/** What only a fixture or the directory itself says about a new application. */
export type ApplicationFacts = Partial<
  Pick<Application, 'id' | 'appId' | 'createdByAppId' | 'ownerIds' | 'passwordCredentials'>
>

/** An application of which nothing has been said. */
export function blankApplication(id: string, appId: string, createdDateTime: string): Application {
  return {
    id,
    appId,
    displayName: '',
    createdDateTime,
    signInAudience: 'AzureADMyOrg',
    identifierUris: [],
    isFallbackPublicClient: null,
    redirectUris: { web: [], spa: [], publicClient: [] },
    requestedAccessTokenVersion: null,
    appRoles: [],
    oauth2PermissionScopes: [],
    passwordCredentials: [],
    keyCredentials: [],
    requiredResourceAccess: [],
    ownerIds: [],
    extra: {},
  }
}

/** What a caller may say about a service principal. */
export type ServicePrincipalChanges = Partial<
  Pick<
    ServicePrincipal,
    | 'accountEnabled'
    | 'displayName'
    | 'appRoleAssignmentRequired'
    | 'keyCredentials'
    | 'replyUrls'
    | 'servicePrincipalNames'
    | 'extra'
  >
>

export type ServicePrincipalFacts = Partial<
  Pick<ServicePrincipal, 'id' | 'createdByAppId' | 'ownerIds' | 'appOwnerOrganizationId'>
>

/** The service principal of an application: it copies what the application declares. */
export function servicePrincipalFor(
  application: Pick<Application, 'appId' | 'displayName' | 'identifierUris' | 'appRoles' | 'oauth2PermissionScopes'>,
  id: string,
  tenant: string,
  createdDateTime: string,
): ServicePrincipal {
  return {
    id,
    appId: application.appId,
    displayName: application.displayName,
    accountEnabled: true,
    appOwnerOrganizationId: tenant,
    appRoleAssignmentRequired: false,
    createdDateTime,
    servicePrincipalType: 'Application',
    servicePrincipalNames: [application.appId, ...application.identifierUris],
    replyUrls: [],
    appRoles: application.appRoles,
    oauth2PermissionScopes: application.oauth2PermissionScopes,
    passwordCredentials: [],
    keyCredentials: [],
    ownerIds: [],
    extra: {},
  }
}

/** An app role with everything that was left out filled in. */
export function appRoleOf(role: Partial<AppRole> & Pick<AppRole, 'id'>): AppRole {
  return {
    id: role.id,
    value: role.value ?? null,
    displayName: role.displayName ?? role.value ?? '',
    description: role.description ?? role.displayName ?? role.value ?? '',
    allowedMemberTypes: role.allowedMemberTypes ?? ['User'],
    isEnabled: role.isEnabled ?? true,
    origin: role.origin ?? 'Application',
  }
}

/** A delegated permission with everything that was left out filled in. */
export function permissionScopeOf(
  scope: Partial<PermissionScope> & Pick<PermissionScope, 'id' | 'value'>,
): PermissionScope {
  return {
    id: scope.id,
    value: scope.value,
    type: scope.type ?? 'User',
    adminConsentDisplayName: scope.adminConsentDisplayName ?? null,
    adminConsentDescription: scope.adminConsentDescription ?? null,
    userConsentDisplayName: scope.userConsentDisplayName ?? null,
    userConsentDescription: scope.userConsentDescription ?? null,
    isEnabled: scope.isEnabled ?? true,
  }
}
