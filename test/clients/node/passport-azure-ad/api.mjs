import express from 'express'
import passport from 'passport'
import { BearerStrategy } from 'passport-azure-ad'

const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID } = process.env

const strategy = new BearerStrategy(
  {
    identityMetadata: `${emulator}/${AZURE_TENANT_ID}/v2.0/.well-known/openid-configuration`,
    issuer: `${emulator}/${AZURE_TENANT_ID}/v2.0`,
    clientID: AZURE_CLIENT_ID,
    audience: AZURE_CLIENT_ID,
    loggingLevel: 'error',
  },
  (claims, done) => done(null, claims, claims),
)
const app = express()
app.use(passport.use(strategy).authenticate('oauth-bearer', { session: false }))
app.get('/', (request, response) => response.send(`Welcome ${request.user.name}`))
const server = app.listen(process.env.PORT ?? 3000, () =>
  console.log(`An API at http://localhost:${server.address().port}/`),
)
