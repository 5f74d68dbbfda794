import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import type { KeyCredential } from './application-rows.js'
import { getApplication } from './applications.js'
import { getServicePrincipal } from './service-principals.js'
import { applications, servicePrincipals } from './tables.js'

/** What a certificate says of itself. */
export interface CertificateFacts {
  /** Milliseconds since the epoch. */
  readonly notBefore: number
  readonly notAfter: number
  /** The SHA-1 of its bytes, in base64. */
  readonly thumbprint: string
}

/** Reads a certificate (base64 of DER); undefined when it is none. */
export type ReadCertificate = (certificate: string) => CertificateFacts | undefined

export type NewKeyCredential = { readonly [Name in keyof KeyCredential]?: KeyCredential[Name] | null }

const USAGE_BY_TYPE: Readonly<Record<string, string>> = { AsymmetricX509Cert: 'Verify', X509CertAndPassword: 'Sign' }
const PASSWORD_LIFETIME = 365 * 86_400_000

/**
 * A certificate with everything that was left out filled in, from the certificate itself where it says so. One that is
 * known by its id and comes back without its key keeps it. `resource` names the holder's type in refusals.
 * Throws `invalidValue`.
 */
export function keyCredentialOf(
  transaction: Transaction,
  given: NewKeyCredential,
  known: readonly KeyCredential[],
  { read, resource }: { readonly read: ReadCertificate; readonly resource: string },
): KeyCredential {
  const refusal = new DomainError('invalidValue', { property: 'keyCredentials', resource })
  const before = known.find(({ keyId }) => given.keyId && keyId === fold(given.keyId))
  if (before && !given.key) return before
  const type = given.type ?? 'AsymmetricX509Cert'
  const usage = USAGE_BY_TYPE[type]
  const { key } = given
  if (!usage || !key || (given.usage ?? usage) !== usage) throw refusal
  const facts = read(key)
  // A key with its password is a file that only the password opens.
  if (!facts && type === 'AsymmetricX509Cert') throw refusal
  const { now } = transaction
  return {
    keyId: fold(given.keyId ?? transaction.newGuid()),
    displayName: given.displayName ?? null,
    ...{ type, usage, key },
    customKeyIdentifier: given.customKeyIdentifier ?? facts?.thumbprint ?? null,
    startDateTime: given.startDateTime ?? formatInstant(facts?.notBefore ?? now),
    endDateTime: endOf(given.endDateTime, facts) ?? formatInstant(now + PASSWORD_LIFETIME),
  }
}

/** No credential outlives its certificate. Throws `keyCredentialEnd`. */
function endOf(given: string | null | undefined, facts: CertificateFacts | undefined): string | undefined {
  if (!given) return facts && formatInstant(facts.notAfter)
  if (facts && (parseInstant(given) ?? 0) > facts.notAfter) throw new DomainError('keyCredentialEnd')
  return given
}

/** Gives an application one more certificate (Microsoft Graph: application addKey). Throws `notFound`. */
export function addApplicationKey(transaction: Transaction, id: string, credential: KeyCredential): void {
  const application = getApplication(transaction, id)
  const keyCredentials = [...application.keyCredentials, credential]
  transaction.replace(applications, { ...application, keyCredentials })
}

/** Gives a service principal one more certificate of its own. Throws `notFound`. */
export function addServicePrincipalKey(transaction: Transaction, id: string, credential: KeyCredential): void {
  const principal = getServicePrincipal(transaction, id)
  const keyCredentials = [...principal.keyCredentials, credential]
  transaction.replace(servicePrincipals, { ...principal, keyCredentials })
}

/** Takes a certificate away (Microsoft Graph: application removeKey). Throws `notFound`, `noCredential`. */
export function removeApplicationKey(transaction: Transaction, id: string, keyId: string): void {
  const application = getApplication(transaction, id)
  const keyCredentials = without(application.keyCredentials, keyId)
  transaction.replace(applications, { ...application, keyCredentials })
}

/** Takes a service principal's own certificate away. Throws `notFound`, `noCredential`. */
export function removeServicePrincipalKey(transaction: Transaction, id: string, keyId: string): void {
  const principal = getServicePrincipal(transaction, id)
  const keyCredentials = without(principal.keyCredentials, keyId)
  transaction.replace(servicePrincipals, { ...principal, keyCredentials })
}

/** The credentials but the one with this id. Throws `noCredential`. */
export function without<Credential extends { readonly keyId: string }>(
  credentials: readonly Credential[],
  keyId: string,
): readonly Credential[] {
  const kept = credentials.filter((credential) => credential.keyId !== fold(keyId))
  if (kept.length === credentials.length) throw new DomainError('noCredential', { keyId })
  return kept
}
