import { createDefaultHttpClient } from '@azure/core-rest-pipeline'
import { ClientSecretCredential } from '@azure/identity'

const emulator = process.env.EMULATOR_URL ?? 'http://127.0.0.1:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

// The credential wants an https authority; what carries its requests may take them elsewhere.
const carrier = createDefaultHttpClient()
const httpClient = {
  sendRequest(request) {
    request.url = request.url.replace('https://login.microsoftonline.com', emulator)
    request.allowInsecureConnection = true
    return carrier.sendRequest(request)
  },
}
const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, {
  httpClient,
  disableInstanceDiscovery: true,
})
const { token } = await credential.getToken('https://graph.microsoft.com/.default')

const headers = { authorization: `Bearer ${token}` }
const found = await fetch(`${emulator}/v1.0/users?$filter=startswith(displayName,'Adele')`, { headers })
console.log((await found.json()).value.map((user) => user.displayName))
