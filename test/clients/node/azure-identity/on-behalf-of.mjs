import { createServer } from 'node:http'
import { OnBehalfOfCredential } from '@azure/identity'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

// An API that calls Graph as the user who calls it.
const server = createServer(async (request, response) => {
  try {
    const credential = new OnBehalfOfCredential({
      tenantId: AZURE_TENANT_ID,
      clientId: AZURE_CLIENT_ID,
      clientSecret: AZURE_CLIENT_SECRET,
      userAssertionToken: request.headers.authorization?.replace('Bearer ', '') ?? '',
      authorityHost: emulator,
      disableInstanceDiscovery: true,
    })
    const { token } = await credential.getToken('https://graph.microsoft.com/User.Read')
    const me = await fetch(`${emulator}/v1.0/me`, { headers: { authorization: `Bearer ${token}` } })
    response.end(`Welcome ${(await me.json()).displayName}`)
  } catch (error) {
    response.writeHead(401).end(`${error}`)
  }
})
server.listen(process.env.PORT ?? 3000, () => console.log(`An API at http://localhost:${server.address().port}/`))
