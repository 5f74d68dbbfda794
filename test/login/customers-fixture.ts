import type { EmulatorOptions } from '../../src/index.js'
import { CALLBACK } from './sign-in-fixture.js'

export const MARY = 'mary@contoso.example'
export const PASSWORD = 'Passw0rd!mary'

const app = {
  key: 'web',
  displayName: 'Web shop',
  clientSecret: 'web-secret-web-secret',
  redirectUris: [CALLBACK],
  delegatedPermissions: ['User.Read'],
}

const emailIdentity = (issuerAssignedId: string) => ({
  signInType: 'emailAddress',
  issuer: 'customers.onmicrosoft.com',
  issuerAssignedId,
})

/** An external tenant whose customers sign in to a web app. */
export const customerOptions: EmulatorOptions = {
  fixture: {
    tenants: [
      {
        key: 'customers',
        kind: 'external',
        displayName: 'Customers of Contoso',
        domains: ['customers.onmicrosoft.com'],
        apps: [app, { key: 'admin', applicationPermissions: ['User.ReadWrite.All'] }],
        users: [
          { key: 'mary', displayName: 'Mary', password: PASSWORD, identities: [emailIdentity(MARY)] },
          {
            key: 'blocked',
            displayName: 'Blocked',
            password: PASSWORD,
            accountEnabled: false,
            identities: [emailIdentity('blocked@contoso.example')],
          },
          {
            key: 'named',
            displayName: 'Named',
            password: PASSWORD,
            identities: [{ ...emailIdentity('named'), signInType: 'userName' }],
          },
        ],
      },
    ],
  },
}
