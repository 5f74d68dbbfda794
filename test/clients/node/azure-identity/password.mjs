import { UsernamePasswordCredential } from '@azure/identity'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_USERNAME, AZURE_PASSWORD } = process.env

const credential = new UsernamePasswordCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_USERNAME, AZURE_PASSWORD, {
  authorityHost: emulator,
  disableInstanceDiscovery: true,
})
const { token } = await credential.getToken('https://graph.microsoft.com/User.Read')

const me = await fetch(`${emulator}/v1.0/me`, { headers: { authorization: `Bearer ${token}` } })
console.log((await me.json()).displayName)
