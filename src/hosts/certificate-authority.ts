import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../kernel/log.js'
import type { KeyedCertificate } from './certificates.js'
import { permittedNames } from './permitted-names.js'

/** The local certificate authority whose leaves the TLS side of the port shows. */
export interface CertificateAuthority {
  /** Absolute path of its certificate, or null when it is kept in memory only. */
  readonly caFile: string | null
  /** Whether it was made now, and whether another was in its place. */
  readonly state: 'kept' | 'made' | 'renewed'
  /** What it may vouch for: names, each with everything under it, and ranges of addresses. */
  readonly permitted: readonly string[]
  /** Its certificate and key; made now if no folder keeps them, or if it has ended meanwhile. */
  load(): Promise<KeyedCertificate>
}

export interface AuthorityPlace {
  /** Absolute path of the folder that keeps it; undefined to make it in memory. */
  readonly folder: string | undefined
  /** Names and addresses, beside those that every authority may vouch for, under which clients call. */
  readonly hostnames: readonly string[]
  /** Hears of an authority put in the place of another, which clients have to be told of. */
  readonly log?: Pick<Log, 'info'>
}

/** An authority as a folder keeps it. */
interface Kept extends KeyedCertificate {
  readonly permitted: readonly string[]
}

/** The file that says what the authority with this fingerprint may vouch for, so that a start need not decode it. */
interface Names {
  readonly fingerprint: string
  readonly permitted: readonly string[]
}

const RENEWED = 'The certificate authority was renewed: clients that trust the old one must read ca.pem again.'
const RENEWED_BEFORE = 30 * 24 * 60 * 60 * 1000

/**
 * Opens the authority kept in a folder, or makes it there: `ca.pem`, what it may vouch for in `ca-names.json`, and
 * `ca-key.pem` for its owner alone. It is renewed when it has less than 30 days to live or may not vouch for one of the
 * host names; the new one then may for all that the old one could. Without a folder, or one that cannot be written, the
 * authority is made in memory when first asked for.
 */
export async function openAuthority({ folder, hostnames, log }: AuthorityPlace): Promise<CertificateAuthority> {
  const wanted = permittedNames(hostnames)
  if (folder !== undefined) {
    const kept = read(folder)
    if (kept && wanted.every((name) => kept.permitted.includes(name))) return keptIn(folder, kept, 'kept')
    const state = existsSync(join(folder, 'ca.pem')) ? 'renewed' : 'made'
    const made = await make(folder, [...new Set([...wanted, ...(kept?.permitted ?? [])])])
    if (made && state === 'renewed') log?.info(RENEWED, { folder })
    if (made) return keptIn(folder, made, state)
  }
  return { caFile: null, state: 'made', permitted: wanted, load: lasting(undefined, () => newAuthority(wanted)) }
}

function keptIn(folder: string, kept: Kept, state: CertificateAuthority['state']): CertificateAuthority {
  const renew = async () => (await make(folder, kept.permitted)) ?? newAuthority(kept.permitted)
  return { caFile: join(folder, 'ca.pem'), state, permitted: kept.permitted, load: lasting(kept, renew) }
}

/** Gives the same authority as long as it lives, and then the next. */
function lasting(first: Kept | undefined, next: () => Promise<Kept>): () => Promise<KeyedCertificate> {
  let current = first && Promise.resolve(first)
  return async () => {
    if (current && livesFor(await current, 0)) return current
    current = next()
    return current
  }
}

function livesFor({ certificate }: KeyedCertificate, milliseconds: number): boolean {
  return Date.parse(new X509Certificate(certificate).validTo) - Date.now() > milliseconds
}

/** What the folder keeps, if it is whole, its parts belong together, and it lives for another 30 days. */
function read(folder: string): Kept | undefined {
  const readText = (name: string) => readFileSync(join(folder, name), 'utf8')
  try {
    const kept = { certificate: readText('ca.pem'), key: readText('ca-key.pem') }
    const names: Names = JSON.parse(readText('ca-names.json'))
    const parsed = new X509Certificate(kept.certificate)
    const isWhole = parsed.checkPrivateKey(createPrivateKey(kept.key)) && parsed.fingerprint256 === names.fingerprint
    return isWhole && livesFor(kept, RENEWED_BEFORE) ? { ...kept, permitted: [...names.permitted] } : undefined
  } catch {
    return undefined
  }
}

/** Makes an authority and keeps it; two processes that do so at once end up with that of the last. */
async function make(folder: string, permitted: readonly string[]): Promise<Kept | undefined> {
  const made = await newAuthority(permitted)
  const names: Names = { fingerprint: new X509Certificate(made.certificate).fingerprint256, permitted }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    keepOutOfVersionControl(folder)
    write(join(folder, 'ca-key.pem'), made.key, 0o600)
    write(join(folder, 'ca-names.json'), `${JSON.stringify(names, null, 2)}\n`, 0o644)
    write(join(folder, 'ca.pem'), made.certificate, 0o644)
  } catch {
    return undefined
  }
  return made
}

/** The library behind it is large: who has an authority does without. */
async function newAuthority(permitted: readonly string[]): Promise<Kept> {
  const { makeAuthority } = await import('./certificates.js')
  return { ...(await makeAuthority(permitted)), permitted }
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
