import type { EmulatorOptions } from '../../src/index.js'
import type { Host } from '../support/describe-hosts.js'

export const CALLBACK = 'http://localhost:3000/cb'

/** A workforce tenant with a web app that few permissions were granted to, and people who sign in. */
export const signInOptions: EmulatorOptions = {
  fixture: {
    tenants: [
      {
        key: 'contoso',
        displayName: 'Contoso',
        domains: ['contoso.onmicrosoft.com'],
        apps: [
          {
            key: 'web',
            displayName: 'Web shop',
            clientSecret: 'web-secret-web-secret',
            redirectUris: [CALLBACK],
            delegatedPermissions: ['User.Read'],
          },
          { key: 'device', displayName: 'Television', publicClient: true, delegatedPermissions: ['User.Read'] },
          { key: 'admin', displayName: 'Admin job', applicationPermissions: 'all' },
          {
            key: 'auditor',
            displayName: 'Auditor',
            clientSecret: 'auditor-secret-auditor-secret',
            publicClient: true,
            applicationPermissions: ['AuditLog.Read.All', 'User.Read.All'],
            delegatedPermissions: ['AuditLog.Read.All', 'User.Read'],
          },
        ],
        users: [
          {
            key: 'ann',
            userPrincipalName: 'ann@contoso.onmicrosoft.com',
            displayName: 'Ann',
            password: 'Passw0rd!ann',
          },
          {
            key: 'bob',
            userPrincipalName: 'bob@contoso.onmicrosoft.com',
            displayName: 'Bob',
            password: 'Passw0rd!bob',
          },
          {
            key: 'new',
            userPrincipalName: 'new@contoso.onmicrosoft.com',
            displayName: 'New <b>',
            password: 'Passw0rd!new',
            passwordProfile: { forceChangePasswordNextSignIn: true },
          },
          {
            key: 'admin',
            userPrincipalName: 'admin@contoso.onmicrosoft.com',
            displayName: 'Admin',
            password: 'Passw0rd!adm',
            directoryRoles: ['Global Administrator'],
          },
          {
            key: 'reporter',
            userPrincipalName: 'Reporter@contoso.onmicrosoft.com',
            displayName: 'Reporter',
            password: 'Passw0rd!rep',
            directoryRoles: ['Reports Reader'],
          },
        ],
      },
    ],
  },
}

/** Who stands in that fixture, by key. */
export function peopleOf({ control }: Pick<Host, 'control'>) {
  const [tenant] = control.info().tenants
  if (!tenant) throw new Error('the fixture has a tenant')
  const named = <Named extends { readonly key: string }>(all: readonly Named[], key: string): Named => {
    const found = all.find((each) => each.key === key)
    if (!found) throw new Error(`the fixture names no ${key}`)
    return found
  }
  return {
    tenant,
    app: (key: string) => named(tenant.apps, key),
    user: (key: string) => named(tenant.users, key),
  }
}
