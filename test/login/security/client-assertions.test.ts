import { beforeEach, describe, expect, it } from 'vitest'
import { describeHosts } from '../../support/describe-hosts.js'
import { options } from '../aadsts/fixture.js'
import { createWorld, type Fields, type World } from '../aadsts/world.js'
import { makeCertificate, signJwt } from '../sign-jwt.js'
import { signedBySecret, unsigned } from './forge.js'

const own = makeCertificate()
const stranger = makeCertificate()
const HEADER = { alg: 'RS256', typ: 'JWT', x5t: own.x5t }

interface Claims {
  readonly [name: string]: unknown
}

/** How somebody without the certificate's key, or with another one, would prove to be the client. */
const forgeries: Readonly<Record<string, (claims: Claims) => string>> = {
  'no algorithm': (claims) => unsigned({ ...HEADER, alg: 'none' }, claims),
  'no algorithm, in other letters': (claims) => unsigned({ ...HEADER, alg: 'NONE' }, claims),
  'no signature': (claims) => unsigned(HEADER, claims),
  'the certificate as a secret': (claims) => signedBySecret({ token: '', header: HEADER, claims }, own.text),
  'the certificate in bytes as a secret': (claims) =>
    signedBySecret({ token: '', header: HEADER, claims }, Buffer.from(own.text, 'base64')),
  'another key': (claims) => signJwt(HEADER, claims, stranger.privateKey),
  'another key, in x5c': (claims) => signJwt({ ...HEADER, x5c: [stranger.text] }, claims, stranger.privateKey),
  'another key, in jwk': (claims) => signJwt({ ...HEADER, jwk: stranger.publicJwk }, claims, stranger.privateKey),
  'another key, at x5u': (claims) => signJwt({ ...HEADER, x5u: 'https://evil.example/c' }, claims, stranger.privateKey),
  'another key, under its own name': (claims) => signJwt({ ...HEADER, x5t: stranger.x5t }, claims, stranger.privateKey),
  'another payload': (claims) =>
    signJwt(HEADER, claims, own.privateKey).replace(
      /\.[^.]*\./,
      `.${unsigned({}, { ...claims, exp: 9e9 }).split('.')[1]}.`,
    ),
  'the right key with RS512': (claims) => signJwt({ ...HEADER, alg: 'RS512' }, claims, own.privateKey),
}

describeHosts(
  'a client assertion',
  (host) => {
    let world: World
    beforeEach(async () => {
      await host.control.reset()
      world = createWorld(host, '')
      for (const key of ['web', 'api']) {
        const certificate = key === 'web' ? own : stranger
        await world.graph('PATCH', `/v1.0/applications/${world.app(key).objectId}`, {
          keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key: certificate.text }],
        })
      }
    })
    const claims = (change: object = {}, key = 'web'): Claims => {
      const client = world.app(key).clientId
      const now = Math.floor(Date.now() / 1000)
      const aud = `${host.origin}/${world.home()}/oauth2/v2.0/token`
      return { aud, iss: client, sub: client, jti: 'one', nbf: now, exp: now + 600, ...change }
    }
    const present = (client_assertion: string, more: Fields = {}, at?: string) => {
      const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
      return world.asApp('web', { client_secret: '', client_assertion_type, client_assertion, ...more }, at)
    }
    const right = (change: object = {}) => signJwt(HEADER, claims(change), own.privateKey)

    it('proves the client whose certificate signed it', async () => {
      expect((await present(right())).status).toBe(200)
    })

    it.each(Object.keys(forgeries))('is refused with %s', async (name) => {
      const { status, body } = await present(forgeries[name]?.(claims()) ?? '')
      expect([status, body.error, body.error_codes]).toEqual([401, 'invalid_client', [700027]])
    })

    it.each([
      [50027, () => 'a.b.c'],
      [50027, () => 'x'],
      [50027, () => right().split('.', 2).join('.')],
      [50048, () => right({ iss: world.app('api').clientId })],
      [700021, () => right({ iss: world.app('api').clientId, sub: world.app('api').clientId })],
      [700023, () => right({ aud: `${host.origin}/${world.home('fabrikam')}/oauth2/v2.0/token` })],
      [700023, () => right({ aud: `https://evil.example/${world.home()}/oauth2/v2.0/token` })],
      [700023, () => right({ aud: undefined })],
      [700024, () => right({ exp: undefined })],
      [700024, () => right({ exp: 'never' })],
      [700024, () => right({ exp: Math.floor(Date.now() / 1000) - 301 })],
      [700024, () => right({ nbf: Math.floor(Date.now() / 1000) + 310 })],
    ])('is refused with %i', async (code, make) => {
      const { status, body } = await present(make())
      expect([status, body.error, body.error_codes]).toEqual([401, 'invalid_client', [code]])
    })

    it('proves nobody else, and does not go with a secret of nobody', async () => {
      const { body } = await present(right(), { client_id: world.app('api').clientId })
      expect(body.error_codes).toEqual([700027])
      const { body: other } = await present(signJwt(HEADER, claims({}, 'api'), stranger.privateKey))
      expect(other.error_codes).toEqual([700027])
    })

    it("is not a user's token, nor an app's", async () => {
      const { access_token, id_token } = (await world.withPassword('ann', { scope: 'User.Read openid' })).body
      const app = (await world.asApp('web')).body.access_token
      for (const token of [access_token, id_token, app]) expect((await present(String(token))).status).toBe(401)
    })

    describe('that was presented before', () => {
      const replayed = { error: 'invalid_client', error_codes: [50012] }

      it('is refused, one of however many at the same time excepted', async () => {
        const assertion = right()
        const answers = await Promise.all(Array.from({ length: 4 }, () => present(assertion)))
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401])
        expect((await present(assertion)).body).toMatchObject(replayed)
      })

      it('leaves its name to no other', async () => {
        await present(right())
        expect((await present(right({ exp: Math.floor(Date.now() / 1000) + 500 }))).body).toMatchObject(replayed)
      })

      it('is refused without a name, too, and whatever the name is made of', async () => {
        for (const jti of [undefined, '', '__proto__', ['one'], { one: 1 }, 1]) {
          const assertion = right({ jti, unique: String(jti) })
          expect((await present(assertion)).status).toBe(200)
          expect((await present(assertion)).body).toMatchObject(replayed)
        }
      })
    })
  },
  options,
)
