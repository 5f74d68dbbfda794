import { allowInsecureRequests, clientCredentialsGrant, discovery, fetchProtectedResource } from 'openid-client'

// http://127.0.0.1:4400 works just as well, once insecure requests are allowed.
const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const issuer = new URL(`${emulator}/${AZURE_TENANT_ID}/v2.0`)
const execute = issuer.protocol === 'http:' ? [allowInsecureRequests] : []
const client = await discovery(issuer, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, undefined, { execute })
const { access_token } = await clientCredentialsGrant(client, { scope: 'https://graph.microsoft.com/.default' })

const users = new URL(`${emulator}/v1.0/users?$filter=startswith(displayName,'Adele')`)
const found = await fetchProtectedResource(client, access_token, users, 'GET')
console.log((await found.json()).value.map((user) => user.displayName))
