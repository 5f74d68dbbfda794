import { ClientSecretCredential } from '@azure/identity'
import { AzureIdentityAuthenticationProvider } from '@microsoft/kiota-authentication-azure'
import { createGraphServiceClient, GraphRequestAdapter } from '@microsoft/msgraph-sdk'
import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici'
import '@microsoft/msgraph-sdk-users'

// For fetch; newer versions of Node.js do this by themselves where NODE_USE_ENV_PROXY=1 is set.
setGlobalDispatcher(new EnvHttpProxyAgent())

const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET)
const scopes = ['https://graph.microsoft.com/.default']
const graph = createGraphServiceClient(
  new GraphRequestAdapter(new AzureIdentityAuthenticationProvider(credential, scopes)),
)

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
