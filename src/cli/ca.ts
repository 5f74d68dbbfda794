import { X509Certificate } from 'node:crypto'
import { dirname, join, resolve } from 'node:path'
import { type CertificateAuthority, openAuthority } from '../hosts/certificate-authority.js'
import { permittedNames } from '../hosts/permitted-names.js'
import { type Flags, readOptions } from './read-options.js'
import { quote } from './shells.js'
import { trustInstructions } from './trust-instructions.js'

export interface CaFlags {
  /** Prints one line of JSON for programs. */
  readonly json?: boolean
}

/**
 * `graphverse ca`: tells where the certificate authority is, what it is and how to trust it. It is made, or renewed, as
 * `graphverse start` would.
 * @throws when the data folder cannot keep it, naming the mend.
 */
export async function ca({ json = false, ...flags }: CaFlags & Flags): Promise<void> {
  const { data, hostnames } = readOptions(flags)
  const folder = resolve(data)
  const authority = await openAuthority({ folder, hostnames })
  const { caFile } = authority
  if (caFile === null)
    throw new Error(
      `The certificate authority cannot be kept in ${folder}: choose a folder that can be written with --data.`,
    )
  if (authority.state === 'renewed') process.stderr.write(RENEWED)
  const certificate = new X509Certificate((await authority.load()).certificate)
  process.stdout.write(`${json ? asJson(authority, certificate) : asText(authority, certificate, caFile)}\n`)
}

const RENEWED =
  'graphverse: the certificate authority was renewed. Start anew an emulator that runs on this folder, and trust ca.pem again.\n'

function asJson({ caFile, permitted }: CertificateAuthority, certificate: X509Certificate): string {
  const { fingerprint256, subject, serialNumber } = certificate
  const [validFrom, validTo] = validity(certificate)
  return JSON.stringify({ caFile, fingerprint256, subject, serialNumber, validFrom, validTo, permitted })
}

function asText({ permitted }: CertificateAuthority, certificate: X509Certificate, caFile: string): string {
  const usual = permittedNames([])
  const [from, to] = validity(certificate).map((instant) => instant.slice(0, 10))
  const names = ['localhost', 'loopback addresses', 'the Microsoft hosts of the emulator']
  return [
    `Certificate authority  ${caFile}`,
    `SHA-256 fingerprint    ${certificate.fingerprint256}`,
    `Valid                  ${from} to ${to}`,
    `Vouches only for       ${[...names, ...permitted.filter((name) => !usual.includes(name))].join(', ')}`,
    '',
    trustInstructions({
      caFile: quote(caFile),
      truststore: quote(join(dirname(caFile), 'truststore.p12')),
      sha1: certificate.fingerprint.replaceAll(':', ''),
    }),
  ].join('\n')
}

function validity({ validFrom, validTo }: X509Certificate): [string, string] {
  return [new Date(validFrom).toISOString(), new Date(validTo).toISOString()]
}
