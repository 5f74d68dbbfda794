import { ClientSecretCredential } from '@azure/identity'
import { Client } from '@microsoft/microsoft-graph-client'
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js'

/** A Graph client, and the credential behind it, of the app with all permissions. */
export function graphAsApp({ https, tenant, app }) {
  const { clientId, clientSecret } = app('all-permissions')
  const credential = new ClientSecretCredential(tenant.id, clientId, clientSecret, {
    authorityHost: https,
    disableInstanceDiscovery: true,
  })
  const authProvider = new TokenCredentialAuthenticationProvider(credential, {
    scopes: ['https://graph.microsoft.com/.default'],
  })
  const graph = Client.initWithMiddleware({ authProvider, baseUrl: https, customHosts: new Set(['localhost']) })
  return { graph, credential }
}
