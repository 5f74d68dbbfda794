import { beforeAll, describe, expect, it } from 'vitest'
import { describeHosts } from '../../support/describe-hosts.js'
import { makeCertificate, signJwt } from '../sign-jwt.js'
import { apiDoors, callWith } from './api-doors.js'
import { createKeyFolder, type Sample, signedBySecret, takeApart, unsigned } from './forge.js'

const own = createKeyFolder()
const stranger = makeCertificate()

/** How a token is forged by somebody who has seen one, and the public key. */
const forgeries: Readonly<Record<string, (sample: Sample, key: PublicKey) => string>> = {
  'no algorithm': ({ header, claims }) => unsigned({ ...header, alg: 'none' }, claims),
  'no algorithm, in other letters': ({ header, claims }) => unsigned({ ...header, alg: 'NoNe' }, claims),
  'no algorithm, and the signature all the same': ({ token, header, claims }) =>
    unsigned({ ...header, alg: 'none' }, claims, token.split('.')[2]),
  'a header without algorithm': ({ header: { alg: _, ...header }, claims }) => unsigned(header, claims),
  'no signature': ({ header, claims }) => unsigned(header, claims),
  'the public key as a secret, in PEM': (sample, { pem }) => signedBySecret(sample, pem),
  'the public key as a secret, in PEM without its last line end': (sample, { pem }) =>
    signedBySecret(sample, pem.trim()),
  'the public key as a secret, in DER': (sample, { der }) => signedBySecret(sample, der),
  'the certificate of the keys document as a secret': (sample, { shown }) => signedBySecret(sample, shown.x5c[0] ?? ''),
  'the modulus as a secret': (sample, { shown }) => signedBySecret(sample, Buffer.from(shown.n, 'base64url')),
  'the key of the keys document as a secret': (sample, { shown }) => signedBySecret(sample, JSON.stringify(shown)),
  'the public key as a secret, with HS512': (sample, { pem }) => signedBySecret(sample, pem, 'HS512'),
  'an empty secret': (sample) => signedBySecret(sample, ''),
  'another key': ({ header, claims }) => signJwt(header, claims, stranger.privateKey),
  'another key, and no kid': ({ header: { kid: _, x5t: __, ...header }, claims }) =>
    signJwt(header, claims, stranger.privateKey),
  'another key, in jwk': ({ header, claims }) =>
    signJwt({ ...header, jwk: stranger.publicJwk }, claims, stranger.privateKey),
  'another key, in x5c': ({ header, claims }) =>
    signJwt({ ...header, x5c: [stranger.text] }, claims, stranger.privateKey),
  'another key, at jku': ({ header, claims }) =>
    signJwt({ ...header, jku: 'https://evil.example/keys' }, claims, stranger.privateKey),
  'another key, at x5u': ({ header, claims }) =>
    signJwt({ ...header, x5u: 'https://evil.example/cert' }, claims, stranger.privateKey),
  'another key, under its own name': ({ header, claims }) =>
    signJwt({ ...header, kid: stranger.x5t, x5t: stranger.x5t }, claims, stranger.privateKey),
  'the right key, under another name': ({ header, claims }) => own.sign({ ...header, kid: stranger.x5t }, claims),
  'the right key, without a name': ({ header: { kid: _, ...header }, claims }) => own.sign(header, claims),
  'the right key, under the name of a file': ({ header, claims }) =>
    own.sign({ ...header, kid: '../../dev/null' }, claims),
  'the right key, under the name of a prototype': ({ header, claims }) =>
    own.sign({ ...header, kid: '__proto__' }, claims),
  'the right key, under no text': ({ header, claims }) => own.sign({ ...header, kid: [header.kid] }, claims),
  'the right key, with RS512': ({ header, claims }) => own.sign({ ...header, alg: 'RS512' }, claims),
  'the right key, with PS256': ({ header, claims }) => own.sign({ ...header, alg: 'PS256' }, claims),
  'another payload': ({ token, header, claims }) =>
    unsigned(header, { ...claims, scp: 'Everything' }, token.split('.')[2]),
  'the payload written otherwise': ({ token, claims }) =>
    token.replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify(claims, undefined, 1)).toString('base64url')}.`),
  'another header': ({ token, header, claims }) => unsigned({ ...header, more: 1 }, claims, token.split('.')[2]),
  'a signature with one letter changed': ({ token }) =>
    token.replace(/\.(.)([^.]*)$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}`),
  'half a signature': ({ token }) => token.slice(0, -170),
  'a signature and more': ({ token }) => `${token}AAAA`,
  'parts in another order': ({ token }) => token.split('.').reverse().join('.'),
  'parts that are no JSON': () => 'a.b.c',
  'parts that are empty': () => '..',
  'a payload that is a list': ({ header }) => own.sign(header, []),
  'twenty thousand letters': ({ token }) => `${token.split('.', 2).join('.')}.${'A'.repeat(20_000)}`,
}

interface PublicKey {
  readonly pem: string
  readonly der: Buffer
  readonly shown: { readonly n: string; readonly x5c: readonly string[] }
}

describeHosts(
  'a forged token',
  (host) => {
    let sample: Sample
    let key: PublicKey
    beforeAll(async () => {
      const { authorization } = await host.actors.asUser('global-administrator', `${host.origin}/.default openid`)
      sample = takeApart(authorization.replace('Bearer ', ''))
      const { body } = await host.request('GET', '/common/discovery/v2.0/keys')
      const [shown] = body.keys as [PublicKey['shown']]
      const publicKey = own.publicKey()
      const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
      key = { pem, der: publicKey.export({ type: 'spki', format: 'der' }), shown }
    })

    describe.each(apiDoors.map((door) => [door.name, door] as const))('at %s', (_, door) => {
      it('is told from a good one, and from the same made by hand', async () => {
        expect((await callWith(host, door, sample.token)).status).toBe(200)
        expect((await callWith(host, door, own.sign(sample.header, sample.claims))).status).toBe(200)
      })

      it.each(Object.keys(forgeries))('is refused with %s', async (name) => {
        const token = forgeries[name]?.(sample, key) ?? ''
        door.expectRefusal(
          await callWith(host, door, token),
          name === 'a payload that is a list' ? 'claims' : 'signature',
          host,
        )
      })

      it.each([
        ['no dots', 'noDots', () => 'garbage'],
        ['one part', 'noDots', ({ token }: Sample) => token.split('.')[0] ?? ''],
        ['two parts', 'malformed', ({ token }: Sample) => token.split('.', 2).join('.')],
        ['four parts', 'malformed', ({ token }: Sample) => `${token}.x`],
        ['five parts, as encrypted ones have', 'malformed', ({ token }: Sample) => `${token}.x.x`],
        ['dots alone', 'malformed', () => '.'.repeat(5000)],
      ] as const)('is refused with %s', async (__, fault, make) => {
        door.expectRefusal(await callWith(host, door, make(sample)), fault, host)
      })
    })
  },
  { data: own.folder },
)
