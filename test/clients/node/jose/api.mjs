import { createServer } from 'node:http'
import { createRemoteJWKSet, jwtVerify } from 'jose'

// https://localhost:4400 works just as well.
const emulator = process.env.EMULATOR_URL ?? 'http://127.0.0.1:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID } = process.env

const keys = createRemoteJWKSet(new URL(`${emulator}/${AZURE_TENANT_ID}/discovery/v2.0/keys`))
const expected = { issuer: `${emulator}/${AZURE_TENANT_ID}/v2.0`, audience: AZURE_CLIENT_ID }

const server = createServer(async (request, response) => {
  try {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    const { payload } = await jwtVerify(token, keys, expected)
    response.end(`Welcome ${payload.name}`)
  } catch (error) {
    response.writeHead(401).end(error.code)
  }
})
server.listen(process.env.PORT ?? 3000, () => console.log(`An API at http://localhost:${server.address().port}/`))
