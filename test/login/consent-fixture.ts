import type { EmulatorOptions } from '../../src/index.js'
import { CALLBACK } from './sign-in-fixture.js'

const people = [
  { key: 'ann', displayName: 'Ann', password: 'Passw0rd!ann' },
  { key: 'bob', displayName: 'Bob', password: 'Passw0rd!bob' },
  { key: 'admin', displayName: 'Admin', password: 'Passw0rd!adm', directoryRoles: ['Global Administrator'] },
  {
    key: 'appadmin',
    displayName: 'App admin',
    password: 'Passw0rd!app',
    directoryRoles: ['Cloud Application Administrator'],
  },
]

const client = (key: string) => ({
  key,
  displayName: key,
  redirectUris: [CALLBACK],
  clientSecret: `${key}-secret-secret`,
})

/** A workforce tenant with APIs of its own, and clients to which nothing was granted yet. */
export const consentOptions: EmulatorOptions = {
  fixture: {
    tenants: [
      {
        key: 'contoso',
        displayName: 'Contoso',
        domains: ['contoso.onmicrosoft.com'],
        apps: [
          {
            key: 'orders',
            displayName: 'Orders',
            identifierUris: ['api://orders'],
            requestedAccessTokenVersion: 2,
            oauth2PermissionScopes: [
              { value: 'Orders.Read' },
              { value: 'Orders.Approve', type: 'Admin' },
              { value: 'Orders.Old', isEnabled: false },
            ],
            appRoles: [
              { value: 'Orders.Process', allowedMemberTypes: ['Application'] },
              { value: 'Approver', allowedMemberTypes: ['User'] },
            ],
            delegatedPermissions: ['User.ReadBasic.All'],
            consented: false,
            preAuthorizedApplications: [{ app: 'trusted', scopes: ['Orders.Read'] }],
            knownClientApplications: ['known'],
            appRoleAssignedTo: [{ user: 'bob', role: 'Approver' }],
          },
          {
            key: 'vault',
            displayName: 'Vault',
            identifierUris: ['api://vault'],
            oauth2PermissionScopes: [{ value: 'open' }],
            appRoleAssignmentRequired: true,
            appRoleAssignedTo: [{ group: 'staff' }],
          },
          {
            ...client('shop'),
            delegatedPermissions: ['User.Read', 'orders/Orders.Read'],
            applicationPermissions: ['orders/Orders.Process', 'User.Read.All'],
            consented: false,
          },
          { ...client('worker'), applicationPermissions: ['orders/Orders.Process'], consented: false },
          client('bare'),
          client('trusted'),
          { ...client('known'), delegatedPermissions: ['orders/Orders.Read'], consented: false },
          {
            ...client('closed'),
            delegatedPermissions: ['User.Read', 'vault/open'],
            appRoleAssignmentRequired: true,
            appRoleAssignedTo: [{ group: 'staff' }, { user: 'admin' }],
          },
        ],
        users: people.map((person) => ({ ...person, userPrincipalName: `${person.key}@contoso.onmicrosoft.com` })),
        groups: [
          { key: 'staff', members: ['ann', 'inner'] },
          { key: 'inner', members: ['bob'] },
        ],
      },
    ],
  },
}
