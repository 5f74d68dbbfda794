import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ConfidentialClientApplication } from '@azure/msal-node'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_CERTIFICATE_PATH } = process.env

// The file holds the private key and the certificate; the app registration knows the certificate.
const pem = readFileSync(AZURE_CLIENT_CERTIFICATE_PATH, 'utf8')
const client = new ConfidentialClientApplication({
  auth: {
    clientId: AZURE_CLIENT_ID,
    clientCertificate: {
      privateKey: pem,
      thumbprintSha256: new X509Certificate(pem).fingerprint256.replaceAll(':', ''),
    },
    authority: `${emulator}/${AZURE_TENANT_ID}`,
    knownAuthorities: [new URL(emulator).host],
  },
})
const { accessToken } = await client.acquireTokenByClientCredential({
  scopes: ['https://graph.microsoft.com/.default'],
})

const headers = { authorization: `Bearer ${accessToken}` }
const found = await fetch(`${emulator}/v1.0/users?$filter=startswith(displayName,'Adele')`, { headers })
console.log((await found.json()).value.map((user) => user.displayName))
