import { ClientCertificateCredential } from '@azure/identity'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_CERTIFICATE_PATH } = process.env

// The file holds the private key and the certificate; the app registration knows the certificate.
const credential = new ClientCertificateCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_CERTIFICATE_PATH, {
  authorityHost: emulator,
  disableInstanceDiscovery: true,
})
const { token } = await credential.getToken('https://graph.microsoft.com/.default')

const headers = { authorization: `Bearer ${token}` }
const found = await fetch(`${emulator}/v1.0/users?$filter=startswith(displayName,'Adele')`, { headers })
console.log((await found.json()).value.map((user) => user.displayName))
