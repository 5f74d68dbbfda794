import { ConfidentialClientApplication } from '@azure/msal-node'
import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici'

// Newer versions of Node.js do this by themselves where NODE_USE_ENV_PROXY=1 is set.
setGlobalDispatcher(new EnvHttpProxyAgent())

const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const client = new ConfidentialClientApplication({
  auth: {
    clientId: AZURE_CLIENT_ID,
    clientSecret: AZURE_CLIENT_SECRET,
    authority: `https://login.microsoftonline.com/${AZURE_TENANT_ID}`,
  },
})
const { accessToken } = await client.acquireTokenByClientCredential({
  scopes: ['https://graph.microsoft.com/.default'],
})

const headers = { authorization: `Bearer ${accessToken}` }
const found = await fetch("https://graph.microsoft.com/v1.0/users?$filter=startswith(displayName,'Adele')", { headers })
console.log((await found.json()).value.map((user) => user.displayName))
