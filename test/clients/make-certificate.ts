import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeSigningCertificate } from '../../src/hosts/signing-certificate.js'

const BEGIN = '-----BEGIN CERTIFICATE-----\n'
const END = '\n-----END CERTIFICATE-----\n'

/** Writes a new RSA key and a certificate over it into a PEM file, and answers with its path. */
export function makeCertificate(folder: string, name: string): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const der = makeSigningCertificate(privateKey, createPublicKey(privateKey))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  const file = join(folder, `${name}.pem`)
  writeFileSync(file, `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${BEGIN}${lines.join('\n')}${END}`)
  return file
}

/** The certificate of such a file, in base64. */
export function readCertificate(file: string): string {
  const [, certificate = ''] = readFileSync(file, 'utf8').split(BEGIN)
  return certificate.replace(END, '').replaceAll('\n', '')
}
