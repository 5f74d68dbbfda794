import { CALLBACK } from '../sign-in-fixture.js'
import type { Row } from './row.js'
import { CORRELATION, type World } from './world.js'

const GRAPH = '00000003-0000-0000-c000-000000000000'

const unconsented = ({ app }: World) =>
  `The user or administrator has not consented to use the application with ID '${app('tv').clientId}' named 'Television'. Send an interactive authorization request for this user and resource.`
const blocked = (user: string) => (world: World) =>
  `Your administrator has configured the application Closed ('${world.app('closed').clientId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '${user}@contoso.onmicrosoft.com' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.`
const notFound = (name: string) =>
  `The resource principal named ${name} was not found in the tenant named Contoso. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`

async function afterSignIn({ signIn, open }: World, key: string, more: Readonly<Record<string, string>>) {
  await signIn('ann', 'web')
  return open(key, { prompt: 'none', ...more })
}

async function askForConsent({ signIn, browser }: World, scope: string, decision: string) {
  await signIn('ann', 'web', { scope })
  return browser.submit({ decision })
}

async function consentForTenant({ browser, home, app, enter }: World) {
  const parameters = { client_id: app('bare').clientId, redirect_uri: CALLBACK, state: 's1' }
  await browser.open(`/${home()}/v2.0/adminconsent`, {
    ...parameters,
    'client-request-id': CORRELATION,
    scope: 'https://graph.microsoft.com/.default',
  })
  return enter('admin')
}

/** Refusals of scopes and resources, and for want of consent or of an assignment. */
export const consentRows: readonly Row[] = [
  {
    word: 'resourceNotFound',
    code: 500011,
    error: 'invalid_resource',
    text: notFound('api://nothing'),
    told: 'client',
    provoke: ({ asApp }) => asApp('web', { scope: 'api://nothing/.default' }),
  },
  {
    word: 'resourceNotFound',
    code: 500011,
    error: 'invalid_resource',
    text: notFound('api://nothing'),
    told: 'redirect',
    provoke: ({ signIn }) => signIn('ann', 'web', { scope: 'api://nothing/x' }),
  },
  {
    word: 'scopeNotDefault',
    code: 1002012,
    error: 'invalid_scope',
    text: 'The provided value for scope https://graph.microsoft.com/User.Read.All is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
    told: 'client',
    provoke: ({ asApp }) => asApp('web', { scope: 'https://graph.microsoft.com/User.Read.All' }),
  },
  {
    word: 'scopeInvalid',
    code: 70011,
    error: 'invalid_scope',
    text: "The provided value for the input parameter 'scope' is not valid. The scope https://graph.microsoft.com is not valid.",
    told: 'client',
    provoke: ({ withPassword }) => withPassword('ann', { scope: 'https://graph.microsoft.com' }),
  },
  {
    word: 'scopeInvalid',
    code: 70011,
    error: 'invalid_scope',
    text: "The provided value for the input parameter 'scope' is not valid. The scope .default User.Read is not valid.",
    told: 'redirect',
    provoke: ({ signIn }) => signIn('ann', 'web', { scope: '.default User.Read' }),
  },
  {
    word: 'severalResources',
    code: 28000,
    error: 'invalid_scope',
    text: "Provided value for the input parameter 'scope' is not valid because it contains more than one resource. Scope api://orders/access_as_user api://vault/open is not valid.",
    told: 'client',
    provoke: ({ withPassword }) => withPassword('ann', { scope: 'api://orders/access_as_user api://vault/open' }),
  },
  {
    word: 'scopeUnknown',
    code: 650053,
    error: 'invalid_scope',
    text: `The application 'Television' asked for scope 'No.Such' that doesn't exist on the resource '${GRAPH}'.`,
    told: 'client',
    provoke: ({ withPassword }) => withPassword('ann', { scope: 'No.Such' }),
  },
  {
    word: 'scopeUnknown',
    code: 650053,
    error: 'invalid_scope',
    text: `The application 'Web shop' asked for scope 'No.Such' that doesn't exist on the resource '${GRAPH}'.`,
    told: 'redirect',
    provoke: ({ signIn }) => signIn('ann', 'web', { scope: 'No.Such' }),
  },
  {
    word: 'resourceNotListed',
    code: 650057,
    error: 'invalid_resource',
    text: ({ app }) =>
      `Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: ${app('web').clientId}(Web shop). Resource value from request: api://orders. Resource app ID: ${app('api').clientId}. List of valid resources from app registration: Microsoft Graph.`,
    told: 'client',
    provoke: ({ withPassword, as }) => withPassword('ann', { ...as('web'), scope: 'api://orders/.default' }),
  },
  {
    word: 'nothingListed',
    code: 1003031,
    error: 'access_denied',
    text: 'Misconfigured required resource access in client application registration.',
    told: 'redirect',
    provoke: consentForTenant,
  },
  {
    word: 'consentRequired',
    code: 65001,
    error: 'invalid_grant',
    suberror: 'consent_required',
    text: unconsented,
    told: 'client',
    provoke: ({ withPassword }) => withPassword('ann', { scope: 'Group.Read.All' }),
  },
  {
    word: 'consentRequired',
    code: 65001,
    error: 'interaction_required',
    suberror: 'consent_required',
    text: unconsented,
    told: 'redirect',
    provoke: (world) => afterSignIn(world, 'tv', { redirect_uri: 'http://localhost', scope: 'User.ReadBasic.All' }),
  },
  {
    word: 'consentDeclined',
    code: 65004,
    error: 'access_denied',
    text: 'User declined to consent to access the app.',
    told: 'redirect',
    provoke: (world) => askForConsent(world, 'User.ReadBasic.All', 'cancel'),
  },
  {
    word: 'adminConsentRequired',
    code: 90094,
    error: 'access_denied',
    text: 'Web shop needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.',
    told: 'redirect',
    provoke: (world) => askForConsent(world, 'Group.ReadWrite.All', 'back'),
  },
  {
    word: 'userNotAssigned',
    code: 50105,
    error: 'interaction_required',
    text: blocked('ann'),
    told: 'client',
    provoke: ({ withPassword, as }) => withPassword('ann', { ...as('closed') }),
  },
  {
    word: 'userNotAssigned',
    code: 50105,
    error: 'access_denied',
    text: blocked('ann'),
    told: 'redirect',
    provoke: ({ signIn }) => signIn('ann', 'closed'),
  },
  {
    word: 'appNotAssigned',
    code: 501051,
    error: 'invalid_grant',
    text: ({ app }) =>
      `Application '${app('web').clientId}'(Web shop) is not assigned to a role for the application 'api://vault'(Vault).`,
    told: 'client',
    provoke: ({ asApp }) => asApp('web', { scope: 'api://vault/.default' }),
  },
]
