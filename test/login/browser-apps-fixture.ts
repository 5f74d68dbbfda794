import type { EmulatorOptions } from '../../src/index.js'
import { CALLBACK } from './sign-in-fixture.js'

const GROUPS = ['one', 'two', 'three', 'four', 'five', 'six']

/** A workforce tenant with apps that take tokens from the authorization endpoint, and one that runs in a browser. */
export const browserAppsOptions: EmulatorOptions = {
  fixture: {
    tenants: [
      {
        key: 'contoso',
        displayName: 'Contoso',
        domains: ['contoso.onmicrosoft.com'],
        apps: [
          {
            key: 'hybrid',
            redirectUris: [CALLBACK],
            delegatedPermissions: ['User.Read', 'Dataverse/user_impersonation'],
            implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: true },
            groupMembershipClaims: 'SecurityGroup',
          },
          { key: 'setup', applicationPermissions: ['User.ReadWrite.All'] },
          { key: 'plain', redirectUris: [CALLBACK], delegatedPermissions: ['User.Read'] },
          {
            key: 'spa',
            clientSecret: null,
            spaRedirectUris: [CALLBACK],
            delegatedPermissions: ['User.Read'],
            optionalClaims: { idToken: [{ name: 'login_hint' }], accessToken: [], saml2Token: [] },
          },
        ],
        users: [
          { key: 'ann', userPrincipalName: 'ann@contoso.onmicrosoft.com', password: 'Passw0rd!ann' },
          { key: 'bob', userPrincipalName: 'bob@contoso.onmicrosoft.com', password: 'Passw0rd!bob' },
        ],
        groups: GROUPS.map((key, at) => ({ key, members: at < 5 ? ['ann', 'bob'] : ['bob'] })),
      },
    ],
  },
}
