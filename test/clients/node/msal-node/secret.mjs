import { ConfidentialClientApplication } from '@azure/msal-node'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const client = new ConfidentialClientApplication({
  auth: {
    clientId: AZURE_CLIENT_ID,
    clientSecret: AZURE_CLIENT_SECRET,
    authority: `${emulator}/${AZURE_TENANT_ID}`,
    knownAuthorities: [new URL(emulator).host],
  },
})
const { accessToken } = await client.acquireTokenByClientCredential({
  scopes: ['https://graph.microsoft.com/.default'],
})

const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }
const found = await fetch(`${emulator}/v1.0/users?$filter=startswith(displayName,'Adele')`, { headers })
console.log((await found.json()).value.map((user) => user.displayName))
const group = { displayName: 'Buyers', mailNickname: 'buyers', mailEnabled: false, securityEnabled: true }
const created = await fetch(`${emulator}/v1.0/groups`, { method: 'POST', headers, body: JSON.stringify(group) })
console.log('created', (await created.json()).displayName)
