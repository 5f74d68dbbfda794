import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmulator, type LocalEmulator } from '../../src/index.js'
import { describeHosts } from '../support/describe-hosts.js'
import { exchangeRaw, rawRequest, readRaw } from '../support/raw-exchange.js'

const TOO_LARGE = 'a'.repeat(4 * 1024 * 1024 + 1)
const TOO_LONG = 'a'.repeat(32_768)
const JSON_TYPE = { 'content-type': 'application/json' }

const nested = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

describeHosts('bad input', (host) => {
  let headers: Record<string, string>
  beforeAll(async () => {
    headers = { ...(await host.actors.asApp()), ...JSON_TYPE }
  })

  it.each([
    ['Graph', '/v1.0/users', 'RequestUriTooLong'],
    ['Dataverse', '/api/data/v9.2/accounts', '0x80060888'],
    ['the control plane', '/_emulator/info', 'RequestUriTooLong'],
  ])('a URL beyond 32,768 bytes: 414 in the shape of %s', async (_, path, code) => {
    const answer = await host.request('GET', `${path}?x=${TOO_LONG}`, { headers })
    expect(answer).toMatchObject({ status: 414, body: { error: { code } } })
  })

  it.each([
    ['Graph', '/v1.0/users', 'UnsupportedMediaType'],
    ['Dataverse', '/api/data/v9.2/accounts', '0x80060888'],
  ])('a compressed body: 415 in the shape of %s', async (_, path, code) => {
    // The form type keeps the body from the JSON parser that stands before the mounted emulator.
    const compressed = { ...headers, 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' }
    const answer = await host.request('POST', path, { headers: compressed, body: '{}' })
    expect(answer).toMatchObject({ status: 415, body: { error: { code } } })
  })

  it.each([
    ['Graph', '/v1.0/users', 'RequestEntityTooLarge'],
    ['Dataverse', '/api/data/v9.2/accounts', '0x8004418a'],
  ])('a body beyond 4 MB: 413 in the shape of %s', async (_, path, code) => {
    const octets = { ...headers, 'content-type': 'application/octet-stream' }
    const answer = await host.request('POST', path, { headers: octets, body: TOO_LARGE })
    expect(answer).toMatchObject({ status: 413, body: { error: { code } } })
  })

  it('a refusal of Graph names the request, whoever refuses it', async () => {
    const calls = [
      [`/v1.0/users?x=${TOO_LONG}`, headers],
      ['/v1.0/users', { ...headers, 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' }],
      ['/v1.0/users', JSON_TYPE],
      ['/v1.0/nonsense', headers],
    ] as const
    for (const [path, sent] of calls) {
      const answer = await host.request('POST', path, { headers: { ...sent, 'client-request-id': 'mine' }, body: '{}' })
      const id = answer.headers['request-id']
      expect(id).toMatch(/^[0-9a-f-]{36}$/)
      expect(answer.headers['client-request-id']).toBe('mine')
      expect(answer.body.error).toMatchObject({
        innerError: { date: expect.stringMatching(/^[\dT:-]{19}$/), 'request-id': id, 'client-request-id': 'mine' },
      })
    }
  })

  it('a route that is none', async () => {
    const graph = await host.request('GET', '/v1.0/nonsense', { headers })
    expect(graph.status).toBe(400)
    expect(graph.body.error).toMatchObject({ message: expect.stringContaining('nonsense') })
    expect((await host.request('GET', '/api/data/v9.2/nonsense', { headers })).status).toBe(404)
    expect((await host.request('GET', '/_emulator/nonsense')).status).toBe(404)
  })

  it('a broken token', async () => {
    const { status, body } = await host.request('GET', '/v1.0/users', { headers: { authorization: 'Bearer a.b.c' } })
    expect(status).toBe(401)
    expect(body).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } })
  })

  it('leaves nothing half-written', async () => {
    const before = host.emulator.control.info()
    const user = { displayName: 'Half', userPrincipalName: 7 }
    expect((await host.request('POST', '/v1.0/users', { headers, body: user })).status).toBe(400)
    const found = await host.request('GET', "/v1.0/users?$filter=displayName eq 'Half'", { headers })
    expect(found.body.value).toEqual([])
    expect(host.emulator.control.info()).toEqual(before)
  })
})

describe('bad input to the port', () => {
  let emulator: LocalEmulator
  let port: number
  beforeAll(async () => {
    emulator = await createEmulator()
    port = Number(new URL((await emulator.listen({ port: 0 })).http).port)
  })
  afterAll(() => emulator.close())

  const send = async (line: string, headers: readonly string[] = [], body = '') => {
    const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]
    const answer = readRaw(await exchangeRaw(port, rawRequest(line, [...length, ...headers], body)))
    return { ...answer, body: answer.body === '' ? undefined : (JSON.parse(answer.body) as unknown) }
  }
  const asJson = ['Content-Type: application/json']

  it.each([
    ['malformed', '{"displayName":'],
    ['nested beyond 64 levels', nested(65)],
  ])('JSON that is %s', async (_, text) => {
    const line = 'POST /_emulator/clock HTTP/1.1'
    expect(await send(line, asJson, text)).toMatchObject({ status: 400, body: { error: { code: 'badRequest' } } })
    const { access_token } = await emulator.control.tokens({
      tenantId: emulator.control.info().tenants[0]?.id ?? '',
      app: emulator.control.info().tenants[0]?.apps[0]?.clientId ?? '',
      scope: 'https://graph.microsoft.com/.default',
    })
    const authorized = [...asJson, `Authorization: Bearer ${access_token}`]
    const graph = await send('POST /v1.0/users HTTP/1.1', authorized, text)
    expect(graph).toMatchObject({ status: 400, body: { error: { code: expect.any(String) } } })
  })

  it('nesting of 64 levels is read', async () => {
    const answer = await send('POST /_emulator/clock HTTP/1.1', asJson, nested(64))
    expect(answer.body).toMatchObject({ error: { message: expect.stringContaining('"a"') } })
  })

  it('a header twice: 400 in the shape of the service', async () => {
    const twice = ['Authorization: Bearer a', 'Authorization: Bearer b']
    expect(await send('GET /v1.0/users HTTP/1.1', twice)).toMatchObject({
      status: 400,
      body: { error: { code: 'BadRequest' } },
    })
  })

  it('a control-plane call from elsewhere', async () => {
    const line = 'GET /_emulator/info HTTP/1.1'
    expect((await send(line)).status).toBe(200)
    expect((await send(line, ['Origin: https://example.com'])).status).toBe(403)
    expect((await send(line, ['Sec-Fetch-Site: cross-site'])).status).toBe(403)
    expect((await send('GET http://example.com/_emulator/info HTTP/1.1')).status).toBe(403)
    expect((await send('GET http://graph.microsoft.com/_emulator/info HTTP/1.1')).status).not.toBe(200)
    expect((await send('POST /_emulator/reset HTTP/1.1', ['Content-Type: text/plain'], '{}')).status).toBe(415)
    expect((await send('PUT /_emulator/reset HTTP/1.1')).head).toContain('allow: post')
  })

  it('a request line in absolute form reaches the service of its host', async () => {
    const answer = await send('GET http://graph.microsoft.com/v1.0/users HTTP/1.1')
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } })
  })

  it('leaves the server up', async () => {
    expect(await send('GET /_emulator/health HTTP/1.1')).toMatchObject({ status: 200, body: { status: 'ok' } })
  })
})
