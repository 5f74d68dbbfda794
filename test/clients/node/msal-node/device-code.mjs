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
const { accessToken, account } = await client.acquireTokenByDeviceCode({
  scopes: ['https://graph.microsoft.com/User.Read'],
  deviceCodeCallback: ({ message }) => console.log(message),
})

const me = await fetch(`${emulator}/v1.0/me`, { headers: { authorization: `Bearer ${accessToken}` } })
console.log(account.username, (await me.json()).displayName)
