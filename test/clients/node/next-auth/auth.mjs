// What a Next.js app has as pages/api/auth/[...nextauth].js
import NextAuth from 'next-auth'
import AzureADProvider from 'next-auth/providers/azure-ad'

// http://127.0.0.1:4400 works just as well.
const emulator = process.env.EMULATOR_URL ?? 'https://localhost:4400'
const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env

export default NextAuth({
  secret: 'a secret of one’s own',
  providers: [
    AzureADProvider({
      clientId: AZURE_CLIENT_ID,
      clientSecret: AZURE_CLIENT_SECRET,
      tenantId: AZURE_TENANT_ID,
      wellKnown: `${emulator}/${AZURE_TENANT_ID}/v2.0/.well-known/openid-configuration`,
      // The provider's own `profile` fetches a photo from graph.microsoft.com.
      profile: ({ sub, name, email, preferred_username }) => ({ id: sub, name, email: email ?? preferred_username }),
    }),
  ],
})
