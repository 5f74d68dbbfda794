import { createServer } from 'node:http'
import { ConfidentialClientApplication } from '@azure/msal-node'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const client = new ConfidentialClientApplication({
  auth: {
    clientId: AZURE_CLIENT_ID,
    clientSecret: AZURE_CLIENT_SECRET,
    authority: `${emulator}/${AZURE_TENANT_ID}`,
    knownAuthorities: [new URL(emulator).host],
  },
})

// An API that calls Graph as the user who calls it.
const server = createServer(async (request, response) => {
  try {
    const { accessToken } = await client.acquireTokenOnBehalfOf({
      oboAssertion: request.headers.authorization?.replace('Bearer ', '') ?? '',
      scopes: ['https://graph.microsoft.com/User.Read'],
    })
    const me = await fetch(`${emulator}/v1.0/me`, { headers: { authorization: `Bearer ${accessToken}` } })
    response.end(`Welcome ${(await me.json()).displayName}`)
  } catch (error) {
    response.writeHead(401).end(`${error}`)
  }
})
server.listen(process.env.PORT ?? 3000, () => console.log(`An API at http://localhost:${server.address().port}/`))
