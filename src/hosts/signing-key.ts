import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { PublicKey } from '../domain/tokens/signer.js'
import { makeSigningCertificate } from './signing-certificate.js'

/** The pair that tokens are signed and verified with, and how the keys document shows it. */
export interface SigningKey {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly shown: PublicKey
}

const FILE = 'signing-key.json'
const generate = promisify(generateKeyPair)

/**
 * The signing key kept in a folder (`signing-key.json`, mode 0600), made there when it is missing; without a folder,
 * or where it cannot be written, a key for this run. Throws when the file is there but holds no key.
 */
export async function loadSigningKey(folder: string | undefined): Promise<SigningKey> {
  if (folder === undefined) return signingKeyOf(await makeKey())
  const path = join(folder, FILE)
  const kept = await readKey(path)
  if (kept) return signingKeyOf(kept)
  const made = await makeKey()
  return signingKeyOf((await keep(folder, path, made)) ? made : ((await readKey(path)) ?? made))
}

async function makeKey(): Promise<KeyObject> {
  return (await generate('rsa', { modulusLength: 2048 })).privateKey
}

async function readKey(path: string): Promise<KeyObject | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  try {
    const { privateKey } = JSON.parse(text) as { privateKey: string }
    return createPrivateKey(privateKey)
  } catch (cause) {
    throw new Error(`${path} holds no signing key; delete it to have a new one made`, { cause })
  }
}

/** Writes the key whole or not at all; false when it could not, or another process was first. */
async function keep(folder: string, path: string, key: KeyObject): Promise<boolean> {
  const draft = `${path}.${process.pid}.tmp`
  const text = `${JSON.stringify({ privateKey: key.export({ type: 'pkcs8', format: 'pem' }) }, undefined, 2)}\n`
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(draft, text, { mode: 0o600 })
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    // Some file systems know no hard links.
    return writeFile(path, text, { mode: 0o600, flag: 'wx' }).then(
      () => true,
      () => false,
    )
  } finally {
    await unlink(draft).catch(() => undefined)
  }
}

function signingKeyOf(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey)
  const certificate = makeSigningCertificate(privateKey, publicKey)
  const thumbprint = createHash('sha1').update(certificate).digest('base64url')
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' })
  const shown = {
    kty: 'RSA',
    use: 'sig',
    kid: thumbprint,
    x5t: thumbprint,
    n,
    e,
    x5c: [certificate.toString('base64')],
  }
  return { privateKey, publicKey, shown }
}
