import type { Row } from './row.js'
import type { World } from './world.js'

const STRANGER = '6b4fbc8e-7c6d-4f4e-8a55-8d5f1b7c9e02'
const NOT_FOUND = `Application with identifier '${STRANGER}' was not found in the directory 'Contoso'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`

const named = ({ app }: World, key: string, displayName: string) => `'${app(key).clientId}'(${displayName})`

async function disableWebShop({ graph, app }: World): Promise<void> {
  await graph('PATCH', `/v1.0/servicePrincipals/${app('web').servicePrincipalId}`, { accountEnabled: false })
}

async function withExpiredSecret({ graph, app, asApp, control }: World) {
  const { now } = await control.clock()
  const endDateTime = new Date(Date.parse(now) + 3_600_000).toISOString()
  const { body } = await graph('POST', `/v1.0/applications/${app('web').objectId}/addPassword`, {
    passwordCredential: { displayName: 'short', endDateTime },
  })
  await control.clock({ advance: 'PT2H' })
  return asApp('web', { client_secret: String(body.secretText) })
}

async function atFabrikam({ graph, app, asApp, home }: World) {
  const audience = { signInAudience: 'AzureADMultipleOrgs' }
  await graph('PATCH', `/v1.0/applications/${app('web').objectId}`, audience)
  return asApp('web', {}, home('fabrikam'))
}

/** Refusals of clients: who they are, what they prove it with, and where they may be used. */
export const clientRows: readonly Row[] = [
  {
    word: 'clientNotFound',
    code: 700016,
    error: 'unauthorized_client',
    text: NOT_FOUND,
    told: 'client',
    provoke: ({ asApp }) => asApp('web', { client_id: STRANGER }),
  },
  {
    word: 'clientNotFound',
    code: 700016,
    text: NOT_FOUND,
    told: 'page',
    provoke: ({ open }) => open('web', { client_id: STRANGER }),
  },
  {
    word: 'clientDisabled',
    code: 7000112,
    error: 'unauthorized_client',
    text: (world) => `Application ${named(world, 'web', 'Web shop')} is disabled.`,
    told: 'client',
    provoke: async (world) => {
      await disableWebShop(world)
      return world.asApp('web')
    },
  },
  {
    word: 'clientDisabled',
    code: 7000112,
    text: (world) => `Application ${named(world, 'web', 'Web shop')} is disabled.`,
    told: 'page',
    provoke: async (world) => {
      await disableWebShop(world)
      return world.open('web')
    },
  },
  {
    word: 'clientIsPublic',
    code: 700025,
    error: 'invalid_client',
    text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
    told: 'client',
    provoke: ({ withPassword }) => withPassword('ann', { client_secret: 'anything' }),
  },
  {
    word: 'clientCredentialMissing',
    code: 7000216,
    error: 'invalid_client',
    text: "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
    told: 'client',
    provoke: ({ asApp }) => asApp('web', { client_secret: '' }),
  },
  {
    word: 'clientAuthenticationMissing',
    code: 7000218,
    error: 'invalid_client',
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    told: 'client',
    provoke: ({ withPassword, app }) => withPassword('ann', { client_id: app('web').clientId }),
  },
  {
    word: 'clientSecretInvalid',
    code: 7000215,
    error: 'invalid_client',
    text: ({ app }) =>
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app('web').clientId}'.`,
    told: 'client',
    provoke: ({ asApp }) => asApp('web', { client_secret: 'guess' }),
  },
  {
    word: 'clientSecretExpired',
    code: 7000222,
    error: 'invalid_client',
    text: ({ app }) =>
      `The provided client secret keys for app '${app('web').clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    told: 'client',
    provoke: withExpiredSecret,
  },
  {
    word: 'clientNotInstalled',
    code: 7000229,
    error: 'invalid_client',
    text: ({ app, home }) =>
      `The client application ${app('web').clientId} is missing service principal in the tenant ${home('fabrikam')}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    told: 'client',
    provoke: atFabrikam,
  },
  {
    word: 'singleTenantApp',
    code: 50194,
    error: 'invalid_request',
    text: (world) =>
      `Application ${named(world, 'web', 'Web shop')} is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.`,
    told: 'client',
    provoke: ({ withPassword, as }) => withPassword('ann', as('web'), 'organizations'),
  },
  {
    word: 'organizationalApp',
    code: 9002332,
    text: (world) =>
      `Application ${named(world, 'tv', 'Television')} is configured for use by Azure Active Directory users only. Please do not use the /consumers endpoint to serve this request.`,
    told: 'page',
    provoke: ({ open }) => open('tv', {}, 'consumers'),
  },
  {
    word: 'personalApp',
    code: 9002331,
    error: 'invalid_request',
    text: (world) =>
      `Application ${named(world, 'personal', 'Personal')} is configured for use by Microsoft Account users only. Please use the /consumers endpoint to serve this request.`,
    told: 'client',
    provoke: ({ withPassword, as }) => withPassword('ann', as('personal')),
  },
]
