import { DeviceCodeCredential } from '@azure/identity'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID } = process.env

const credential = new DeviceCodeCredential({
  tenantId: AZURE_TENANT_ID,
  clientId: AZURE_CLIENT_ID,
  authorityHost: emulator,
  disableInstanceDiscovery: true,
  userPromptCallback: ({ message }) => console.log(message),
})
const { token } = await credential.getToken('https://graph.microsoft.com/User.Read')

const me = await fetch(`${emulator}/v1.0/me`, { headers: { authorization: `Bearer ${token}` } })
console.log((await me.json()).displayName)
