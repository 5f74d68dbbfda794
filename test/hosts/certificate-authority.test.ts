import { spawnSync } from 'node:child_process'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openAuthority } from '../../src/hosts/certificate-authority.js'
import { type KeyedCertificate, makeLeaf, makeLeafKey } from '../../src/hosts/certificates.js'
import { microsoftHosts } from '../../src/http/microsoft-hosts.js'

const DAY = 24 * 60 * 60 * 1000
const folders: string[] = []
function newFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'graphverse-'))
  folders.push(made)
  return made
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const open = (folder: string, hostnames: readonly string[] = []) => openAuthority({ folder, hostnames })
const load = async (folder: string, hostnames?: readonly string[]) => (await open(folder, hostnames)).load()

/** Moves the machine's clock for the rest of the test. */
function pass(days: number): void {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  vi.setSystemTime(Date.now() + days * DAY)
}

describe('the certificate authority', () => {
  it('keeps its key to its owner, and is the same at the next start', async () => {
    const folder = newFolder()
    const first = await open(folder)
    expect(first).toMatchObject({ caFile: join(folder, 'ca.pem'), state: 'made' })
    expect(statSync(join(folder, 'ca-key.pem')).mode & 0o777).toBe(0o600)
    const again = await open(folder)
    expect(again.state).toBe('kept')
    expect(await again.load()).toEqual(await first.load())
    expect((await again.load()).certificate).toBe(readFileSync(join(folder, 'ca.pem'), 'utf8'))
  })

  it('lives for a year and is renewed when it has less than 30 days left', async () => {
    const folder = newFolder()
    const made = await load(folder)
    pass(334)
    expect(await load(folder)).toEqual(made)
    pass(2)
    const info = vi.fn()
    const renewed = await openAuthority({ folder, hostnames: [], log: { info } })
    expect(renewed.state).toBe('renewed')
    expect(info).toHaveBeenCalledWith(expect.stringContaining('ca.pem'), { folder })
    expect((await renewed.load()).certificate).not.toBe(made.certificate)
    expect(await load(folder)).toEqual(await renewed.load())
  })

  it('is followed by another when it ends while it is used', async () => {
    const folder = newFolder()
    const authority = await open(folder)
    const first = await authority.load()
    pass(364)
    expect(await authority.load()).toEqual(first)
    pass(2)
    const second = await authority.load()
    expect(Date.parse(new X509Certificate(second.certificate).validTo)).toBeGreaterThan(Date.now() + 364 * DAY)
    expect(await authority.load()).toBe(second)
    expect(readFileSync(join(folder, 'ca.pem'), 'utf8')).toBe(second.certificate)
  })

  it.each(['ca-key.pem', 'ca-names.json'])('is made anew when %s does not belong to it', async (name) => {
    const [broken, other] = [newFolder(), newFolder()]
    const before = await load(broken)
    await open(other)
    writeFileSync(join(broken, name), readFileSync(join(other, name)))
    const { certificate, key } = await load(broken)
    expect(certificate).not.toBe(before.certificate)
    expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true)
  })

  it('is made in memory where there is no folder to keep it', async () => {
    const { caFile, load: loadIt } = await open(join(newFolder(), 'ca.pem', '\0'))
    expect(caFile).toBeNull()
    expect((await loadIt()).certificate).toContain('BEGIN CERTIFICATE')
    expect(await loadIt()).toBe(await loadIt())
  })
})

/** What Node says of a server that shows this certificate, as a client that trusts the authority alone. */
async function verdictOn(leaf: KeyedCertificate, authority: KeyedCertificate, servername?: string): Promise<string> {
  const server = createServer({ cert: leaf.certificate, key: leaf.key }, (socket) => socket.on('error', () => {}).end())
  await once(server.on('tlsClientError', () => {}).listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const client = connect({
    ...{ port, host: '127.0.0.1', ca: authority.certificate },
    // An address is no server name; whether it is in the certificate is not what is asked here.
    ...(servername === undefined ? { checkServerIdentity: () => undefined } : { servername }),
  })
  const verdict = await new Promise<string>((resolve) => {
    client.on('secureConnect', () => resolve('authorized')).on('error', ({ message }) => resolve(message))
  })
  client.destroy()
  server.close()
  return verdict
}

describe('the names that the authority may vouch for', async () => {
  const authority = await load(newFolder(), ['emulator.test', '10.1.2.3', 'fd00::7', 'My_Service'])
  const keys = await makeLeafKey()
  const verdict = async (names: readonly string[], asked?: string) =>
    verdictOn(await makeLeaf(authority, names, keys), authority, asked)

  it.each([
    ...microsoftHosts.map(({ pattern }) => pattern.replace(/^\*/, 'contoso').replace('*', '4')),
    ...['localhost', 'contoso.localhost', 'emulator.test', 'my_service', `${'a'.repeat(60)}.localhost`],
  ])('include %s', async (name) => {
    expect(await verdict([name], name)).toBe('authorized')
  })

  it.each(['127.0.0.1', '127.9.9.9', '::1', '10.1.2.3', 'fd00::7'])('include the address %s', async (address) => {
    expect(await verdict([address])).toBe('authorized')
  })

  it.each([
    ...[
      'example.com',
      'www.microsoft.com',
      'microsoft.com',
      'management.azure.com',
      'microsoftonline.com',
      'localhosts',
    ],
    ...['xgraph.microsoft.com', '10.1.2.4', '8.8.8.8', 'fd00::8', '::2'],
  ])('leave out %s', async (name) => {
    expect(await verdict([name])).toBe('permitted subtree violation')
  })

  it('leave out one among many', async () => {
    expect(await verdict(['localhost', 'example.com'], 'localhost')).toBe('permitted subtree violation')
  })

  const openssl = (...argv: string[]) => spawnSync('openssl', argv, { encoding: 'utf8' })

  it.skipIf(openssl('version').status !== 0)('are the same in the eyes of OpenSSL, where it is installed', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'ca.pem'), authority.certificate)
    const verify = async (names: readonly string[]) => {
      writeFileSync(join(folder, 'leaf.pem'), (await makeLeaf(authority, names, keys)).certificate)
      const { stdout, stderr } = openssl(
        'verify',
        '-x509_strict',
        '-CAfile',
        join(folder, 'ca.pem'),
        join(folder, 'leaf.pem'),
      )
      return stdout + stderr
    }
    expect(await verify(['localhost', '127.0.0.1', '::1', 'emulator.test', '10.1.2.3'])).toContain('OK')
    expect(await verify(['example.com'])).toContain('permitted subtree violation')
    expect(await verify(['8.8.8.8'])).toContain('permitted subtree violation')
    const { stdout } = openssl('x509', '-in', join(folder, 'ca.pem'), '-noout', '-text')
    expect(stdout).toMatch(/Name Constraints: critical\s+Permitted:\s+DNS:localhost\s+IP:127\.0\.0\.0\/255\.0\.0\.0/)
  })

  it('grow with the host names, and shrink no more until it ends', async () => {
    const folder = newFolder()
    const plain = await load(folder)
    expect((await open(folder, ['one.test'])).state).toBe('renewed')
    const one = await load(folder)
    expect(one.certificate).not.toBe(plain.certificate)
    expect((await open(folder, ['two.test'])).state).toBe('renewed')
    const both = await load(folder)
    for (const hostnames of [[], ['one.test'], ['TWO.test', 'one.test']])
      expect(await load(folder, hostnames)).toEqual(both)
    pass(340)
    await open(folder)
    expect((await open(folder, ['one.test'])).state).toBe('renewed')
  })
})

describe('a leaf', () => {
  it('lives for 90 days, and no longer than its authority', async () => {
    const authority = await load(newFolder())
    const keys = await makeLeafKey()
    const leaf = await makeLeaf(authority, ['localhost'], keys)
    expect(leaf.notAfter - Date.now()).toBeCloseTo(90 * DAY, -5)
    expect(Math.abs(Date.parse(new X509Certificate(leaf.certificate).validTo) - leaf.notAfter)).toBeLessThan(1000)
    pass(340)
    const late = await makeLeaf(authority, ['localhost'], keys)
    expect(late.notAfter).toBe(Date.parse(new X509Certificate(authority.certificate).validTo))
  })
})
