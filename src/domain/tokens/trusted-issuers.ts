import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import type { JsonWebKey } from './assertion-rows.js'
import { trustedIssuers } from './tables.js'

/**
 * Remembers the public keys of an issuer, in place of those known before: where Entra would fetch them, this emulator is told.
 * Throws `invalidKeys` unless there are RSA keys, and nothing but public parts.
 */
export function trustIssuer(transaction: Transaction, issuer: string, keys: readonly JsonWebKey[]): void {
  if (keys.length === 0 || !keys.every(isPublicRsaKey)) throw new DomainError('invalidKeys')
  const row = { id: issuer, keys }
  if (transaction.table(trustedIssuers).has(issuer)) transaction.replace(trustedIssuers, row)
  else transaction.insert(trustedIssuers, row)
}

/** The keys of an issuer, or undefined when nobody told them. */
export function keysOfIssuer(reader: Reader, issuer: string): readonly JsonWebKey[] | undefined {
  return reader.table(trustedIssuers).get(issuer)?.keys
}

function isPublicRsaKey({ kty, n, e, d }: JsonWebKey): boolean {
  return kty === 'RSA' && typeof n === 'string' && typeof e === 'string' && d === undefined
}
