import { clientCredentialsGrant, discovery, fetchProtectedResource } from 'openid-client'
import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici'

// For fetch; newer versions of Node.js do this by themselves where NODE_USE_ENV_PROXY=1 is set.
setGlobalDispatcher(new EnvHttpProxyAgent())

const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const issuer = new URL(`https://login.microsoftonline.com/${AZURE_TENANT_ID}/v2.0`)
const client = await discovery(issuer, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET)
const { access_token } = await clientCredentialsGrant(client, { scope: 'https://graph.microsoft.com/.default' })

const users = new URL("https://graph.microsoft.com/v1.0/users?$filter=startswith(displayName,'Adele')")
const found = await fetchProtectedResource(client, access_token, users, 'GET')
console.log((await found.json()).value.map((user) => user.displayName))
