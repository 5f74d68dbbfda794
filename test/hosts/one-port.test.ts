import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkServerIdentity, connect as connectTls, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openAuthority } from '../../src/hosts/certificate-authority.js'
import { type Listener, listen, requireFreePort } from '../../src/hosts/node.js'
import { type Echo, echoEmulator } from '../support/echo-emulator.js'
import { exchangeRaw, rawRequest, readRaw } from '../support/raw-exchange.js'

const folder = mkdtempSync(join(tmpdir(), 'graphverse-'))
const hostnames = ['emulator.test']
const open = () => openAuthority({ folder, hostnames })
let listener: Listener
let port: number
let ca: string

const start = (options: { delay?: number } = {}) =>
  listen(echoEmulator(options.delay), { port: 0, host: '127.0.0.1', hostnames, openAuthority: open })

const portOf = ({ at }: Listener) => Number(new URL(at.http).port)

beforeAll(async () => {
  listener = await start()
  ca = readFileSync(join(folder, 'ca.pem'), 'utf8')
  port = portOf(listener)
})

afterAll(async () => {
  await listener.close()
  rmSync(folder, { recursive: true })
})

async function send(line: string, headers: readonly string[] = [], body = '') {
  return readRaw(await exchangeRaw(port, rawRequest(line, headers, body)))
}

async function echoed(line: string, headers: readonly string[] = [], body = ''): Promise<Echo> {
  return JSON.parse((await send(line, headers, body)).body) as Echo
}

describe('plain HTTP', () => {
  it('hands over method, absolute URL, headers and body', async () => {
    const echo = await echoed(
      'POST /v1.0/users?$top=1 HTTP/1.1',
      ['X-Custom: a', 'x-custom: b', 'Content-Length: 2'],
      'hi',
    )
    expect(echo).toMatchObject({ method: 'POST', url: 'http://127.0.0.1/v1.0/users?$top=1', text: 'hi' })
    expect(echo.headers).toMatchObject({ 'x-custom': 'a, b' })
  })

  it('reads a chunked body', async () => {
    const echo = await echoed(
      'POST /v1.0/users HTTP/1.1',
      ['Transfer-Encoding: chunked'],
      '2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n',
    )
    expect(echo.text).toBe('hello')
  })

  it('joins cookies with semicolons', async () => {
    expect((await echoed('GET /x HTTP/1.1', ['Cookie: a=1', 'Cookie: b=2'])).headers.cookie).toBe('a=1; b=2')
  })

  it('answers with a length, never in chunks', async () => {
    const { head, body } = await send('GET /v1.0/users HTTP/1.1')
    expect(head).toContain(`content-length: ${body.length}`)
    expect(head).not.toContain('transfer-encoding')
  })

  it('answers HEAD with the length and no body, and 204 with neither', async () => {
    const answered = await send('HEAD /v1.0/users HTTP/1.1')
    expect(answered).toMatchObject({ status: 200, body: '' })
    expect(answered.head).toMatch(/content-length: [1-9]/)
    const empty = await send('GET /nothing HTTP/1.1')
    expect(empty).toMatchObject({ status: 204, body: '' })
    expect(empty.head).not.toContain('content-length')
  })

  it('passes OPTIONS on, of the whole server too', async () => {
    expect(await echoed('OPTIONS * HTTP/1.1')).toMatchObject({ method: 'OPTIONS', url: 'http://127.0.0.1/' })
  })

  it('honors a request line in absolute form over the Host header', async () => {
    const echo = await echoed('GET HTTP://Graph.Microsoft.com/v1.0/me HTTP/1.1')
    expect(echo.url).toBe('http://Graph.Microsoft.com/v1.0/me')
    expect((await echoed('GET http://graph.microsoft.com?a=b HTTP/1.1')).url).toBe('http://graph.microsoft.com/?a=b')
  })

  it('serves a client of HTTP/1.0 that names no host', async () => {
    const { body } = readRaw(await exchangeRaw(port, 'GET /v1.0/me HTTP/1.0\r\n\r\n'))
    expect((JSON.parse(body) as Echo).url).toBe(`http://127.0.0.1:${port}/v1.0/me`)
  })

  it('answers requests sent in one go in their order', async () => {
    const text = await exchangeRaw(port, 'GET /one HTTP/1.1\r\nHost: a\r\n\r\n', rawRequest('GET /two HTTP/1.1'))
    expect(text.indexOf('/one')).toBeGreaterThan(0)
    expect(text.indexOf('/two')).toBeGreaterThan(text.indexOf('/one'))
  })

  it('leaves everything else to Express', async () => {
    expect(await echoed('GET /_emulator/health HTTP/1.1')).toMatchObject({ url: 'http://127.0.0.1/_emulator/health' })
  })
})

describe('refusals', () => {
  it.each(['Authorization: Bearer b', 'Content-Type: text/plain', 'Host: elsewhere'])(
    'of a second %s',
    async (header) => {
      const first = ['Authorization: Bearer a', 'Content-Type: application/json']
      expect(await send('GET /v1.0/me HTTP/1.1', [...first, header])).toMatchObject({
        status: 400,
        body: '"badRequest"',
      })
    },
  )

  it('of a host name that is none', async () => {
    const text = await exchangeRaw(port, 'GET / HTTP/1.1\r\nHost: a/b@c\r\nConnection: close\r\n\r\n')
    expect(readRaw(text)).toMatchObject({ status: 400, body: '"badRequest"' })
  })

  it('of a URL beyond 32,768 bytes', async () => {
    expect(await send(`GET /${'a'.repeat(32_768)} HTTP/1.1`)).toMatchObject({ status: 414, body: '"urlTooLong"' })
    expect(await send(`GET /${'a'.repeat(32_700)} HTTP/1.1`)).toMatchObject({ status: 200 })
    expect(await send(`GET /${'a'.repeat(300_000)} HTTP/1.1`)).toMatchObject({ status: 414, body: '"urlTooLong"' })
  })

  it('of headers without end', async () => {
    expect(await send('GET / HTTP/1.1', [`X-Long: ${'a'.repeat(1_048_600)}`])).toMatchObject({ status: 431 })
  })

  it('of what is not HTTP', async () => {
    expect(readRaw(await exchangeRaw(port, 'NONSENSE\r\n\r\n'))).toMatchObject({ status: 400 })
  })

  it('of a compressed body', async () => {
    const { body } = await send('POST /x HTTP/1.1', ['Content-Encoding: gzip', 'Content-Length: 2'], 'hi')
    expect(body).toBe('"compressedBody"')
    expect((await echoed('POST /x HTTP/1.1', ['Content-Encoding: identity', 'Content-Length: 2'], 'hi')).text).toBe(
      'hi',
    )
  })

  it('of a body beyond 4 MB, announced or not', async () => {
    const large = 'a'.repeat(4 * 1024 * 1024 + 1)
    expect(await send('POST /x HTTP/1.1', [`Content-Length: ${large.length}`], large)).toMatchObject({ status: 413 })
    const fits = large.slice(1)
    expect((await echoed('POST /x HTTP/1.1', [`Content-Length: ${fits.length}`], fits)).text).toBe(fits)
    const chunked = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`
    expect(await send('POST /x HTTP/1.1', ['Transfer-Encoding: chunked'], chunked)).toMatchObject({ status: 413 })
  })

  it('not of a fixture of that size', async () => {
    const large = 'a'.repeat(4 * 1024 * 1024 + 1)
    const { status } = await send('POST /_emulator/tenants HTTP/1.1', [`Content-Length: ${large.length}`], large)
    expect(status).toBe(200)
  })
})

describe('a client that waits to be told to go on', () => {
  it('is told to, and answered', async () => {
    const text = await exchangeRaw(
      port,
      rawRequest('POST /x HTTP/1.1', ['Expect: 100-continue', 'Content-Length: 2'], 'hi'),
    )
    expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK/)
  })

  it('is refused before it sends too much', async () => {
    const head = rawRequest('POST /x HTTP/1.1', ['Expect: 100-continue', 'Content-Length: 5000000'])
    expect(readRaw(await exchangeRaw(port, head)).status).toBe(413)
  })
})

describe('TLS on the same port', () => {
  const handshake = (servername: string, options: object = {}) =>
    new Promise<TLSSocket>((resolve, reject) => {
      const socket = connectTls({ port, host: '127.0.0.1', ca, servername, ...options }, () => resolve(socket))
      socket.on('error', reject)
    })

  it('serves https under its own authority, and says so in URLs', async () => {
    const echo = await new Promise<Echo>((resolve, reject) => {
      const outgoing = request({ port, host: 'localhost', path: '/v1.0/me', ca, method: 'POST' }, (incoming) => {
        let text = ''
        incoming.on('data', (chunk) => {
          text += chunk
        })
        incoming.on('end', () => resolve(JSON.parse(text) as Echo))
      })
      outgoing.on('error', reject)
      outgoing.end('hi')
    })
    expect(echo).toMatchObject({ url: `https://localhost:${port}/v1.0/me`, text: 'hi' })
  })

  it.each(['localhost', 'emulator.test', 'contoso.localhost', 'graph.microsoft.com', 'contoso.crm4.dynamics.com'])(
    'shows a certificate for %s',
    async (name) => {
      const socket = await handshake(name)
      expect(socket.authorized).toBe(true)
      expect(checkServerIdentity(name, socket.getPeerCertificate())).toBeUndefined()
      socket.destroy()
    },
  )

  it('shows one for the loopback addresses to clients that name no host', async () => {
    const socket = await handshake('', { checkServerIdentity: () => undefined })
    // Not by Node's own function, which some versions of 22 have wrong for IPv6.
    const shown = socket.getPeerX509Certificate()
    for (const address of ['127.0.0.1', '::1']) expect(shown?.checkIP(address)).toBe(address)
    socket.destroy()
  })

  it('speaks HTTP/1.1 and nothing else', async () => {
    const socket = await handshake('localhost', { ALPNProtocols: ['h2', 'http/1.1'] })
    expect(socket.alpnProtocol).toBe('http/1.1')
    socket.destroy()
    await expect(handshake('localhost', { ALPNProtocols: ['h2'] })).rejects.toThrow()
  })

  it.each(['localhost', 'contoso.localhost', 'graph.microsoft.com'])(
    'shows a new certificate for %s long before the old one ends',
    async (name) => {
      const serialNumber = async (days: number) => {
        vi.setSystemTime(days * 24 * 60 * 60 * 1000 + now)
        // What the machine's own library thinks of the time is not moved.
        const socket = await handshake(name, { rejectUnauthorized: false })
        const shown = socket.getPeerCertificate().serialNumber
        socket.destroy()
        return shown
      }
      const now = Date.now()
      vi.useFakeTimers({ toFake: ['Date'] })
      onTestFinished(() => void vi.useRealTimers())
      const first = await serialNumber(0)
      expect(await serialNumber(59)).toBe(first)
      const second = await serialNumber(61)
      expect(second).not.toBe(first)
      expect(await serialNumber(61)).toBe(second)
    },
  )

  it('survives a handshake that is none', async () => {
    await exchangeRaw(port, Uint8Array.of(0x16, 1, 2, 3, 4, 5, 6, 7))
    expect((await send('GET /x HTTP/1.1')).status).toBe(200)
  })
})

describe('stopping', () => {
  const timed = async (work: () => Promise<void>) => {
    const started = performance.now()
    await work()
    return performance.now() - started
  }

  it('lets a request under way end, and takes no other', async () => {
    const server = await start({ delay: 200 })
    const answer = fetch(`${server.at.http}/slow`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await timed(server.close)).toBeLessThan(1000)
    expect((await answer).status).toBe(200)
    await expect(fetch(server.at.http)).rejects.toThrow()
  })

  it('waits less than a second for clients that hang', async () => {
    const server = await start({ delay: 5000 })
    const sockets = ['', 'GET / HTT', String.fromCharCode(0x16), 'GET /slow HTTP/1.1\r\nHost: a\r\n\r\n'].map(
      (sent) => {
        const socket = connect(portOf(server), '127.0.0.1')
        socket.on('error', () => {})
        socket.write(sent, 'latin1')
        return socket
      },
    )
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await timed(server.close)).toBeLessThan(1000)
    for (const socket of sockets) socket.destroy()
  })
})

describe('a port that cannot be had', () => {
  it('is named, with the way out', async () => {
    await expect(requireFreePort({ port, host: '127.0.0.1' })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`)
    const elsewhere = listen(echoEmulator(), { port: 0, host: '192.0.2.1', hostnames: [], openAuthority: open })
    await expect(elsewhere).rejects.toThrow('192.0.2.1 is not an address of this machine')
  })
})
