import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { describeHosts } from '../../support/describe-hosts.js'
import { options } from '../aadsts/fixture.js'
import { createWorld, type Fields, type World } from '../aadsts/world.js'
import { claimsOf } from '../login-door.js'
import { CALLBACK } from '../sign-in-fixture.js'

const VERIFIER = 'a-code-verifier-that-is-long-enough-to-be-one-0123456789'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')
const S256 = { code_challenge: CHALLENGE, code_challenge_method: 'S256' }
const PLAIN = { code_challenge: VERIFIER, code_challenge_method: 'plain' }

describeHosts(
  'an authorization code',
  (host) => {
    let world: World
    beforeEach(async () => {
      await host.control.reset()
      world = createWorld(host, '')
    })
    const codesOf = async (code: string, more: Fields) => (await world.redeem(code, more)).body.error_codes

    it('is redeemed once, by however many at the same time', async () => {
      const code = await world.code()
      const answers = await Promise.all(Array.from({ length: 5 }, () => world.redeem(code)))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400])
      expect((await world.redeem(code)).body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] })
    })

    it('is spent for good: another challenge, redirect URI or client asks in vain', async () => {
      const code = await world.code(S256)
      expect((await world.redeem(code, { code_verifier: VERIFIER })).status).toBe(200)
      expect(await codesOf(code, { code_verifier: VERIFIER, redirect_uri: `${CALLBACK}/` })).toEqual([54005])
      expect(await codesOf(code, {})).toEqual([54005])
      expect(await codesOf(code, world.as('api'))).toEqual([70000])
    })

    it('is nothing for another client, and still good for its own', async () => {
      const code = await world.code()
      for (const client of ['api', 'closed', 'bare']) expect(await codesOf(code, world.as(client))).toEqual([70000])
      expect(await codesOf(code, { ...world.as('tv'), client_secret: '' })).toEqual([70000])
      expect((await world.redeem(code)).status).toBe(200)
    })

    it('needs the secret of its client', async () => {
      const code = await world.code()
      expect(await codesOf(code, { client_secret: '' })).toEqual([7000218])
      expect(await codesOf(code, { client_secret: 'guess' })).toEqual([7000215])
      expect((await world.redeem(code)).status).toBe(200)
    })

    it.each([
      ['none', ''],
      ['one in other letters', CALLBACK.toUpperCase()],
      ['one with a slash', `${CALLBACK}/`],
      ['one on another port', CALLBACK.replace('3000', '3001')],
      ['one by another name', CALLBACK.replace('localhost', '127.0.0.1')],
      ['one with a query', `${CALLBACK}?a=b`],
      ['one with a fragment', `${CALLBACK}#a`],
      ['one with encoded letters', CALLBACK.replace('cb', '%63b')],
      ['one that goes up again', `${CALLBACK}/../cb`],
      ['another one', 'https://evil.example/cb'],
    ])('is bound to its redirect URI, and refused with %s', async (_, redirect_uri) => {
      const { status, body } = await world.redeem(await world.code(), { redirect_uri })
      expect([status, body.error, body.error_codes]).toEqual([401, 'invalid_client', [500112]])
      expect(body.access_token).toBeUndefined()
    })

    describe('with a challenge', () => {
      it.each([
        ['no verifier', S256, {}, 50148],
        ['an empty verifier', S256, { code_verifier: '' }, 50148],
        ['the challenge as verifier', S256, { code_verifier: CHALLENGE }, 501481],
        [
          'the challenge as verifier, said to be plain',
          S256,
          { code_verifier: CHALLENGE, code_challenge_method: 'plain' },
          501481,
        ],
        ['a challenge of its own', S256, { code_verifier: 'x'.repeat(43), code_challenge: 'x'.repeat(43) }, 501481],
        ['the verifier in other letters', S256, { code_verifier: VERIFIER.toUpperCase() }, 501481],
        ['the verifier and more', S256, { code_verifier: `${VERIFIER}A` }, 501481],
        ['the beginning of the verifier', S256, { code_verifier: VERIFIER.slice(0, -1) }, 501481],
        ['a verifier without end', S256, { code_verifier: 'x'.repeat(100_000) }, 501481],
        ['no verifier for a plain one', PLAIN, {}, 50148],
        ['the hash of a plain one', PLAIN, { code_verifier: CHALLENGE }, 501481],
      ] as const)('is refused with %s', async (_, challenge, form, code) => {
        const { status, body } = await world.redeem(await world.code(challenge), form)
        expect([status, body.error, body.error_codes]).toEqual([400, 'invalid_grant', [code]])
      })

      it.each([
        ['S256', S256],
        ['plain', PLAIN],
        ['a method that is left out', { code_challenge: VERIFIER }],
      ])('is good with the right verifier: %s', async (_, challenge) => {
        expect((await world.redeem(await world.code(challenge), { code_verifier: VERIFIER })).status).toBe(200)
      })

      it.each([
        [501491, { code_challenge: 'x'.repeat(42) }],
        [501491, { code_challenge: 'x'.repeat(129) }],
        [501491, { ...S256, code_challenge: `${CHALLENGE}=` }],
        [501491, { ...S256, code_challenge: `${CHALLENGE.slice(0, -1)}+` }],
        [501491, { ...S256, code_challenge: `${CHALLENGE.slice(0, -1)}\n` }],
        [501492, { ...S256, code_challenge_method: 's256' }],
        [501492, { ...S256, code_challenge_method: 'none' }],
        [501492, { ...S256, code_challenge_method: '__proto__' }],
      ])('is not given out for one that is none (%i, %j)', async (code, challenge) => {
        const { sentTo } = await world.open('web', challenge)
        expect(sentTo?.searchParams.get('code')).toBeNull()
        expect(sentTo?.searchParams.get('error_description')).toMatch(new RegExp(`^AADSTS${code}: `))
      })
    })

    it('without a challenge takes no verifier: somebody put the code into another session', async () => {
      expect(await codesOf(await world.code(), { code_verifier: VERIFIER })).toEqual([501481])
    })

    it('brings no more than was asked for, and no other nonce', async () => {
      const code = await world.code({ nonce: 'mine' })
      const { body } = await world.redeem(code, { nonce: 'yours', scope: 'User.Read openid' })
      expect(claimsOf(String(body.id_token)).nonce).toBe('mine')
      expect(await codesOf(await world.code(), { scope: 'Group.ReadWrite.All' })).toEqual([65001])
    })

    it.each([
      ['one letter less', (code: string) => code.slice(0, -1)],
      ['one letter more', (code: string) => `${code}A`],
      ['other letters', (code: string) => code.toUpperCase()],
      ['a blank behind', (code: string) => `${code} `],
      [
        'another tenant in it',
        (code: string) => code.replace(/\.[^.]*\./, `.${Buffer.from('nobody').toString('base64url')}.`),
      ],
      [
        'a prototype for a tenant',
        (code: string) => code.replace(/\.[^.]*\./, `.${Buffer.from('__proto__').toString('base64url')}.`),
      ],
    ])('is unknown with %s', async (_, change) => {
      expect(await codesOf(change(await world.code()), {})).toEqual([70000])
    })
  },
  options,
)
