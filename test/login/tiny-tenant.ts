import type { Environment } from '../../src/domain/dataverse/environment-rows.js'
import { environments } from '../../src/domain/dataverse/tables.js'
import type {
  Application,
  AppRole,
  PasswordCredential,
  PermissionScope,
  ServicePrincipal,
} from '../../src/domain/directory/application-rows.js'
import { hashPassword } from '../../src/domain/directory/password.js'
import {
  applications,
  appRoleAssignments,
  oauth2PermissionGrants,
  organizations,
  servicePrincipals,
  users,
} from '../../src/domain/directory/tables.js'
import type { Organization } from '../../src/domain/directory/tenant-rows.js'
import { blankUser } from '../../src/domain/directory/user-changes.js'
import type { Password, User } from '../../src/domain/directory/user-rows.js'
import { EmulatorClock } from '../../src/kernel/clock.js'
import { guidOf } from '../../src/kernel/guid.js'
import { formatInstant } from '../../src/kernel/instant.js'
import { SYSTEM } from '../../src/store/commit.js'
import { Store } from '../../src/store/store.js'
import type { Transaction } from '../../src/store/transaction.js'

/** The instant at which every tiny tenant begins. */
export const START = Date.UTC(2026, 0, 15, 12, 0, 0)
export const TENANT = guidOf('tiny tenant')
export const OTHER_TENANT = guidOf('other tenant')
export const EXTERNAL_TENANT = guidOf('external tenant')

export const GRAPH = '00000003-0000-0000-c000-000000000000'
export const DATAVERSE = '00000007-0000-0000-c000-000000000000'

/** Ids of what `createTinyTenants` makes, by name. */
export const ids = {
  daemon: guidOf('daemon'),
  daemonPrincipal: guidOf('daemon principal'),
  publicClient: guidOf('public client'),
  publicPrincipal: guidOf('public principal'),
  api: guidOf('api'),
  apiPrincipal: guidOf('api principal'),
  graphPrincipal: guidOf('graph principal'),
  dataversePrincipal: guidOf('dataverse principal'),
  ann: guidOf('ann'),
  secretKey: guidOf('secret key'),
  expiredKey: guidOf('expired key'),
}

export const SECRET = 'daemon-secret'
export const EXPIRED_SECRET = 'expired-secret'
export const PASSWORD = 'Passw0rd!'

export interface TinyWorld {
  readonly store: Store
  readonly clock: EmulatorClock
  write(work: (transaction: Transaction) => void, tenant?: string): void
}

/** A workforce tenant with a daemon, a public client, an API of its own and Ann; another without; an external one. */
export function createTinyTenants(): TinyWorld {
  const clock = new EmulatorClock({ frozenAt: START })
  const store = new Store({ clock, seed: 'tiny' })
  const write: TinyWorld['write'] = (work, tenant = TENANT) => store.transact(tenant, SYSTEM, work)
  for (const tenant of [TENANT, OTHER_TENANT, EXTERNAL_TENANT]) store.createTenant(tenant, false)
  write((transaction) => transaction.insert(organizations, organizationRow(TENANT, 'Contoso', 'contoso')))
  write(
    (transaction) => transaction.insert(organizations, organizationRow(OTHER_TENANT, 'Other', 'other')),
    OTHER_TENANT,
  )
  write(
    (transaction) =>
      transaction.insert(organizations, { ...organizationRow(EXTERNAL_TENANT, 'Shop', 'shop'), kind: 'external' }),
    EXTERNAL_TENANT,
  )
  write(fillTenant)
  return { store, clock, write }
}

function fillTenant(transaction: Transaction): void {
  const roles = [appRole('User.Read.All'), appRole('Group.ReadWrite.All')]
  const scopes = ['User.Read', 'User.Read.All', 'Mail.Send'].map(permissionScope)
  const graph = { appId: GRAPH, displayName: 'Microsoft Graph', servicePrincipalNames: [GRAPH] }
  const impersonation = [permissionScope('user_impersonation')]
  transaction.insert(servicePrincipals, {
    ...principalRow(ids.graphPrincipal, graph),
    appRoles: roles,
    oauth2PermissionScopes: scopes,
  })
  transaction.insert(servicePrincipals, {
    ...principalRow(ids.dataversePrincipal, { appId: DATAVERSE, displayName: 'Dataverse' }),
    oauth2PermissionScopes: impersonation,
  })
  insertApp(transaction, ids.daemonPrincipal, {
    appId: ids.daemon,
    displayName: 'Daemon',
    passwordCredentials: [
      credential(ids.secretKey, SECRET, START + 86_400_000),
      credential(ids.expiredKey, EXPIRED_SECRET, START - 1000),
    ],
  })
  insertApp(transaction, ids.publicPrincipal, {
    appId: ids.publicClient,
    signInAudience: 'AzureADMultipleOrgs',
    displayName: 'Public client',
    isFallbackPublicClient: true,
  })
  insertApp(transaction, ids.apiPrincipal, {
    appId: ids.api,
    displayName: 'Orders',
    identifierUris: ['api://orders'],
    requestedAccessTokenVersion: 2,
    appRoles: [appRole('Orders.Read.All')],
    oauth2PermissionScopes: [permissionScope('Orders.Read')],
  })
  grantRole(transaction, ids.daemonPrincipal, ids.graphPrincipal, 'User.Read.All')
  grantScope(transaction, ids.publicPrincipal, ids.graphPrincipal, 'User.Read User.Read.All')
  grantScope(transaction, ids.publicPrincipal, ids.dataversePrincipal, 'user_impersonation')
  insertUser(transaction, ids.ann, { userPrincipalName: 'ann@contoso.onmicrosoft.com', displayName: 'Ann Lee' })
}

/** Adds a user with the password `PASSWORD`. */
export function insertUser(transaction: Transaction, id: string, properties: Partial<User>): User {
  return transaction.insert(users, {
    ...blankUser(id, formatInstant(START)),
    accountEnabled: true,
    userType: 'Member',
    givenName: 'Ann',
    surname: 'Lee',
    password: keptPassword(id),
    ...properties,
  })
}

/** `PASSWORD` as the directory keeps it. */
export function keptPassword(salt: string): Password {
  return {
    salt,
    hash: hashPassword(salt, PASSWORD),
    forceChangePasswordNextSignIn: false,
    forceChangePasswordNextSignInWithMfa: false,
  }
}

export function changeUser(transaction: Transaction, id: string, change: Partial<User>): void {
  const user = transaction.table(users).get(id)
  if (!user) throw new Error(`no user ${id}`)
  transaction.replace(users, { ...user, ...change })
}

/** Adds an environment with a database; nothing is in it. */
export function insertEnvironment(transaction: Transaction, uniqueName: string): Environment {
  return transaction.insert(environments, {
    id: guidOf(`environment ${uniqueName}`),
    uniqueName,
    displayName: uniqueName,
    type: 'Production',
    hasDatabase: true,
    isDefault: false,
    createdDateTime: formatInstant(START),
    creatorId: null,
    securityGroupId: null,
    appPass: false,
    fnoLinked: false,
    dynamicsApps: [],
    roleBySku: {},
    settings: {},
    organizationId: null,
    rootBusinessUnitId: null,
    customTables: [],
  })
}

/** Adds an application and its service principal. */
export function insertApp(
  transaction: Transaction,
  principalId: string,
  properties: Partial<Application> & Pick<Application, 'appId' | 'displayName'>,
): void {
  const application = transaction.insert(applications, {
    ...applicationRow(guidOf(`object ${properties.appId}`)),
    ...properties,
  })
  transaction.insert(servicePrincipals, {
    ...principalRow(principalId, application),
    appOwnerOrganizationId: transaction.tenant,
    servicePrincipalNames: [application.appId, ...application.identifierUris],
    appRoles: application.appRoles,
    oauth2PermissionScopes: application.oauth2PermissionScopes,
  })
}

export function grantRole(transaction: Transaction, principalId: string, resourceId: string, value: string): void {
  transaction.insert(appRoleAssignments, {
    id: guidOf(`${principalId}/${resourceId}/${value}`),
    principalId,
    principalType: 'ServicePrincipal',
    principalDisplayName: '',
    resourceId,
    resourceDisplayName: '',
    appRoleId: appRole(value).id,
    createdDateTime: formatInstant(START),
  })
}

export function grantScope(
  transaction: Transaction,
  clientId: string,
  resourceId: string,
  scope: string,
  principalId: string | null = null,
): void {
  transaction.insert(oauth2PermissionGrants, {
    id: guidOf(`${clientId}/${resourceId}/${principalId}`),
    clientId,
    consentType: principalId === null ? 'AllPrincipals' : 'Principal',
    principalId,
    resourceId,
    scope,
  })
}

function credential(keyId: string, secret: string, end: number): PasswordCredential {
  return {
    keyId,
    displayName: null,
    hint: secret.slice(0, 3),
    startDateTime: formatInstant(START - 86_400_000),
    endDateTime: formatInstant(end),
    salt: keyId,
    hash: hashPassword(keyId, secret),
  }
}

function organizationRow(id: string, displayName: string, key: string): Organization {
  return {
    id,
    key,
    kind: 'workforce',
    displayName,
    createdDateTime: formatInstant(START),
    countryLetterCode: 'US',
    defaultUsageLocation: null,
    verifiedDomains: [{ name: `${key}.onmicrosoft.com`, isDefault: true, isInitial: true, type: 'Managed' }],
    marketingLicense: false,
    named: { apps: [], users: [], groups: [] },
    extra: {},
  }
}

function applicationRow(id: string): Omit<Application, 'appId' | 'displayName'> {
  return {
    id,
    createdDateTime: formatInstant(START),
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

function principalRow(
  id: string,
  app: { appId: string; displayName: string; servicePrincipalNames?: readonly string[] },
): ServicePrincipal {
  return {
    id,
    appId: app.appId,
    displayName: app.displayName,
    accountEnabled: true,
    appOwnerOrganizationId: null,
    appRoleAssignmentRequired: false,
    createdDateTime: formatInstant(START),
    servicePrincipalType: 'Application',
    servicePrincipalNames: app.servicePrincipalNames ?? [app.appId],
    replyUrls: [],
    appRoles: [],
    oauth2PermissionScopes: [],
    passwordCredentials: [],
    keyCredentials: [],
    ownerIds: [],
    extra: {},
  }
}

function appRole(value: string): AppRole {
  return {
    id: guidOf(`role ${value}`),
    value,
    displayName: value,
    description: value,
    allowedMemberTypes: ['Application'],
    isEnabled: true,
    origin: 'Application',
  }
}

function permissionScope(value: string): PermissionScope {
  return {
    id: guidOf(`scope ${value}`),
    value,
    type: 'User',
    adminConsentDisplayName: null,
    adminConsentDescription: null,
    userConsentDisplayName: null,
    userConsentDescription: null,
    isEnabled: true,
  }
}
