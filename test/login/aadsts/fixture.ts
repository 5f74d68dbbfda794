import type { EmulatorOptions } from '../../../src/index.js'
import { CALLBACK } from '../sign-in-fixture.js'

/** The address of a page that a single-page app runs on. */
export const SPA_CALLBACK = 'http://localhost:5173/'

const read = { delegatedPermissions: ['User.Read'] }

const apps = [
  { key: 'web', displayName: 'Web shop', clientSecret: 'web-secret-web-secret', redirectUris: [CALLBACK], ...read },
  { key: 'spa', displayName: 'Single page', clientSecret: null, spaRedirectUris: [SPA_CALLBACK], ...read },
  {
    key: 'tv',
    displayName: 'Television',
    publicClient: true,
    redirectUris: ['http://localhost'],
    signInAudience: 'AzureADMultipleOrgs',
    delegatedPermissions: ['User.Read', 'api/access_as_user'],
  },
  {
    key: 'api',
    displayName: 'Orders',
    clientSecret: 'api-secret-api-secret',
    identifierUris: ['api://orders'],
    oauth2PermissionScopes: [{ value: 'access_as_user' }],
    ...read,
  },
  {
    key: 'vault',
    displayName: 'Vault',
    identifierUris: ['api://vault'],
    oauth2PermissionScopes: [{ value: 'open' }],
    appRoleAssignmentRequired: true,
  },
  {
    key: 'closed',
    displayName: 'Closed',
    clientSecret: 'closed-secret-closed-secret',
    redirectUris: [CALLBACK],
    appRoleAssignmentRequired: true,
    ...read,
  },
  {
    key: 'implicit',
    displayName: 'Implicit',
    redirectUris: [CALLBACK],
    implicitGrantSettings: { enableIdTokenIssuance: true },
    ...read,
  },
  { key: 'bare', displayName: 'Bare', clientSecret: 'bare-secret-bare-secret', redirectUris: [CALLBACK] },
  {
    key: 'personal',
    displayName: 'Personal',
    publicClient: true,
    redirectUris: [CALLBACK],
    signInAudience: 'PersonalMicrosoftAccount',
    requestedAccessTokenVersion: 2,
  },
  { key: 'setup', displayName: 'Set-up', clientSecret: 'setup-secret-setup', applicationPermissions: 'all' },
]

const users = [
  { key: 'ann', displayName: 'Ann', password: 'Passw0rd!ann' },
  { key: 'cat', displayName: 'Cat', password: 'Passw0rd!cat' },
  { key: 'admin', displayName: 'Admin', password: 'Passw0rd!adm', directoryRoles: ['Global Administrator'] },
  { key: 'off', displayName: 'Off', password: 'Passw0rd!off', accountEnabled: false },
  {
    key: 'new',
    displayName: 'New',
    password: 'Passw0rd!new',
    passwordProfile: { forceChangePasswordNextSignIn: true },
  },
]

/** Two workforce tenants and one of customers, with an app, a person or an account for every refusal. */
export const options: EmulatorOptions = {
  deviceCodeInterval: 0,
  fixture: {
    tenants: [
      {
        key: 'contoso',
        displayName: 'Contoso',
        domains: ['contoso.onmicrosoft.com'],
        apps,
        users: users.map((user) => ({ ...user, userPrincipalName: `${user.key}@contoso.onmicrosoft.com` })),
      },
      {
        key: 'fabrikam',
        displayName: 'Fabrikam',
        domains: ['fabrikam.onmicrosoft.com'],
        users: [{ key: 'bob', userPrincipalName: 'bob@fabrikam.onmicrosoft.com', password: 'Passw0rd!bob' }],
      },
      {
        key: 'customers',
        kind: 'external',
        displayName: 'Customers of Contoso',
        domains: ['customers.onmicrosoft.com'],
        apps: [{ key: 'shop', displayName: 'Shop', redirectUris: [CALLBACK], ...read }],
        users: [
          {
            key: 'mary',
            displayName: 'Mary',
            password: 'Passw0rd!mary',
            identities: [
              {
                signInType: 'emailAddress',
                issuer: 'customers.onmicrosoft.com',
                issuerAssignedId: 'mary@contoso.example',
              },
            ],
          },
        ],
      },
    ],
  },
}
