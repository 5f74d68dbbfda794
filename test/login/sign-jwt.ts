import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { makeSigningCertificate } from '../../src/hosts/signing-certificate.js'

/** A JSON Web Token as anybody may make one: header, claims, and a signature of the first two by an RSA key. */
export function signJwt(header: object, claims: object, key: KeyObject): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`
}

/** An RSA key with a certificate, as apps sign their assertions with. */
export function makeCertificate() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const certificate = makeSigningCertificate(privateKey, createPublicKey(privateKey))
  const thumbprint = createHash('sha1').update(certificate)
  return {
    privateKey,
    publicJwk: createPublicKey(privateKey).export({ format: 'jwk' }),
    /** In base64, as registrations hold it. */
    text: certificate.toString('base64'),
    x5t: thumbprint.copy().digest('base64url'),
    /** In hexadecimal, as error messages show it. */
    thumbprint: thumbprint.copy().digest('hex').toUpperCase(),
  }
}
