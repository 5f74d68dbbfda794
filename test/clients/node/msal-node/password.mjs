import { PublicClientApplication } from '@azure/msal-node'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_USERNAME, AZURE_PASSWORD } = process.env

const client = new PublicClientApplication({
  auth: {
    clientId: AZURE_CLIENT_ID,
    authority: `${emulator}/${AZURE_TENANT_ID}`,
    knownAuthorities: [new URL(emulator).host],
  },
})
const scopes = ['https://graph.microsoft.com/User.Read']
const { account } = await client.acquireTokenByUsernamePassword({
  scopes,
  username: AZURE_USERNAME,
  password: AZURE_PASSWORD,
})

// Later on, from the cache or with the refresh token.
const { accessToken } = await client.acquireTokenSilent({ account, scopes, forceRefresh: true })
const me = await fetch(`${emulator}/v1.0/me`, { headers: { authorization: `Bearer ${accessToken}` } })
console.log(account.username, (await me.json()).displayName)
