import { PublicClientApplication } from '@azure/msal-browser'

const emulator = process.env.EMULATOR_URL ?? 'http://127.0.0.1:4400'
const tenant = process.env.AZURE_TENANT_ID

// MSAL wants an https authority, but not of the endpoints behind it: given these, it never asks the authority.
const client = new PublicClientApplication({
  auth: {
    clientId: process.env.AZURE_CLIENT_ID,
    authority: `https://login.microsoftonline.com/${tenant}`,
    authorityMetadata: JSON.stringify({
      issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
      authorization_endpoint: `${emulator}/${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${emulator}/${tenant}/oauth2/v2.0/token`,
      jwks_uri: `${emulator}/${tenant}/discovery/v2.0/keys`,
      end_session_endpoint: `${emulator}/${tenant}/oauth2/v2.0/logout`,
    }),
    redirectUri: `${location.origin}/`,
  },
})
await client.initialize()

const scopes = ['https://graph.microsoft.com/User.Read']
const answer = await client.handleRedirectPromise()
if (!answer) await client.loginRedirect({ scopes })
else {
  const { accessToken } = await client.acquireTokenSilent({ account: answer.account, scopes, forceRefresh: true })
  const me = await fetch(`${emulator}/v1.0/me`, { headers: { authorization: `Bearer ${accessToken}` } })
  document.body.textContent = `Welcome ${(await me.json()).displayName}`
}
