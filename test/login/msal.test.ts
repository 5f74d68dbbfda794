import { ConfidentialClientApplication, type INetworkModule, PublicClientApplication } from '@azure/msal-node'
import { describe, expect, it } from 'vitest'
import { createLoginDoor } from './login-door.js'
import { ids, PASSWORD, SECRET, TENANT } from './tiny-tenant.js'

const ORIGIN = 'https://localhost:4400'

/** MSAL's own network port, so that the published client talks to the token service without a socket. */
function networkTo({ send }: ReturnType<typeof createLoginDoor>): INetworkModule {
  const ask = async (method: string, url: string, body = '') => {
    const answer = await send(method, url.slice(ORIGIN.length), body, {}, ORIGIN)
    return { headers: { ...answer.headers }, body: answer.body, status: answer.status }
  }
  return {
    sendGetRequestAsync: (url) => ask('GET', url),
    sendPostRequestAsync: (url, options) => ask('POST', url, options?.body),
  }
}

function configuration(door: ReturnType<typeof createLoginDoor>, auth: { clientId: string; clientSecret?: string }) {
  const authority = `${ORIGIN}/${TENANT}`
  return {
    auth: { ...auth, authority, knownAuthorities: ['localhost:4400'] },
    system: { networkClient: networkTo(door) },
  }
}

describe('MSAL Node', () => {
  it('signs an app in', async () => {
    const app = new ConfidentialClientApplication(
      configuration(createLoginDoor(), { clientId: ids.daemon, clientSecret: SECRET }),
    )
    const scopes = ['https://graph.microsoft.com/.default']
    const result = await app.acquireTokenByClientCredential({ scopes })
    expect(result?.tokenType).toBe('Bearer')
    expect((await app.acquireTokenByClientCredential({ scopes }))?.fromCache).toBe(true)
  })

  it('signs a user in, finds the tokens in its cache and refreshes them', async () => {
    const app = new PublicClientApplication(configuration(createLoginDoor(), { clientId: ids.publicClient }))
    const scopes = ['User.Read']
    const username = 'ann@contoso.onmicrosoft.com'
    const result = await app.acquireTokenByUsernamePassword({ scopes, username, password: PASSWORD })
    expect(result?.account).toMatchObject({ homeAccountId: `${ids.ann}.${TENANT}`, username })
    if (!result?.account) throw new Error('no account')
    const silent = await app.acquireTokenSilent({ scopes, account: result.account })
    expect([silent.fromCache, silent.accessToken]).toEqual([true, result.accessToken])
    const fresh = await app.acquireTokenSilent({ scopes, account: result.account, forceRefresh: true })
    expect(fresh.fromCache).toBe(false)
    expect(fresh.accessToken).not.toBe(result.accessToken)
  })

  it('recognizes a missing consent as a reason to ask the user', async () => {
    const app = new PublicClientApplication(configuration(createLoginDoor(), { clientId: ids.publicClient }))
    const request = { scopes: ['Mail.Send'], username: 'ann@contoso.onmicrosoft.com', password: PASSWORD }
    await expect(app.acquireTokenByUsernamePassword(request)).rejects.toMatchObject({
      name: 'InteractionRequiredAuthError',
      errorNo: 65001,
    })
  })
})
