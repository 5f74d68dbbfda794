import { PublicClientApplication } from '@azure/msal-node'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID } = process.env

const client = new PublicClientApplication({
  auth: {
    clientId: AZURE_CLIENT_ID,
    authority: `${emulator}/${AZURE_TENANT_ID}`,
    knownAuthorities: [new URL(emulator).host],
  },
})
// Waits for the answer on a free port of localhost: the app registration has the redirect URI http://localhost.
const { accessToken, account } = await client.acquireTokenInteractive({
  scopes: ['https://graph.microsoft.com/User.Read'],
  openBrowser: async (url) => console.log(`Sign in at ${url}`),
  successTemplate: 'You are signed in.',
})

const me = await fetch(`${emulator}/v1.0/me`, { headers: { authorization: `Bearer ${accessToken}` } })
console.log(account.username, (await me.json()).displayName)
