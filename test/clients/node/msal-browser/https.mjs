import { PublicClientApplication } from '@azure/msal-browser'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'

const client = new PublicClientApplication({
  auth: {
    clientId: process.env.AZURE_CLIENT_ID,
    authority: `${emulator}/${process.env.AZURE_TENANT_ID}`,
    knownAuthorities: [new URL(emulator).host],
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
