import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyedCertificate } from './certificates.js'

/** The local certificate authority whose leaves the TLS side of the port shows. */
export interface CertificateAuthority {
  /** Absolute path of its certificate, or null when it is kept in memory only. */
  readonly caFile: string | null
  /** Its certificate and key; made now if no folder keeps them. */
  load(): Promise<KeyedCertificate>
}

const RENEWED_BEFORE = 30 * 24 * 60 * 60 * 1000

/**
 * Opens the authority kept in `folder` (absolute), or makes it there: `ca.pem`, and `ca-key.pem` for its owner alone.
 * Without a folder, or one that cannot be written, the authority is made in memory when first asked for.
 */
export async function openAuthority(folder: string | undefined): Promise<CertificateAuthority> {
  if (folder !== undefined) {
    const kept = read(folder) ?? (await make(folder))
    if (kept) return { caFile: join(folder, 'ca.pem'), load: () => Promise.resolve(kept) }
  }
  let made: Promise<KeyedCertificate> | undefined
  return {
    caFile: null,
    load: () => {
      made ??= import('./certificates.js').then(({ makeAuthority }) => makeAuthority())
      return made
    },
  }
}

/** What the folder keeps, if it is whole, its parts belong together, and it lives for another 30 days. */
function read(folder: string): KeyedCertificate | undefined {
  try {
    const certificate = readFileSync(join(folder, 'ca.pem'), 'utf8')
    const key = readFileSync(join(folder, 'ca-key.pem'), 'utf8')
    const parsed = new X509Certificate(certificate)
    const lives = Date.parse(parsed.validTo) - Date.now() > RENEWED_BEFORE
    return lives && parsed.checkPrivateKey(createPrivateKey(key)) ? { certificate, key } : undefined
  } catch {
    return undefined
  }
}

/** Makes an authority and keeps it; two processes that do so at once end up with that of the last. */
async function make(folder: string): Promise<KeyedCertificate | undefined> {
  const { makeAuthority } = await import('./certificates.js')
  const authority = await makeAuthority()
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    keepOutOfVersionControl(folder)
    write(join(folder, 'ca-key.pem'), authority.key, 0o600)
    write(join(folder, 'ca.pem'), authority.certificate, 0o644)
  } catch {
    return undefined
  }
  return authority
}

function keepOutOfVersionControl(folder: string): void {
  const path = join(folder, '.gitignore')
  if (!existsSync(path)) writeFileSync(path, '*\n')
}

/** A reader sees the old file or the new one, never half of it. */
function write(path: string, text: string, mode: number): void {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text, { mode })
  renameSync(draft, path)
}
