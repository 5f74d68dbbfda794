import { Client, HTTPMessageHandler } from '@microsoft/microsoft-graph-client'

const emulator = process.env.EMULATOR_URL ?? 'http://127.0.0.1:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const answer = await fetch(`${emulator}/${AZURE_TENANT_ID}/oauth2/v2.0/token`, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: AZURE_CLIENT_ID,
    client_secret: AZURE_CLIENT_SECRET,
    scope: 'https://graph.microsoft.com/.default',
  }),
})
const { access_token, error_description } = await answer.json()
if (error_description) throw new Error(error_description)

// The client's own authentication never sends a token over http: this client gets none, but the header itself.
const graph = Client.initWithMiddleware({
  baseUrl: emulator,
  middleware: new HTTPMessageHandler(),
  fetchOptions: { headers: { authorization: `Bearer ${access_token}` } },
})

const { value } = await graph.api('/users').filter("startswith(displayName,'Adele')").select('displayName').get()
console.log(value.map((user) => user.displayName))
const group = { displayName: 'Buyers', mailNickname: 'buyers', mailEnabled: false, securityEnabled: true }
console.log('created', (await graph.api('/groups').post(group)).displayName)
