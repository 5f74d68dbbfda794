import * as oidc from 'openid-client'

// http://127.0.0.1:4400 works just as well, once insecure requests are allowed.
const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID } = process.env

const issuer = new URL(`${emulator}/${AZURE_TENANT_ID}/v2.0`)
const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []
const client = await oidc.discovery(issuer, AZURE_CLIENT_ID, undefined, oidc.None(), { execute })

const device = await oidc.initiateDeviceAuthorization(client, {
  scope: 'https://graph.microsoft.com/User.Read openid profile',
})
console.log(`Open ${device.verification_uri} and enter the code ${device.user_code}`)
const tokens = await oidc.pollDeviceAuthorizationGrant(client, device)
const me = await oidc.fetchUserInfo(client, tokens.access_token, tokens.claims().sub)
console.log(me.name)
