import { constants, createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { applications } from '../../src/domain/directory/tables.js'
import { presentedAssertions } from '../../src/domain/tokens/tables.js'
import { makeSigningCertificate } from '../../src/hosts/signing-certificate.js'
import { encodeTextBase64Url } from '../../src/kernel/base64url.js'
import { formatInstant } from '../../src/kernel/instant.js'
import { claimsOf, createLoginDoor } from './login-door.js'
import { ids, START, TENANT } from './tiny-tenant.js'

const certificateKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const otherKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const certificate = makeSigningCertificate(certificateKey, createPublicKey(certificateKey))
const thumbprint = createHash('sha1').update(certificate)
const now = START / 1000

const payload = {
  aud: `http://127.0.0.1:4400/${TENANT}/oauth2/v2.0/token`,
  iss: ids.daemon,
  sub: ids.daemon,
  jti: 'one',
  nbf: now,
  exp: now + 600,
}

const x5t = thumbprint.copy().digest('base64url')
const sha256 = createHash('sha256').update(certificate).digest('base64url')

function assertion(
  change: object = {},
  alg: 'RS256' | 'PS256' = 'RS256',
  key: KeyObject = certificateKey,
  named: object = { x5t },
): string {
  const header = { alg, typ: 'JWT', ...named }
  const text = [header, { ...payload, ...change }].map((part) => encodeTextBase64Url(JSON.stringify(part))).join('.')
  const padding = alg === 'PS256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {}
  return `${text}.${sign('sha256', Buffer.from(text), { key, ...padding }).toString('base64url')}`
}

function createDoorWithCertificate(end = START + 86_400_000) {
  const door = createLoginDoor()
  door.write((transaction) => {
    const application = transaction.table(applications).findFirst('appId', ids.daemon)
    const credential = {
      keyId: 'certificate',
      displayName: null,
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
      key: certificate.toString('base64'),
      customKeyIdentifier: null,
      startDateTime: formatInstant(START),
      endDateTime: formatInstant(end),
    }
    if (application) transaction.replace(applications, { ...application, keyCredentials: [credential] })
  })
  const ask = (client_assertion: string, change: Readonly<Record<string, string>> = {}) =>
    door.token({
      grant_type: 'client_credentials',
      client_id: ids.daemon,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
      scope: 'https://graph.microsoft.com/.default',
      ...change,
    })
  return { ...door, ask }
}

describe('client assertions', () => {
  it.each(['RS256', 'PS256'] as const)('prove a client with %s', async (algorithm) => {
    const { body } = await createDoorWithCertificate().ask(assertion({}, algorithm))
    expect(claimsOf(body.access_token)).toMatchObject({ appid: ids.daemon, appidacr: '2' })
  })

  it.each([
    ['PS256', { 'x5t#S256': sha256 }],
    ['RS256', { x5t, x5c: [certificate.toString('base64')] }],
    ['RS256', { kid: thumbprint.copy().digest('hex').toUpperCase() }],
    ['PS256', {}],
  ] as const)('may name the key with %s and %j, since the signature decides', async (algorithm, named) => {
    const { body } = await createDoorWithCertificate().ask(assertion({}, algorithm, certificateKey, named))
    expect(claimsOf(body.access_token)).toMatchObject({ appid: ids.daemon, appidacr: '2' })
  })

  it('name a key by its id where they have no thumbprint', async () => {
    const { body } = await createDoorWithCertificate().ask(assertion({}, 'RS256', otherKey, { kid: 'my-key' }))
    expect(body.error_description).toContain("Thumbprint of key used by client: 'my-key'")
  })

  it.each([
    `https://localhost:4400/${TENANT}/oauth2/token`,
    `http://127.0.0.1:4400/${TENANT}/v2.0`,
    `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
    'https://login.microsoftonline.com/Contoso.onmicrosoft.com/oauth2/v2.0/token',
    `https://sts.windows.net/${TENANT}/`,
  ])('may be made for %s', async (aud) => {
    expect((await createDoorWithCertificate().ask(assertion({ aud }))).status).toBe(200)
  })

  it('may be valid at the time of the machine when the clock of the emulator was moved', async () => {
    const { ask, clock } = createDoorWithCertificate()
    clock.set(START + 31 * 86_400_000)
    expect((await ask(assertion())).status).toBe(200)
  })

  it('may come from a clock that differs by minutes', async () => {
    expect((await createDoorWithCertificate().ask(assertion({ nbf: now + 240, exp: now + 840 }))).status).toBe(200)
  })

  it.each([
    [700027, assertion({}, 'RS256', otherKey)],
    [50027, 'garbage'],
    [700024, assertion({ nbf: now - 1200, exp: now - 600 })],
    [700024, assertion({ nbf: now + 600, exp: now + 1200 })],
    [50048, assertion({ sub: TENANT })],
    [700021, assertion({ iss: ids.api, sub: ids.api })],
    [700023, assertion({ aud: 'https://evil.example/' })],
    [700023, assertion({ aud: undefined })],
    [5002741, assertion({ aud: [payload.aud, 'https://evil.example/'] })],
    [700023, assertion({ aud: `http://127.0.0.1:4400/${ids.api}/oauth2/v2.0/token` })],
  ])('are refused with %i', async (code, client_assertion) => {
    const { status, body } = await createDoorWithCertificate().ask(client_assertion)
    expect([status, body.error, body.error_codes]).toEqual([401, 'invalid_client', [code]])
  })

  it('name the thumbprint of a key that is not registered', async () => {
    const { body } = await createDoorWithCertificate().ask(assertion({}, 'RS256', otherKey))
    expect(body.error_description).toContain(
      `Thumbprint of key used by client: '${thumbprint.copy().digest('hex').toUpperCase()}'`,
    )
  })

  it('are refused once the certificate is no longer to be used', async () => {
    const { body } = await createDoorWithCertificate(START - 1000).ask(assertion())
    expect(body.error_codes).toEqual([700027])
    expect(body.error_description).toContain('[Reason - The key used is expired.,')
  })

  it('need their type, and are nothing for a public client', async () => {
    const { ask } = createDoorWithCertificate()
    expect((await ask(assertion(), { client_assertion_type: '' })).body.error_codes).toEqual([900144])
    expect((await ask(assertion(), { client_id: ids.publicClient })).body.error_codes).toEqual([700025])
  })
})

describe('a client assertion that was presented before', () => {
  const more = { scope: 'api://orders/.default' }

  it('is refused in the same request', async () => {
    const { ask } = createDoorWithCertificate()
    expect((await ask(assertion())).status).toBe(200)
    const { status, body } = await ask(assertion())
    expect([status, body.error, body.error_codes]).toEqual([401, 'invalid_client', [50012]])
  })

  it('may serve the client for other requests, as MSAL does for ten minutes', async () => {
    const { ask } = createDoorWithCertificate()
    expect((await ask(assertion())).status).toBe(200)
    expect((await ask(assertion(), more)).status).toBe(200)
    expect((await ask(assertion(), { 'client-request-id': '5d1f6c0a-0d1b-4f0e-9a34-0e8b7c6d5a41' })).status).toBe(200)
  })

  it('leaves its jti to no other assertion', async () => {
    const { ask } = createDoorWithCertificate()
    expect((await ask(assertion())).status).toBe(200)
    expect((await ask(assertion({ exp: now + 500 }), more)).body.error_codes).toEqual([50012])
    expect((await ask(assertion({ jti: 'two', exp: now + 500 }), more)).status).toBe(200)
  })

  it('may poll for a device', async () => {
    const { ask } = createDoorWithCertificate()
    const poll = () => ask(assertion(), { grant_type: 'device_code', device_code: 'garbage' })
    expect((await poll()).body.error_codes).toEqual([9002313])
    expect((await poll()).body.error_codes).toEqual([9002313])
  })

  it('goes by itself where it has no jti', async () => {
    const { ask } = createDoorWithCertificate()
    expect((await ask(assertion({ jti: undefined }))).status).toBe(200)
    expect((await ask(assertion({ jti: undefined }))).body.error_codes).toEqual([50012])
    expect((await ask(assertion({ jti: undefined, exp: now + 500 }))).status).toBe(200)
  })

  it('is remembered for as long as it would be taken, also when the clock was moved', async () => {
    const { ask, clock } = createDoorWithCertificate()
    clock.set(START + 31 * 86_400_000)
    expect((await ask(assertion())).status).toBe(200)
    expect((await ask(assertion({ jti: 'two' }))).status).toBe(200)
    expect((await ask(assertion())).body.error_codes).toEqual([50012])
  })

  it('is forgotten when it has ended', async () => {
    const { ask, clock, store } = createDoorWithCertificate()
    await ask(assertion())
    clock.set(START + 20 * 60_000)
    await ask(assertion({ jti: 'two', exp: now + 1800 }))
    expect(store.read(TENANT).table(presentedAssertions).size).toBe(2)
  })
})
