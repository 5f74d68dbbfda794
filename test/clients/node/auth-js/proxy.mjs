import { ExpressAuth, getSession } from '@auth/express'
import MicrosoftEntraID from '@auth/express/providers/microsoft-entra-id'
import express from 'express'
import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici'

// For fetch; newer versions of Node.js do this by themselves where NODE_USE_ENV_PROXY=1 is set.
setGlobalDispatcher(new EnvHttpProxyAgent())

const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

const config = {
  trustHost: true,
  secret: 'thirty-two characters of one’s own',
  providers: [
    MicrosoftEntraID({
      clientId: AZURE_CLIENT_ID,
      clientSecret: AZURE_CLIENT_SECRET,
      issuer: `https://login.microsoftonline.com/${AZURE_TENANT_ID}/v2.0`,
    }),
  ],
}

const app = express()
app.use('/auth', ExpressAuth(config))
app.get('/', async (request, response) => response.json((await getSession(request, config))?.user ?? null))
const server = app.listen(process.env.PORT ?? 3000, () =>
  console.log(`Sign in at http://localhost:${server.address().port}/auth/signin`),
)
