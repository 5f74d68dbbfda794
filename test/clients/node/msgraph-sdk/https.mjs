import { ClientSecretCredential } from '@azure/identity'
import { AzureIdentityAuthenticationProvider } from '@microsoft/kiota-authentication-azure'
import { createGraphServiceClient, GraphRequestAdapter } from '@microsoft/msgraph-sdk'
import '@microsoft/msgraph-sdk-users'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, {
  authorityHost: emulator,
  disableInstanceDiscovery: true,
})
const scopes = ['https://graph.microsoft.com/.default']
const hosts = new Set(['localhost']) // without the port: to any other host no token is sent
const adapter = new GraphRequestAdapter(new AzureIdentityAuthenticationProvider(credential, scopes, undefined, hosts))
adapter.baseUrl = `${emulator}/v1.0`
const graph = createGraphServiceClient(adapter)

const users = await graph.users.get({
  queryParameters: { filter: "startswith(displayName,'Adele')", select: ['displayName'] },
})
console.log(users.value.map((user) => user.displayName))
const created = await graph.users.post({
  accountEnabled: true,
  displayName: 'Nora Lindqvist',
  mailNickname: 'nora',
  userPrincipalName: 'nora@contoso.onmicrosoft.com',
  passwordProfile: { password: 'Quiet-River-42' },
})
console.log('created', created.displayName)
