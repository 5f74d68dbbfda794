import { type KeyObject, sign } from 'node:crypto'

/**
 * A self-signed X.509 certificate over an RSA key, in DER: what a keys document shows in `x5c` so that clients which
 * read keys from certificates find one. It never changes for a key and is trusted by nobody: RFC 5280, section 4.1.
 */
export function makeSigningCertificate(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  const subjectPublicKeyInfo = publicKey.export({ type: 'spki', format: 'der' })
  const toBeSigned = sequence(integer(1), SHA256_WITH_RSA, NAME, VALIDITY, NAME, subjectPublicKeyInfo)
  return sequence(toBeSigned, SHA256_WITH_RSA, element(0x03, Buffer.from([0]), sign('sha256', toBeSigned, privateKey)))
}

function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content])
}

function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return element(0x30, ...parts)
}

function integer(value: number): Buffer {
  return element(0x02, Buffer.from([value]))
}

/** Object identifier 1.2.840.113549.1.1.11 and its empty parameters. */
const SHA256_WITH_RSA = sequence(
  element(0x06, Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b])),
  element(0x05),
)

/** One attribute: commonName (2.5.4.3). */
const NAME = sequence(
  element(
    0x31,
    sequence(element(0x06, Buffer.from([0x55, 0x04, 0x03])), element(0x0c, Buffer.from('Graphverse token signing'))),
  ),
)

/** As long as the short form of a date reaches, so that neither the machine's nor the emulator's time matters. */
const VALIDITY = sequence(element(0x17, Buffer.from('200101000000Z')), element(0x17, Buffer.from('491231235959Z')))
