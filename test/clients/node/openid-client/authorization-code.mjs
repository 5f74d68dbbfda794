import { once } from 'node:events'
import { createServer } from 'node:http'
import * as oidc from 'openid-client'

// http://127.0.0.1:4400 works just as well, once insecure requests are allowed.
const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const issuer = new URL(`${emulator}/${AZURE_TENANT_ID}/v2.0`)
const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
const client = await oidc.discovery(issuer, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, undefined, { execute })

// The app registration has the redirect URI http://localhost, which stands for every port.
const server = createServer().listen(0, 'localhost')
await once(server, 'listening')
const redirect_uri = `http://localhost:${server.address().port}/`
const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
const expectedNonce = oidc.randomNonce()
const expectedState = oidc.randomState()
const authorize = oidc.buildAuthorizationUrl(client, {
  redirect_uri,
  scope: 'openid profile offline_access https://graph.microsoft.com/User.Read',
  code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  nonce: expectedNonce,
  state: expectedState,
})
console.log(`Sign in at ${authorize}`)
const [request, response] = await once(server, 'request')
response.end('You are signed in.')
server.close()

oidc.enableNonRepudiationChecks(client) // verify the id token's signature, too
const tokens = await oidc.authorizationCodeGrant(client, new URL(request.url, redirect_uri), {
  pkceCodeVerifier,
  expectedNonce,
  expectedState,
})
console.log(tokens.claims().preferred_username)
const refreshed = await oidc.refreshTokenGrant(client, tokens.refresh_token)
const me = await oidc.fetchUserInfo(client, refreshed.access_token, tokens.claims().sub)
console.log(me.name)
