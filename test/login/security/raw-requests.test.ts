import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmulator, type LocalEmulator } from '../../../src/index.js'
import { exchangeRaw, readRaw } from '../../support/raw-exchange.js'
import { options } from '../aadsts/fixture.js'

const METADATA = 'GET /contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration HTTP/1.1'

/** What no client library would send: bytes on a socket. */
describe('a request written by hand', () => {
  let emulator: LocalEmulator
  let port: number
  beforeAll(async () => {
    emulator = await createEmulator(options)
    port = Number(new URL((await emulator.listen({ port: 0 })).http).port)
  })
  afterAll(() => emulator.close())

  const ask = async (line: string, headers: readonly string[], body = '') =>
    readRaw(await exchangeRaw(port, [line, ...headers, 'Connection: close', '', body].join('\r\n')))
  const origin = () => `http://127.0.0.1:${port}`
  const own = () => `Host: 127.0.0.1:${port}`
  const tenant = () => emulator.control.info().tenants[0]
  const ann = () => tenant()?.apps.find(({ key }) => key === 'web')

  it('is answered when it is well-formed', async () => {
    const { status, body } = await ask(METADATA, [own()])
    expect(status).toBe(200)
    expect((JSON.parse(body) as { issuer: string }).issuer).toBe(`${origin()}/${tenant()?.id}/v2.0`)
  })

  it.each([
    ...['evil.example/x', 'user@evil.example', 'evil.example#x', 'evil.example?x', '"><script>alert(1)</script>'],
    ...[
      'evil .example',
      'evil.example:port',
      'evil.example:999999',
      '[::1',
      '[evil]',
      'a, b',
      '\\evil.example',
      'a\tb',
    ],
    ...['http://evil.example', '127.0.0.1:80:80', "127.0.0.1'", '%31', 'é.example'],
  ])('is refused with the host %j, which makes no address', async (host) => {
    for (const line of [
      METADATA,
      'GET /v1.0/users HTTP/1.1',
      'GET /api/data/v9.2/accounts HTTP/1.1',
      'GET /_emulator/info HTTP/1.1',
    ]) {
      const { status, head, body } = await ask(line, [`Host: ${host}`])
      expect(status).toBe(400)
      expect(`${head}${body}`).not.toMatch(/evil|<script|%31/)
    }
  })

  it.each([
    ...[
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'X-Forwarded-Port: 1',
      'X-Forwarded-For: 1.2.3.4',
    ],
    ...['Forwarded: host=evil.example;proto=https', 'X-Host: evil.example', 'X-Original-URL: /_emulator/info'],
    ...['X-Rewrite-URL: /_emulator/info', 'X-Original-Host: evil.example', 'X-HTTP-Host-Override: evil.example'],
    ...['X-HTTP-Method-Override: DELETE', 'X-Forwarded-Prefix: /evil', 'X-Real-IP: 1.2.3.4', 'Via: evil.example'],
  ])('is read without %s, which nobody vouches for', async (header) => {
    const plain = await ask(METADATA, [own()])
    const { status, body } = await ask(METADATA, [own(), header])
    expect([status, body]).toEqual([200, plain.body])
  })

  it('makes no name its own that a client without a secret came by', async () => {
    const token = async (host: string, form: Record<string, string>) => {
      const body = new URLSearchParams({
        client_id: ann()?.clientId ?? '',
        grant_type: 'client_credentials',
        ...form,
      }).toString()
      const type = ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${body.length}`]
      const answer = await ask(`POST /${tenant()?.id}/oauth2/v2.0/token HTTP/1.1`, [`Host: ${host}`, ...type], body)
      return JSON.parse(answer.body) as { readonly error_codes?: readonly number[] }
    }
    const scope = 'http://evil.example/.default'
    const client_secret = ann()?.clientSecret ?? ''
    expect((await token('evil.example', { client_secret: 'guess', scope })).error_codes).toEqual([7000215])
    expect((await token(`127.0.0.1:${port}`, { client_secret, scope })).error_codes).toEqual([500011])
  })

  it('reaches the control plane under no other name, and no service by the name of another', async () => {
    for (const host of [
      'evil.example',
      'login.microsoftonline.com',
      'graph.microsoft.com',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
    ]) {
      expect((await ask('GET /_emulator/info HTTP/1.1', [`Host: ${host}`])).status).not.toBe(200)
    }
    expect((await ask('GET http://evil.example/_emulator/info HTTP/1.1', [own()])).status).toBe(403)
    expect((await ask('GET //evil.example/_emulator/info HTTP/1.1', [own()])).status).not.toBe(200)
  })

  it.each<[string, readonly string[], string]>([
    ['two lengths', ['Content-Length: 0', 'Content-Length: 5'], 'x=y&z'],
    ['a length that is none', ['Content-Length: +5'], 'x=y&z'],
    [
      'a length and chunks',
      ['Content-Length: 5', 'Transfer-Encoding: chunked'],
      '0\r\n\r\nGET /_emulator/info HTTP/1.1\r\nHost: x\r\n\r\n',
    ],
    ['chunks of another name', ['Transfer-Encoding: xchunked'], '0\r\n\r\n'],
    ['chunks that are not the last coding', ['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'],
    ['a chunk whose length is none', ['Transfer-Encoding: chunked'], 'xyz\r\n'],
    ['a blank behind a header name', ['Content-Length : 5'], 'x=y&z'],
    ['a header name that is none', ['Bad(Name): 1'], ''],
    ['a header without a colon', ['just a line'], ''],
    ['a byte of nothing in a header', ['client-request-id: a\u0000b'], ''],
    ['a line end of half in a header', ['client-request-id: a\rset-cookie: evil=1'], ''],
    ['two hosts', ['Host: evil.example'], ''],
    ['two authorizations', ['Authorization: Basic eA==', 'Authorization: Basic eQ=='], ''],
  ])('is refused with %s, and nothing behind it is answered', async (_, headers, body) => {
    const text = await exchangeRaw(
      port,
      [`POST /${tenant()?.id}/oauth2/v2.0/token HTTP/1.1`, own(), ...headers, 'Connection: close', '', body].join(
        '\r\n',
      ),
    )
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    expect(text.toLowerCase()).not.toContain('set-cookie')
  })

  it('begins no header with a value that goes on in the next line', async () => {
    const { head } = await ask('GET /v1.0/users HTTP/1.1', [own(), 'client-request-id: a', ' set-cookie: evil=1'])
    expect(head).not.toMatch(/^set-cookie/m)
  })

  it.each(['TRACE', 'TRACK', 'DEBUG', 'PROPFIND', 'CONNECT', 'get', 'PUT'])(
    'is refused with the method %s',
    async (method) => {
      const { status, body } = await ask(`${method} /${tenant()?.id}/oauth2/v2.0/token HTTP/1.1`, [
        own(),
        'X-Secret: told-to-nobody',
      ])
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(body).not.toContain('told-to-nobody')
    },
  )

  it('leaves the server as it was', async () => {
    expect((await ask('GET /_emulator/health HTTP/1.1', [own()])).status).toBe(200)
  })
})
