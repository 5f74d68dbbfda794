import { createHash, X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createNodeSigner } from '../../src/hosts/node-signer.js'

describe('createNodeSigner', () => {
  it('keeps its key in the folder, readable by nobody else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'graphverse-key-'))
    const [first] = await createNodeSigner({ folder }).publicKeys()
    const [second] = await createNodeSigner({ folder }).publicKeys()
    expect(second).toEqual(first)
    expect((await stat(join(folder, 'signing-key.json'))).mode & 0o777).toBe(0o600)
  })

  it('agrees on one key when two start at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'graphverse-key-'))
    const signers = [createNodeSigner({ folder }), createNodeSigner({ folder })]
    const [one, two] = await Promise.all(signers.map((signer) => signer.publicKeys()))
    expect(one).toEqual(two)
    expect(await readFile(join(folder, 'signing-key.json'), 'utf8')).toContain('PRIVATE KEY')
  })

  it('names the file that holds no key', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'graphverse-key-'))
    await writeFile(join(folder, 'signing-key.json'), '{}')
    await expect(createNodeSigner({ folder }).publicKeys()).rejects.toThrow(/signing-key\.json holds no signing key/)
  })

  it('shows a certificate over the same key, whose thumbprint is the key id', async () => {
    const [key] = await createNodeSigner().publicKeys()
    const certificate = new X509Certificate(Buffer.from(key?.x5c[0] ?? '', 'base64'))
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.publicKey.export({ format: 'jwk' })).toMatchObject({ n: key?.n, e: key?.e })
    expect(createHash('sha1').update(certificate.raw).digest('base64url')).toBe(key?.x5t)
    expect(key?.kid).toBe(key?.x5t)
  })

  it('signs with the headers of v1 and v2 tokens and adds no claim', async () => {
    const signer = createNodeSigner()
    const [key] = await signer.publicKeys()
    const headerOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
    const v2 = await signer.sign({ exp: 1 })
    expect(headerOf(v2)).toEqual({ alg: 'RS256', typ: 'JWT', kid: key?.kid })
    expect(headerOf(await signer.sign({ exp: 1 }, { x5t: true }))).toMatchObject({ x5t: key?.x5t })
    expect(await signer.verify(v2)).toEqual({ exp: 1 })
  })
})
