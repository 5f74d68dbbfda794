import { makeCertificate, signJwt } from '../sign-jwt.js'
import type { Row } from './row.js'
import type { World } from './world.js'

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const SEE = 'Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials.'
const own = makeCertificate()
const other = makeCertificate()

/** Presents an assertion of the web app, which holds the first certificate; `change` is what is wrong with it. */
async function present(world: World, change: object = {}, key = own, more: Readonly<Record<string, string>> = {}) {
  await register(world)
  return send(
    world,
    signJwt({ alg: 'RS256', typ: 'JWT', x5t: key.x5t }, await claimsOf(world, change), key.privateKey),
    more,
  )
}

async function register({ graph, app }: World): Promise<void> {
  await graph('PATCH', `/v1.0/applications/${app('web').objectId}`, {
    keyCredentials: [{ type: 'AsymmetricX509Cert', usage: 'Verify', key: own.text }],
  })
}

async function claimsOf({ app, home, host, control }: World, change: object): Promise<object> {
  const now = secondsOf((await control.clock()).now)
  const client = app('web').clientId
  const aud = `${host.origin}/${home()}/oauth2/v2.0/token`
  return { aud, iss: client, sub: client, jti: 'one', nbf: now, exp: now + 600, ...change }
}

function send({ asApp }: World, client_assertion: string, more: Readonly<Record<string, string>> = {}) {
  return asApp('web', { client_secret: '', client_assertion_type: TYPE, client_assertion, ...more })
}

const secondsOf = (instant: string) => Math.floor(Date.parse(instant) / 1000)
const written = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000', '')

const keyUnknown = (thumbprint: string) =>
  `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${thumbprint}'].`

const row = (word: string, code: number, text: Row['text'], provoke: Row['provoke']): Row => ({
  word,
  code,
  error: 'invalid_client',
  text,
  told: 'client',
  provoke,
})

/** Refusals of what a client signs to prove who it is. */
export const assertionRows: readonly Row[] = [
  {
    ...row(
      'assertionTypeUnknown',
      900144,
      `The request body must contain the following parameter: 'client_assertion_type' with the value '${TYPE}'.`,
      (world) => present(world, {}, own, { client_assertion_type: 'other' }),
    ),
    error: 'invalid_request',
  },
  row('assertionMalformed', 50027, 'JWT token is invalid or malformed.', async (world) => {
    await register(world)
    return send(world, 'garbage')
  }),
  row('assertionKeyUnknown', 700027, keyUnknown(other.thumbprint), (world) => present(world, {}, other)),
  row(
    'assertionExpired',
    700024,
    ({ began }) => {
      const now = secondsOf(began)
      return `Client assertion is not within its valid time range. Current time: ${written(now)}, assertion valid from ${written(now - 1200)}, expiry time of assertion ${written(now - 600)}. ${SEE}`
    },
    (world) => {
      const now = secondsOf(world.began)
      return present(world, { nbf: now - 1200, exp: now - 600 })
    },
  ),
  row('assertionSubject', 50048, `Subject must match Issuer claim in the client assertion. ${SEE}`, (world) =>
    present(world, { sub: 'somebody else' }),
  ),
  row(
    'assertionClient',
    700021,
    `Client assertion application identifier doesn't match 'client_id' parameter. ${SEE}`,
    (world) => present(world, { iss: world.app('api').clientId, sub: world.app('api').clientId }),
  ),
  row('assertionAudience', 700023, `Client assertion audience claim does not match Realm issuer. ${SEE}`, (world) =>
    present(world, { aud: 'https://evil.example/' }),
  ),
  row(
    'severalAudiences',
    5002741,
    'Number of audience values in the provided client credential exceed maximum allowed. 2 audience values provided, maximum allowed is 1.',
    (world) => present(world, { aud: ['one', 'two'] }),
  ),
  row(
    'assertionReplayed',
    50012,
    'Authentication failed: the client assertion was presented before, in the same request or with the same jti. Sign a new one.',
    async (world) => {
      await present(world)
      return present(world)
    },
  ),
]
