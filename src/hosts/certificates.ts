import 'reflect-metadata'
import { AsnConvert } from '@peculiar/asn1-schema'
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  type JsonGeneralName,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

/** A certificate and its key, both in PEM. */
export interface KeyedCertificate {
  readonly certificate: string
  readonly key: string
}

/** A server certificate. */
export interface Leaf extends KeyedCertificate {
  /** Milliseconds since the epoch at which it ends. */
  readonly notAfter: number
}

const DAY = 24 * 60 * 60 * 1000
const AUTHORITY_DAYS = 365
const LEAF_DAYS = 90
/** Clients read the alternative names. A common name that looks like a host would be held against the constraints too. */
const LEAF_SUBJECT = 'CN=Graphverse server certificate, O=Graphverse'
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const
const IP_ADDRESS = /^[\d.]+$|:/

/**
 * Makes a certificate authority (EC P-256) that lives one year from now. It can vouch only for the permitted names with
 * what is under them, and ranges of addresses (`127.0.0.0/8`): whoever steals its key can pretend to be nobody else.
 */
export async function makeAuthority(permitted: readonly string[]): Promise<KeyedCertificate> {
  const keys = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
  // Two authorities never share a name, or clients that trust both would look up the wrong key.
  const name = `CN=Graphverse local authority ${randomHex(4)}, O=Graphverse`
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name,
    ...validity(new Date(Date.now() + AUTHORITY_DAYS * DAY)),
    keys,
    signingAlgorithm: SIGNATURE,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      nameConstraints(permitted),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: certificate.toString('pem'), key: await exportKey(keys.privateKey) }
}

/** Makes the key pair that all leaves share; making one per name would cost more than the signature. */
export async function makeLeafKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(CURVE, true, ['sign', 'verify'])
}

/** Makes a server certificate for host names and IP addresses, valid for 90 days, or as long as its authority. */
export async function makeLeaf(
  authority: KeyedCertificate,
  names: readonly string[],
  keys: CryptoKeyPair,
): Promise<Leaf> {
  const issuer = new X509Certificate(authority.certificate)
  const [pkcs8] = PemConverter.decode(authority.key)
  if (!pkcs8) throw new Error('the key of the certificate authority is not in PEM')
  const notAfter = Math.min(Date.now() + LEAF_DAYS * DAY, issuer.notAfter.getTime())
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: LEAF_SUBJECT,
    issuer: issuer.subject,
    ...validity(new Date(notAfter)),
    publicKey: keys.publicKey,
    signingKey: await crypto.subtle.importKey('pkcs8', pkcs8, CURVE, false, ['sign']),
    signingAlgorithm: SIGNATURE,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(names.map(generalName)),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return { certificate: certificate.toString('pem'), key: await exportKey(keys.privateKey), notAfter }
}

/** Critical, so that who does not understand it does not trust the authority at all. */
function nameConstraints(permitted: readonly string[]): Extension {
  const subtrees = permitted.map(
    (name) =>
      new GeneralSubtree({ base: new GeneralName(name.includes('/') ? { iPAddress: name } : { dNSName: name }) }),
  )
  const constraints = new NameConstraints({ permittedSubtrees: new GeneralSubtrees(subtrees) })
  return new Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints))
}

/** From yesterday, for machines whose clocks disagree a little. */
function validity(notAfter: Date): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() - DAY), notAfter }
}

function generalName(name: string): JsonGeneralName {
  return { type: IP_ADDRESS.test(name) ? 'ip' : 'dns', value: name }
}

/** Sixteen bytes whose first bit is not set: serial numbers are positive. */
function serialNumber(): string {
  return `0${randomHex(16).slice(1)}`
}

function randomHex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex')
}

async function exportKey(key: CryptoKey): Promise<string> {
  return PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}
