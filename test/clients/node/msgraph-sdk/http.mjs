import { AllowedHostsValidator, BaseBearerTokenAuthenticationProvider } from '@microsoft/kiota-abstractions'
import { createGraphServiceClient, GraphRequestAdapter } from '@microsoft/msgraph-sdk'
import '@microsoft/msgraph-sdk-users'

const emulator = process.env.EMULATOR_URL ?? 'http://127.0.0.1:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

// @azure/identity wants https; the SDK itself takes a token from anywhere.
async function getAuthorizationToken() {
  const answer = await fetch(`${emulator}/${AZURE_TENANT_ID}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: AZURE_CLIENT_ID,
      client_secret: AZURE_CLIENT_SECRET,
      scope: 'https://graph.microsoft.com/.default',
    }),
  })
  const { access_token, error_description } = await answer.json()
  if (error_description) throw new Error(error_description)
  return access_token
}
const adapter = new GraphRequestAdapter(
  new BaseBearerTokenAuthenticationProvider({
    getAuthorizationToken,
    getAllowedHostsValidator: () => new AllowedHostsValidator(),
  }),
)
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
