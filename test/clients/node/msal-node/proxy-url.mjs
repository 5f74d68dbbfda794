import { ConfidentialClientApplication } from '@azure/msal-node'
import { EnvHttpProxyAgent, fetch, setGlobalDispatcher } from 'undici'

const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, HTTPS_PROXY } = process.env

// Versions 2 and 3 know a proxy by the setting `proxyUrl` alone; what the token is for may need another.
const client = new ConfidentialClientApplication({
  auth: {
    clientId: AZURE_CLIENT_ID,
    clientSecret: AZURE_CLIENT_SECRET,
    authority: `https://login.microsoftonline.com/${AZURE_TENANT_ID}`,
  },
  system: { proxyUrl: HTTPS_PROXY },
})
const { accessToken } = await client.acquireTokenByClientCredential({
  scopes: ['https://graph.microsoft.com/.default'],
})

setGlobalDispatcher(new EnvHttpProxyAgent())
const headers = { authorization: `Bearer ${accessToken}` }
const found = await fetch("https://graph.microsoft.com/v1.0/users?$filter=startswith(displayName,'Adele')", { headers })
console.log((await found.json()).value.map((user) => user.displayName))
