import express from 'express'
import { auth } from 'express-oauth2-jwt-bearer'

// https://localhost:4400 works just as well.
const emulator = process.env.EMULATOR_URL ?? 'http://127.0.0.1:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID } = process.env

const app = express()
app.use(auth({ issuerBaseURL: `${emulator}/${AZURE_TENANT_ID}/v2.0`, audience: AZURE_CLIENT_ID }))
app.get('/', (request, response) => response.send(`Welcome ${request.auth.payload.name}`))
const server = app.listen(process.env.PORT ?? 3000, () =>
  console.log(`An API at http://localhost:${server.address().port}/`),
)
