import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeCertificate, signJwt } from '../login/sign-jwt.js'
import { type Answer, describeHosts } from '../support/describe-hosts.js'

const DIRECTORY = '00000002-0000-0000-c000-000000000000'
const NOBODY = '0af2b6c3-0000-4000-8000-000000000001'
const first = makeCertificate()
const second = makeCertificate()
const stranger = makeCertificate()

type Certificate = ReturnType<typeof makeCertificate>

const keyOf = ({ text }: Certificate) => ({ type: 'AsymmetricX509Cert', usage: 'Verify', key: text })
const now = () => Math.floor(Date.now() / 1000)

interface Proving {
  readonly change?: object
  readonly by?: Certificate
  readonly alg?: string
}

/** What `holder` says to prove that it holds a key; `change` is what is wrong with it. */
function proofOf(holder: string, { change = {}, by = first, alg = 'RS256' }: Proving = {}): string {
  const claims = { aud: DIRECTORY, iss: holder, nbf: now(), exp: now() + 600, ...change }
  return signJwt({ alg, typ: 'JWT', x5t: by.x5t }, claims, by.privateKey)
}

/** The error of an answer, as tests compare it. */
function errorOf({ status, body }: Answer) {
  const { code, message } = body.error as { code: string; message: string }
  return [status, code, message]
}

const MALFORMED = [401, 'Authentication_MissingOrMalformed', 'Access Token missing or malformed.']
const DENIED = [403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.']

describeHosts('rolling keys', (host) => {
  let authorization: string
  let appId: string
  /** The application and the service principal; each holds the first certificate. */
  let holders: Readonly<Record<string, string>>

  const call = (method: string, path: string, body?: object, as = authorization) =>
    host.request(method, `/v1.0${path}`, { headers: { authorization: as }, ...(body && { body }) })
  const made = async (path: string, body: object) => String((await call('POST', path, body)).body.id)
  const certificatesOf = async (path: string) =>
    (await call('GET', `${path}?$select=keyCredentials`)).body.keyCredentials as { keyId: string }[]

  /** What the token endpoint answers to an assertion that a certificate's key signed. */
  const signIn = (by: Certificate) => {
    const url = `/${host.actors.tenant.id}/oauth2/v2.0/token`
    const times = { jti: randomUUID(), nbf: now(), exp: now() + 600 }
    const claims = { aud: `${host.origin}${url}`, iss: appId, sub: appId, ...times }
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: appId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: signJwt({ alg: 'RS256', typ: 'JWT', x5t: by.x5t }, claims, by.privateKey),
      scope: 'https://graph.microsoft.com/.default',
    })
    return host.request('POST', url, { body })
  }
  const asItself = async (by = first) => `Bearer ${(await signIn(by)).body.access_token}`

  beforeEach(async () => {
    authorization = (await host.actors.asApp()).authorization
    const application = await made('/applications', { displayName: 'Roller', keyCredentials: [keyOf(first)] })
    appId = String((await call('GET', `/applications/${application}`)).body.appId)
    const principal = await made('/servicePrincipals', { appId, keyCredentials: [keyOf(first)] })
    holders = { applications: application, servicePrincipals: principal }
  })

  describe.each(['applications', 'servicePrincipals'])('of %s', (set) => {
    const holder = () => holders[set] ?? ''
    const path = () => `/${set}/${holder()}`
    const adding = (proof: unknown, more: object = {}) => ({ keyCredential: keyOf(second), proof, ...more })

    it('lets an app without permissions add a key and take the old one away', async () => {
      const itself = await asItself()
      expect((await signIn(second)).status).toBe(401)
      const added = await call('POST', `${path()}/addKey`, adding(proofOf(holder())), itself)
      expect(added).toMatchObject({ status: 200, body: { ...keyOf(second), key: null } })
      expect(added.body['@odata.context']).toBe(`${host.origin}/v1.0/$metadata#microsoft.graph.keyCredential`)
      expect((await signIn(second)).status).toBe(200)
      const [old] = await certificatesOf(path())
      const removing = { keyId: old?.keyId, proof: proofOf(holder(), { by: second }) }
      expect((await call('POST', `${path()}/removeKey`, removing, itself)).status).toBe(204)
      expect(await certificatesOf(path())).toMatchObject([{ keyId: added.body.keyId }])
    })

    it('shows a certificate to those who ask for it by name, of a single object', async () => {
      expect(await certificatesOf(path())).toMatchObject([keyOf(first)])
      expect((await call('GET', path())).body.keyCredentials).toMatchObject([{ ...keyOf(first), key: null }])
      const { value } = (await call('GET', `/${set}?$filter=id eq '${holder()}'&$select=keyCredentials`)).body
      expect(value).toMatchObject([{ keyCredentials: [{ ...keyOf(first), key: null }] }])
    })

    it('is done by app id too, in beta, and with PS256', async () => {
      const url = `/beta/${set}(appId='${appId}')/addKey`
      const body = adding(proofOf(holder(), { alg: 'PS256' }), { passwordCredential: null })
      const { status } = await host.request('POST', url, { headers: { authorization }, body })
      expect(status).toBe(200)
      expect((await signIn(second)).status).toBe(200)
    })

    it('takes from the certificate what the body does not say', async () => {
      const { body } = await call('POST', `${path()}/addKey`, adding(proofOf(holder())))
      expect(body).toMatchObject({
        startDateTime: '2020-01-01T00:00:00Z',
        endDateTime: '2049-12-31T23:59:59Z',
        customKeyIdentifier: Buffer.from(second.x5t, 'base64url').toString('base64'),
        keyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      })
    })

    it.each<[string, (id: string) => string]>([
      ['no token', () => 'x'],
      ['padded', (id) => proofOf(id).replace('.', '==.').slice(0, -1)],
      ['signed by another key', (id) => proofOf(id, { by: stranger })],
      ['signed by the new key', (id) => proofOf(id, { by: second })],
      ['for another audience', (id) => proofOf(id, { change: { aud: '00000003-0000-0000-c000-000000000000' } })],
      ['for two audiences', (id) => proofOf(id, { change: { aud: [DIRECTORY, DIRECTORY] } })],
      ['of another object', (id) => proofOf(id, { change: { iss: NOBODY } })],
      ['of the app id', (id) => proofOf(id, { change: { iss: appId } })],
      ['expired', (id) => proofOf(id, { change: { nbf: now() - 1200, exp: now() - 600 } })],
      ['not yet valid', (id) => proofOf(id, { change: { nbf: now() + 900, exp: now() + 1200 } })],
      ['good for too long', (id) => proofOf(id, { change: { exp: now() + 3600 } })],
      ['without a beginning', (id) => proofOf(id, { change: { nbf: undefined } })],
      ['without an end', (id) => proofOf(id, { change: { exp: undefined } })],
    ])('refuses a proof that is %s, and changes nothing', async (_, proof) => {
      expect(errorOf(await call('POST', `${path()}/addKey`, adding(proof(holder()))))).toEqual(MALFORMED)
      const [{ keyId } = { keyId: '' }] = await certificatesOf(path())
      const removing = { keyId, proof: proof(holder()) }
      expect(errorOf(await call('POST', `${path()}/removeKey`, removing))).toEqual(MALFORMED)
      expect(await certificatesOf(path())).toMatchObject([{ keyId }])
    })

    it('needs a certificate that is there and still good', async () => {
      await call('PATCH', path(), { keyCredentials: [{ ...keyOf(first), endDateTime: '2021-01-01T00:00:00Z' }] })
      expect(errorOf(await call('POST', `${path()}/addKey`, adding(proofOf(holder()))))).toEqual(DENIED)
      await call('PATCH', path(), { keyCredentials: [] })
      expect(errorOf(await call('POST', `${path()}/addKey`, adding(proofOf(holder()))))).toEqual(DENIED)
    })

    it('refuses a body that lacks something, and a key that is none', async () => {
      const proof = proofOf(holder())
      const post = (body: object) => call('POST', `${path()}/addKey`, body)
      for (const body of [
        {},
        { proof },
        { keyCredential: keyOf(second) },
        adding(null),
        adding(proof, { keyCredential: { ...keyOf(second), key: undefined } }),
        adding(proof, { keyCredential: { ...keyOf(second), key: 'AAAA' } }),
        adding(proof, { keyCredential: { ...keyOf(second), usage: 'Sign' } }),
        adding(proof, { keyCredential: { ...keyOf(second), type: 'Symmetric' } }),
        adding(proof, { keyCredential: { ...keyOf(second), type: 'X509CertAndPassword', usage: 'Sign' } }),
        adding(proof, { keyCredential: { ...keyOf(second), endDateTime: '2050-01-01T00:00:00Z' } }),
      ]) {
        const answer = await post(body)
        expect([answer.status, body], answer.text).toEqual([400, body])
      }
      expect((await call('POST', `${path()}/removeKey`, { proof })).status).toBe(400)
      expect(await certificatesOf(path())).toHaveLength(1)
      const protectedKey = { type: 'X509CertAndPassword', usage: 'Sign', key: 'MIIKAAIBAzCC' }
      const withPassword = { keyCredential: protectedKey, passwordCredential: { secretText: 'MKTr0w1' }, proof }
      const { status, body } = await post(withPassword)
      expect([status, body.type, body.usage]).toEqual([200, 'X509CertAndPassword', 'Sign'])
    })

    it('finds nothing to remove under an unknown id, and nothing at all where there is no object', async () => {
      const removing = { keyId: NOBODY, proof: proofOf(holder()) }
      expect(errorOf(await call('POST', `${path()}/removeKey`, removing))).toEqual([
        400,
        'Request_BadRequest',
        'No credentials found to be removed.',
      ])
      const nowhere = await call('POST', `/${set}/${NOBODY}/addKey`, adding(proofOf(NOBODY)))
      expect(nowhere.status).toBe(404)
    })

    it('is nothing for a foreign app without permissions', async () => {
      const reader = (await host.actors.asApp('read-only')).authorization
      expect(errorOf(await call('POST', `${path()}/addKey`, adding(proofOf(holder())), reader))).toEqual(DENIED)
    })
  })

  it('ends what a removed certificate has opened', async () => {
    const itself = await asItself()
    for (const [set, id] of Object.entries(holders)) {
      const path = `/${set}/${id}`
      for (const { keyId } of await certificatesOf(path)) {
        expect((await call('POST', `${path}/removeKey`, { keyId, proof: proofOf(id) })).status).toBe(204)
      }
    }
    expect((await signIn(first)).body).toMatchObject({ error: 'invalid_client' })
    expect((await call('POST', `/applications/${holders.applications}/addKey`, {}, itself)).status).toBe(401)
  })

  it('goes through a batch', async () => {
    const id = holders.applications ?? ''
    const request = { id: '1', method: 'POST', url: `/applications/${id}/addKey` }
    const headers = { 'content-type': 'application/json' }
    const requests = [proofOf(id), 'x'].map((proof, index) => ({
      ...{ ...request, id: String(index), headers },
      body: { keyCredential: keyOf(second), proof },
    }))
    const { body } = await call('POST', '/$batch', { requests })
    const statuses = (body.responses as { id: string; status: number }[]).map(({ id, status }) => [id, status])
    expect(statuses.sort()).toEqual([
      ['0', 200],
      ['1', 401],
    ])
  })
})

describeHosts(
  'rolling keys of an emulator that checks nothing',
  (host) => {
    it('asks for no proof', async () => {
      const { authorization } = await host.actors.asApp()
      const { objectId } = host.actors.app('read-only')
      const body = { keyCredential: keyOf(second), proof: 'x' }
      const answer = await host.request('POST', `/v1.0/applications/${objectId}/addKey`, {
        headers: { authorization },
        body,
      })
      expect(answer.status).toBe(200)
    })
  },
  { auth: 'off' },
)
