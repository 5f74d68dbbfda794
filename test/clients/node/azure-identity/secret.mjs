import { ClientSecretCredential } from '@azure/identity'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, {
  authorityHost: emulator,
  disableInstanceDiscovery: true,
})
const { token } = await credential.getToken('https://graph.microsoft.com/.default')

const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
const found = await fetch(`${emulator}/v1.0/users?$filter=startswith(displayName,'Adele')`, { headers })
console.log((await found.json()).value.map((user) => user.displayName))
const group = { displayName: 'Buyers', mailNickname: 'buyers', mailEnabled: false, securityEnabled: true }
const created = await fetch(`${emulator}/v1.0/groups`, { method: 'POST', headers, body: JSON.stringify(group) })
console.log('created', (await created.json()).displayName)
