import { ConfidentialClientApplication } from '@azure/msal-node'

const emulator = process.env.EMULATOR_URL ?? 'http://127.0.0.1:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

// MSAL wants an https authority, but not of the endpoints behind it: given these, it never asks the authority.
const client = new ConfidentialClientApplication({
  auth: {
    clientId: AZURE_CLIENT_ID,
    clientSecret: AZURE_CLIENT_SECRET,
    authority: `https://login.microsoftonline.com/${AZURE_TENANT_ID}`,
    authorityMetadata: JSON.stringify({
      issuer: `https://login.microsoftonline.com/${AZURE_TENANT_ID}/v2.0`,
      authorization_endpoint: `${emulator}/${AZURE_TENANT_ID}/oauth2/v2.0/authorize`,
      token_endpoint: `${emulator}/${AZURE_TENANT_ID}/oauth2/v2.0/token`,
      jwks_uri: `${emulator}/${AZURE_TENANT_ID}/discovery/v2.0/keys`,
      end_session_endpoint: `${emulator}/${AZURE_TENANT_ID}/oauth2/v2.0/logout`,
    }),
  },
})
const { accessToken } = await client.acquireTokenByClientCredential({
  scopes: ['https://graph.microsoft.com/.default'],
})

const headers = { authorization: `Bearer ${accessToken}` }
const found = await fetch(`${emulator}/v1.0/users?$filter=startswith(displayName,'Adele')`, { headers })
console.log((await found.json()).value.map((user) => user.displayName))
