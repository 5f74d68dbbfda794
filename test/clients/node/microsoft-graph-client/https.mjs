import { ClientSecretCredential } from '@azure/identity'
import { Client } from '@microsoft/microsoft-graph-client'
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, {
  authorityHost: emulator,
  disableInstanceDiscovery: true,
})
const graph = Client.initWithMiddleware({
  authProvider: new TokenCredentialAuthenticationProvider(credential, {
    scopes: ['https://graph.microsoft.com/.default'],
  }),
  baseUrl: emulator,
  customHosts: new Set(['localhost']), // without the port
})

const { value } = await graph.api('/users').filter("startswith(displayName,'Adele')").select('displayName').get()
console.log(value.map((user) => user.displayName))
const group = { displayName: 'Buyers', mailNickname: 'buyers', mailEnabled: false, securityEnabled: true }
console.log('created', (await graph.api('/groups').post(group)).displayName)
