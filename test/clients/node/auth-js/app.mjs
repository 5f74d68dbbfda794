import { ExpressAuth, getSession } from '@auth/express'
import MicrosoftEntraID from '@auth/express/providers/microsoft-entra-id'
import express from 'express'

// http://127.0.0.1:4400 works just as well.
const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const config = {
  trustHost: true,
  secret: 'thirty-two characters of one’s own',
  providers: [
    MicrosoftEntraID({
      clientId: AZURE_CLIENT_ID,
      clientSecret: AZURE_CLIENT_SECRET,
      issuer: `${emulator}/${AZURE_TENANT_ID}/v2.0`,
      // The provider's own `profile` fetches a photo from graph.microsoft.com.
      profile: ({ sub, name, email, preferred_username }) => ({ id: sub, name, email: email ?? preferred_username }),
    }),
  ],
}

const app = express()
app.use('/auth', ExpressAuth(config))
app.get('/', async (request, response) => response.json((await getSession(request, config))?.user ?? null))
const server = app.listen(process.env.PORT ?? 3000, () =>
  console.log(`Sign in at http://localhost:${server.address().port}/auth/signin`),
)
