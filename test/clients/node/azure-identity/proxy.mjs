import { ClientSecretCredential } from '@azure/identity'
import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici'

// For the version's MSAL and for fetch; newer versions of Node.js do this where NODE_USE_ENV_PROXY=1 is set.
setGlobalDispatcher(new EnvHttpProxyAgent())

const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET)
const { token } = await credential.getToken('https://graph.microsoft.com/.default')

const headers = { authorization: `Bearer ${token}` }
const found = await fetch("https://graph.microsoft.com/v1.0/users?$filter=startswith(displayName,'Adele')", { headers })
console.log((await found.json()).value.map((user) => user.displayName))
