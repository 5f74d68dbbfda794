import { createServer } from 'node:http'
import { promisify } from 'node:util'
import jsonwebtoken from 'jsonwebtoken'
import { JwksClient } from 'jwks-rsa'

// https://localhost:4400 works just as well.
const emulator = process.env.EMULATOR_URL ?? 'http://127.0.0.1:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID } = process.env

const jwks = new JwksClient({ jwksUri: `${emulator}/${AZURE_TENANT_ID}/discovery/v2.0/keys` })
const expected = { issuer: `${emulator}/${AZURE_TENANT_ID}/v2.0`, audience: AZURE_CLIENT_ID, algorithms: ['RS256'] }
const verify = promisify(jsonwebtoken.verify)
const keyOf = async ({ kid }, done) => {
  try {
    done(null, (await jwks.getSigningKey(kid)).getPublicKey())
  } catch (error) {
    done(error)
  }
}

const server = createServer(async (request, response) => {
  try {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    const claims = await verify(token, keyOf, expected)
    response.end(`Welcome ${claims.name}`)
  } catch (error) {
    response.writeHead(401).end(error.message)
  }
})
server.listen(process.env.PORT ?? 3000, () => console.log(`An API at http://localhost:${server.address().port}/`))
