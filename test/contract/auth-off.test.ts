import { describe, expect, it } from 'vitest'
import { createEmulator } from '../../src/index.js'
import { describeHosts } from '../support/describe-hosts.js'

const GRAPH = '/v1.0/users?$top=1'
const DATAVERSE = '/api/data/v9.2/WhoAmI'
const ADMIN = '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments?api-version=2021-04-01'
const LOGIN = '/common/discovery/instance?authorization_endpoint=https://localhost/common&api-version=1.1'

/** A token that nobody signed. */
const tokenOf = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`

describeHosts(
  'auth=off',
  (host) => {
    const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
      host.request(method, path, { headers: { authorization: 'Bearer anything', ...headers } })
    const ownOrigin = () => new URL(host.origin).origin

    it.each([GRAPH, DATAVERSE, ADMIN, LOGIN])('puts the guard of the control plane before %s', async (path) => {
      expect((await ask(path)).status).toBe(200)
      expect((await ask(path, { origin: ownOrigin(), 'sec-fetch-site': 'same-origin' })).status).toBe(200)
      const foreign: Record<string, string>[] = [
        { 'sec-fetch-site': 'cross-site' },
        { origin: 'https://evil.example' },
        { origin: 'null' },
      ]
      for (const headers of foreign) {
        const answer = await ask(path, headers)
        expect(answer).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } })
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      }
    })

    it('lets no page of another origin find out what it may send', async () => {
      const asking = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
      expect((await ask('/api/data/v9.2/accounts', asking, 'OPTIONS')).status).toBe(403)
    })

    it('takes the caller from the token, if the tenant knows him, else its first Global Administrator', async () => {
      const me = async (claims: object) => {
        const { body } = await ask('/v1.0/me?$select=id', { authorization: `Bearer ${tokenOf(claims)}` })
        return body.id
      }
      const tid = host.actors.tenant.id
      const member = host.actors.user('member').id
      const administrator = host.actors.user('global-administrator').id
      expect(await me({ tid, oid: member, exp: 1, aud: 'nothing' })).toBe(member)
      expect(await me({ tid: member, oid: '__proto__', appid: 7 })).toBe(administrator)
      expect(await me({})).toBe(administrator)
    })
  },
  { auth: 'off' },
)

describe('auth=off by host name', () => {
  it.each([
    ['http://localhost:4400', 200],
    ['http://10.0.0.7:4400', 200],
    ['http://emulator:4400', 200],
    ['https://graph.microsoft.com', 200],
    ['http://rebound.example', 403],
  ])('%s: %i', async (origin, status) => {
    const emulator = await createEmulator({ auth: 'off', hostnames: ['emulator'] })
    const headers = { authorization: 'Bearer anything' }
    expect((await emulator.fetch(new Request(`${origin}${GRAPH}`, { headers }))).status).toBe(status)
    await emulator.close()
  })

  it('is not looked at where tokens are checked', async () => {
    const emulator = await createEmulator()
    expect((await emulator.fetch(new Request(`http://rebound.example${GRAPH}`))).status).toBe(401)
    await emulator.close()
  })
})

describe('auth=off beyond loopback', () => {
  it('is refused, unless names or a control token are set', async () => {
    const open = await createEmulator({ auth: 'off' })
    await expect(open.listen({ port: 0, host: '0.0.0.0' })).rejects.toThrow('anybody who reaches the address')
    await expect(open.listen({ port: 0, host: '127.0.0.1' })).resolves.toMatchObject({ pid: process.pid })
    await open.close()
    for (const more of [{ hostnames: ['emulator'] }, { controlToken: 'secret' }]) {
      const guarded = await createEmulator({ auth: 'off', ...more })
      await expect(guarded.listen({ port: 0, host: '0.0.0.0' })).resolves.toMatchObject({ pid: process.pid })
      await guarded.close()
    }
  })
})
