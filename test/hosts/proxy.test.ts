import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAuthority } from '../../src/hosts/certificate-authority.js'
import { type Listener, listen } from '../../src/hosts/node.js'
import { type Echo, echoEmulator } from '../support/echo-emulator.js'
import { ask, encrypt, openTunnel } from '../support/proxy-client.js'
import { exchangeRaw, rawRequest, readRaw } from '../support/raw-exchange.js'

const folder = mkdtempSync(join(tmpdir(), 'graphverse-'))
const hostnames = ['emulator.test']
const start = (delay?: number) =>
  listen(echoEmulator(delay), {
    port: 0,
    host: '127.0.0.1',
    hostnames,
    openAuthority: () => openAuthority({ folder, hostnames }),
  })
const portOf = ({ at }: Listener) => Number(new URL(at.http).port)

let listener: Listener
let port: number
let ca: string

beforeAll(async () => {
  listener = await start()
  port = portOf(listener)
  ca = readFileSync(join(folder, 'ca.pem'), 'utf8')
})

afterAll(async () => {
  await listener.close()
  rmSync(folder, { recursive: true })
})

const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n'

async function throughTunnel(authority: string, request: string): Promise<Echo> {
  const { socket, answer } = await openTunnel(port, authority)
  expect(answer).toBe(ESTABLISHED)
  return echoIn(await ask(socket, request))
}

const echoIn = (text: string) => JSON.parse(readRaw(text).body) as Echo

describe('a tunnel', () => {
  it.each([
    ['login.microsoftonline.com:443', 'login.microsoftonline.com'],
    ['login.microsoftonline.com', 'login.microsoftonline.com'],
    ['Graph.Microsoft.com:443', 'graph.microsoft.com'],
    ['contoso.ciamlogin.com:443', 'contoso.ciamlogin.com'],
    ['contoso.crm4.dynamics.com:443', 'contoso.crm4.dynamics.com'],
    ['contoso.api.crm.dynamics.com:443', 'contoso.api.crm.dynamics.com'],
    ['globaldisco.crm5.dynamics.com:443', 'globaldisco.crm5.dynamics.com'],
    ['service.powerapps.com:443', 'service.powerapps.com'],
    ['microsoftgraph.chinacloudapi.cn:443', 'microsoftgraph.chinacloudapi.cn'],
  ])('to %s shows the certificate of that host, whatever the Host header says', async (authority, host) => {
    const { socket } = await openTunnel(port, authority)
    const secure = await encrypt(socket, { ca, servername: host })
    const echo = echoIn(await ask(secure, rawRequest('GET /v1.0/me?$top=1 HTTP/1.1')))
    expect(echo.url).toBe(`https://${host}/v1.0/me?$top=1`)
  })

  it('shows that certificate to clients that ask for none, or for another', async () => {
    const shown = async (servername: string) => {
      const { socket } = await openTunnel(port, 'graph.microsoft.com:443')
      const secure = connectTls({ socket, ca, servername, checkServerIdentity: () => undefined })
      await once(secure, 'secureConnect')
      const { subjectaltname } = secure.getPeerCertificate()
      const { url } = echoIn(await ask(secure, rawRequest('GET / HTTP/1.1')))
      return { subjectaltname, url }
    }
    const graph = { subjectaltname: 'DNS:graph.microsoft.com', url: 'https://graph.microsoft.com/' }
    expect(await shown('')).toEqual(graph)
    expect(await shown('login.microsoftonline.com')).toEqual(graph)
    expect(await shown('localhost')).toEqual(graph)
  })

  it('carries plain HTTP too, which means https except on port 80', async () => {
    const request = rawRequest('GET /common/oauth2 HTTP/1.1')
    expect((await throughTunnel('login.microsoftonline.com', request)).url).toBe(
      'https://login.microsoftonline.com/common/oauth2',
    )
    expect((await throughTunnel('graph.microsoft.com:443', request)).url).toMatch(/^https:/)
    expect((await throughTunnel('graph.microsoft.com:80', request)).url).toMatch(/^http:\/\/graph\.microsoft\.com\/com/)
  })

  it('takes request lines in absolute form, and leads nowhere else by them', async () => {
    const post = (url: string) =>
      rawRequest(
        `POST ${url} HTTP/1.1`,
        ['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 3'],
        'a=b',
      )
    expect(
      await throughTunnel('login.microsoftonline.com', post('https://login.microsoftonline.com/t/token')),
    ).toMatchObject({ method: 'POST', url: 'https://login.microsoftonline.com/t/token', text: 'a=b' })
    for (const elsewhere of ['https://graph.microsoft.com/x', `http://127.0.0.1:${port}/x`, 'http://example.com/x'])
      expect((await throughTunnel('login.microsoftonline.com', post(elsewhere))).url).toBe(
        'https://login.microsoftonline.com/x',
      )
  })

  it('is kept for further requests, with bodies of known length', async () => {
    const { socket } = await openTunnel(port, 'graph.microsoft.com:443')
    const secure = await encrypt(socket, { ca, servername: 'graph.microsoft.com' })
    const text = await ask(secure, `GET /one HTTP/1.1\r\nHost: a\r\n\r\n${rawRequest('GET /two HTTP/1.1')}`)
    expect(text.match(/https:\/\/graph\.microsoft\.com\/(one|two)/g)).toHaveLength(2)
    expect(text.match(/content-length: \d+/g)).toHaveLength(2)
    expect(text).not.toContain('transfer-encoding')
  })

  it('serves what was sent behind CONNECT without waiting', async () => {
    const text = await exchangeRaw(
      port,
      `CONNECT graph.microsoft.com:443 HTTP/1.1\r\nHost: x\r\n\r\n${rawRequest('GET /eager HTTP/1.1')}`,
    )
    expect(text.startsWith(ESTABLISHED)).toBe(true)
    expect(echoIn(text.slice(ESTABLISHED.length)).url).toBe('https://graph.microsoft.com/eager')
  })

  it('speaks HTTP/1.1 and nothing else', async () => {
    const { socket } = await openTunnel(port, 'graph.microsoft.com:443')
    const options = { socket, ca, servername: 'graph.microsoft.com', ALPNProtocols: ['h2', 'http/1.1'] }
    const secure = connectTls(options)
    await once(secure, 'secureConnect')
    expect(secure.alpnProtocol).toBe('http/1.1')
    secure.destroy()
  })

  it('opens on an encrypted connection to the proxy as well', async () => {
    const outer = await encrypt(connect(port, '127.0.0.1'), { ca, servername: 'localhost' })
    outer.write('CONNECT graph.microsoft.com:443 HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(String(await once(outer, 'data'))).toBe(ESTABLISHED)
    const inner = await encrypt(outer, { ca, servername: 'graph.microsoft.com' })
    expect(echoIn(await ask(inner, rawRequest('GET /me HTTP/1.1'))).url).toBe('https://graph.microsoft.com/me')
  })

  it('leads into no other tunnel', async () => {
    const { socket } = await openTunnel(port, 'graph.microsoft.com:443')
    const text = await ask(socket, 'CONNECT login.microsoftonline.com:443 HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(readRaw(text)).toMatchObject({ status: 403, body: expect.stringContaining('tunnel already') })
  })
})

describe('a tunnel is refused', () => {
  const refused = async (line: string) => readRaw(await exchangeRaw(port, `${line}\r\nHost: x\r\n\r\n`))

  it.each([
    'example.com:443',
    'management.azure.com:443',
    'northcentralus-0.in.applicationinsights.azure.com:443',
    'graph.microsoft.com.example.com:443',
    'evilgraph.microsoft.com:443',
    'graph.microsoft.com.:443',
    'a.b.crm.dynamics.com:443',
    'contoso.crmx.dynamics.com:443',
    'graph.microsoft.com:22',
    'graph.microsoft.com:4400',
    'localhost:4400',
    '127.0.0.1:4400',
    '[::1]:443',
    '169.254.169.254:80',
  ])('to %s, naming it', async (authority) => {
    const { status, body } = await refused(`CONNECT ${authority} HTTP/1.1`)
    expect(status).toBe(403)
    expect(JSON.parse(body)).toEqual({
      error: { code: 'ProxyHostRefused', message: expect.stringContaining(` ${authority}:`) },
    })
  })

  it.each([
    'CONNECT  HTTP/1.1',
    'CONNECT :443 HTTP/1.1',
    'CONNECT / HTTP/1.1',
    'CONNECT graph.microsoft.com: HTTP/1.1',
    'CONNECT graph.microsoft.com:0 HTTP/1.1',
    'CONNECT graph.microsoft.com:99999 HTTP/1.1',
    'CONNECT graph.microsoft.com:443:443 HTTP/1.1',
    'CONNECT someone@graph.microsoft.com:443 HTTP/1.1',
    'CONNECT https://graph.microsoft.com HTTP/1.1',
    'CONNECT graph.microsoft.com :443 HTTP/1.1',
    'CONNECT ::1:443 HTTP/1.1',
    'CONNECT [::1 HTTP/1.1',
    'CONNECT * HTTP/1.1',
  ])('for %s', async (line) => {
    expect(await refused(line)).toMatchObject({ status: 400 })
  })

  it('to a host whose name has no end, of which it shows the beginning', async () => {
    const { status, body } = await refused(`CONNECT ${'a'.repeat(100_000)}:443 HTTP/1.1`)
    expect([status, body.length < 1000]).toEqual([403, true])
  })

  it('with an end of the connection, even for a client that keeps its side open', async () => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    socket.write('CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n')
    socket.resume()
    await once(socket, 'end')
    // Written to until the other side says that it is gone.
    const writing = setInterval(() => socket.write('x'), 50)
    await new Promise((resolve) => socket.on('error', () => {}).on('close', resolve))
    clearInterval(writing)
  })

  it('beyond a thousand, until some end', async () => {
    const server = await start()
    const opened = await Promise.all(
      Array.from({ length: 1024 }, () => openTunnel(portOf(server), 'graph.microsoft.com:443')),
    )
    const one = await openTunnel(portOf(server), 'graph.microsoft.com:443')
    expect(readRaw(one.answer)).toMatchObject({ status: 503, body: expect.stringContaining('TooManyTunnels') })
    for (const { socket } of opened) socket.destroy()
    await expect
      .poll(async () => (await openTunnel(portOf(server), 'graph.microsoft.com:443')).answer)
      .toBe(ESTABLISHED)
    await server.close()
  })
})

describe('a request line in absolute form', () => {
  const sent = async (line: string, headers: readonly string[] = [], body = '') =>
    readRaw(await exchangeRaw(port, rawRequest(line, headers, body)))

  it.each([
    ['http://graph.microsoft.com/v1.0/me', 'http://graph.microsoft.com/v1.0/me'],
    ['http://graph.microsoft.com:80/v1.0/me', 'http://graph.microsoft.com/v1.0/me'],
    ['https://graph.microsoft.com:443/v1.0/me', 'https://graph.microsoft.com/v1.0/me'],
  ])('for %s is served', async (asked, url) => {
    expect((JSON.parse((await sent(`GET ${asked} HTTP/1.1`)).body) as Echo).url).toBe(url)
  })

  it('is served for this server itself, the control plane aside', async () => {
    for (const host of ['127.0.0.1', 'localhost', 'contoso.localhost', 'emulator.test']) {
      const { body } = await sent(`GET http://${host}:${port}/v1.0/me HTTP/1.1`)
      expect((JSON.parse(body) as Echo).url).toBe(`http://${host}:${port}/v1.0/me`)
      expect((await sent(`GET http://${host}:${port}/_emulator/info HTTP/1.1`)).status).toBe(403)
    }
  })

  it.each(['example.com', 'localhost:1', '127.0.0.1', 'emulator.test', 'graph.microsoft.com:8080', '10.0.0.1'])(
    'for %s is refused, naming it',
    async (host) => {
      const refused = await sent(`POST http://${host}/v1.0/me HTTP/1.1`, ['Content-Length: 2'], 'hi')
      expect(refused.status).toBe(403)
      expect(JSON.parse(refused.body)).toMatchObject({
        error: { code: 'ProxyHostRefused', message: expect.stringContaining(` ${host}:`) },
      })
    },
  )

  it('with a user name in it is malformed', async () => {
    expect((await sent('GET http://someone@graph.microsoft.com/ HTTP/1.1')).status).toBe(400)
  })
})

describe('clients that go away', () => {
  it('leave nothing open, wherever they do', async () => {
    const server = await start()
    const at = portOf(server)
    const tunnel = async () => (await openTunnel(at, 'graph.microsoft.com:443')).socket
    const halfOpen = await tunnel()
    halfOpen.end()
    const silent = await tunnel()
    const garbage = await tunnel()
    garbage.on('error', () => {}).write(Buffer.concat([Buffer.from([0x16]), Buffer.alloc(600, 7)]))
    const inRequest = await encrypt(await tunnel(), { ca, servername: 'graph.microsoft.com' })
    inRequest.write('POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf')
    const reset = await tunnel()
    reset.write('GET /')
    const beforeAnswer = connect(at, '127.0.0.1')
    beforeAnswer.write('CONNECT graph.microsoft.com:443 HTTP/1.1\r\nHost: x\r\n\r\n')
    for (const socket of [silent, inRequest, beforeAnswer]) socket.destroy()
    reset.resetAndDestroy()
    await Promise.all([halfOpen, garbage].map((socket) => socket.resume().closed || once(socket, 'close')))
    // With nothing open it ends before the time after which it would cut what hangs.
    const began = performance.now()
    await server.close()
    expect(performance.now() - began).toBeLessThan(400)
  })

  it('may ask for a tunnel before an answer has come, and end nobody but themselves', async () => {
    const server = await start(100)
    const socket = connect(portOf(server), '127.0.0.1')
    socket.write('GET /slow HTTP/1.1\r\nHost: a\r\n\r\nCONNECT graph.microsoft.com:443 HTTP/1.1\r\nHost: a\r\n\r\n')
    socket.write(rawRequest('GET /x HTTP/1.1'))
    await once(socket, 'data')
    expect(echoIn(await exchangeRaw(portOf(server), rawRequest('GET /x HTTP/1.1'))).url).toBe('http://127.0.0.1/x')
    socket.destroy()
    await server.close()
  })

  it('hold up the end for less than a second when they do not', async () => {
    const server = await start()
    const tunnels = await Promise.all(
      Array.from({ length: 5 }, () => openTunnel(portOf(server), 'graph.microsoft.com:443')),
    )
    const [idle, , half] = tunnels.map(({ socket }) => socket.on('error', () => {}))
    if (!idle || !half) throw new Error('no tunnel')
    half.write(Buffer.from([0x16, 3, 1]))
    const secure = await encrypt(idle, { ca, servername: 'graph.microsoft.com' })
    secure.on('error', () => {})
    const began = performance.now()
    await server.close()
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
