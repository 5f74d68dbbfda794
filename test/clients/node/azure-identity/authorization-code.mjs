import { once } from 'node:events'
import { createServer } from 'node:http'
import { AuthorizationCodeCredential } from '@azure/identity'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

// The app registration has the redirect URI http://localhost, which stands for every port.
const server = createServer().listen(0, 'localhost')
await once(server, 'listening')
const redirectUri = `http://localhost:${server.address().port}`
const authorize = new URL(`${emulator}/${AZURE_TENANT_ID}/oauth2/v2.0/authorize`)
authorize.search = new URLSearchParams({
  client_id: AZURE_CLIENT_ID,
  response_type: 'code',
  redirect_uri: redirectUri,
  scope: 'https://graph.microsoft.com/User.Read openid profile offline_access',
})
console.log(`Sign in at ${authorize}`)
const [request, response] = await once(server, 'request')
response.end('You are signed in.')
server.close()

const code = new URL(request.url, redirectUri).searchParams.get('code')
const credential = new AuthorizationCodeCredential(
  AZURE_TENANT_ID,
  AZURE_CLIENT_ID,
  AZURE_CLIENT_SECRET,
  code,
  redirectUri,
  { authorityHost: emulator, disableInstanceDiscovery: true },
)
const { token } = await credential.getToken('https://graph.microsoft.com/User.Read')

const me = await fetch(`${emulator}/v1.0/me`, { headers: { authorization: `Bearer ${token}` } })
console.log((await me.json()).displayName)
