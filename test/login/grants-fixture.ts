import type { EmulatorOptions } from '../../src/index.js'

/** Two workforce tenants: a public client for any tenant, one for its own, and people in both. */
export const grantOptions: EmulatorOptions = {
  deviceCodeInterval: 0,
  fixture: {
    tenants: [
      {
        key: 'contoso',
        displayName: 'Contoso',
        domains: ['contoso.onmicrosoft.com'],
        apps: [
          {
            key: 'tv',
            displayName: 'Television <b>',
            publicClient: true,
            redirectUris: ['http://localhost'],
            signInAudience: 'AzureADMultipleOrgs',
            delegatedPermissions: ['User.Read'],
          },
          { key: 'home', displayName: 'Home only', publicClient: true, delegatedPermissions: ['User.Read'] },
          {
            key: 'web',
            displayName: 'Web shop',
            clientSecret: 'web-secret-web-secret',
            redirectUris: ['http://localhost:3000/cb'],
            delegatedPermissions: ['User.Read'],
          },
          {
            key: 'spa',
            displayName: 'Single page',
            clientSecret: 'spa-secret-spa-secret',
            spaRedirectUris: ['http://localhost:5173/'],
            delegatedPermissions: ['User.Read'],
          },
          {
            key: 'api',
            displayName: 'Orders',
            clientSecret: 'api-secret-api-secret',
            identifierUris: ['api://orders'],
            delegatedPermissions: ['User.Read', 'User.ReadBasic.All'],
          },
          { key: 'setup', displayName: 'Set-up', clientSecret: 'setup-secret-setup', applicationPermissions: 'all' },
        ],
        users: [
          {
            key: 'ann',
            userPrincipalName: 'ann@contoso.onmicrosoft.com',
            displayName: 'Ann',
            mail: 'ann@contoso.onmicrosoft.com',
            password: 'Passw0rd!ann',
          },
          {
            key: 'admin',
            userPrincipalName: 'admin@contoso.onmicrosoft.com',
            displayName: 'Admin',
            password: 'Passw0rd!adm',
            directoryRoles: ['Global Administrator'],
          },
        ],
      },
      {
        key: 'fabrikam',
        displayName: 'Fabrikam',
        domains: ['fabrikam.onmicrosoft.com'],
        apps: [{ key: 'inspector', clientSecret: 'inspector-secret', applicationPermissions: 'all' }],
        users: [
          {
            key: 'bob',
            userPrincipalName: 'bob@fabrikam.onmicrosoft.com',
            displayName: 'Bob',
            password: 'Passw0rd!bob',
          },
        ],
      },
    ],
  },
}
