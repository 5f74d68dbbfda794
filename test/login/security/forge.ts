import { createHmac, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { claimsOf } from '../login-door.js'
import { signJwt } from '../sign-jwt.js'

/** A token taken apart, by somebody who would like another one. */
export interface Sample {
  readonly token: string
  readonly header: Readonly<Record<string, unknown>>
  readonly claims: Readonly<Record<string, unknown>>
}

/** Takes a token apart. */
export function takeApart(token: string): Sample {
  const [header = ''] = token.split('.')
  return { token, header: JSON.parse(Buffer.from(header, 'base64url').toString()), claims: claimsOf(token) }
}

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')

/** Header and claims with a signature that somebody made up. */
export function unsigned(header: object, claims: object, signature = ''): string {
  return `${encode(header)}.${encode(claims)}.${signature}`
}

/** A token that a secret vouches for: whatever of the public key a careless verifier might take for one. */
export function signedBySecret({ header, claims }: Sample, secret: string | Buffer, alg = 'HS256'): string {
  const text = `${encode({ ...header, alg })}.${encode(claims)}`
  return `${text}.${createHmac(alg.replace('HS', 'sha'), secret).update(text).digest('base64url')}`
}

/** A folder for the data of an emulator, whose signing key the suite may read: it fails by what it says alone. */
export function createKeyFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'graphverse-forge-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const key = (): KeyObject =>
    createPrivateKey(
      (JSON.parse(readFileSync(join(folder, 'signing-key.json'), 'utf8')) as { privateKey: string }).privateKey,
    )
  return {
    folder,
    publicKey: () => createPublicKey(key()),
    /** The token service's own signature under whatever it would not have said. */
    sign: (header: Readonly<Record<string, unknown>>, claims: object) => signJwt(header, claims, key()),
  }
}
