import { constants, createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { makeSigningCertificate } from '../../src/hosts/signing-certificate.js'

/** A JSON Web Token as anybody may make one: header, claims, and a signature of the first two by an RSA key. */
export function signJwt(header: Readonly<Record<string, unknown>>, claims: object, key: KeyObject): string {
  const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const hash = String(header.alg).endsWith('512') ? 'sha512' : 'sha256'
  const padding = header.alg === 'PS256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {}
  return `${text}.${sign(hash, Buffer.from(text), { key, ...padding }).toString('base64url')}`
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
