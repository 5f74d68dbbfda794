import { DomainError } from '../../kernel/errors.js'
import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import type { PasswordCredential } from './application-rows.js'
import { getApplication } from './applications.js'
import { without } from './key-credentials.js'
import { hashPassword } from './password.js'
import { getServicePrincipal } from './service-principals.js'
import { applications, servicePrincipals } from './tables.js'

export interface NewPasswordCredential {
  readonly displayName?: string | null
  readonly startDateTime?: string | null
  readonly endDateTime?: string | null
  /** Only fixtures choose a secret and its id; the directory makes them otherwise. */
  readonly secretText?: string
  readonly keyId?: string
}

/** A new credential and, this once, its secret. */
export interface MadeCredential {
  readonly credential: PasswordCredential
  readonly secretText: string
}

const LIFETIME_YEARS = 2

/** Gives an application a client secret (Microsoft Graph: application addPassword). Throws `notFound`, `keyCredentialEnd`. */
export function addApplicationPassword(
  transaction: Transaction,
  id: string,
  given: NewPasswordCredential = {},
): MadeCredential {
  const application = getApplication(transaction, id)
  const made = makeCredential(transaction, given)
  const passwordCredentials = [...application.passwordCredentials, made.credential]
  transaction.replace(applications, { ...application, passwordCredentials })
  return made
}

/** Gives a service principal a client secret of its own. Throws `notFound`, `keyCredentialEnd`. */
export function addServicePrincipalPassword(
  transaction: Transaction,
  id: string,
  given: NewPasswordCredential = {},
): MadeCredential {
  const principal = getServicePrincipal(transaction, id)
  const made = makeCredential(transaction, given)
  const passwordCredentials = [...principal.passwordCredentials, made.credential]
  transaction.replace(servicePrincipals, { ...principal, passwordCredentials })
  return made
}

/** Takes a client secret away (Microsoft Graph: application removePassword). Throws `notFound`, `noCredential`. */
export function removeApplicationPassword(transaction: Transaction, id: string, keyId: string): void {
  const application = getApplication(transaction, id)
  const passwordCredentials = without(application.passwordCredentials, keyId)
  transaction.replace(applications, { ...application, passwordCredentials })
}

/** Takes a service principal's own client secret away. Throws `notFound`, `noCredential`. */
export function removeServicePrincipalPassword(transaction: Transaction, id: string, keyId: string): void {
  const principal = getServicePrincipal(transaction, id)
  const passwordCredentials = without(principal.passwordCredentials, keyId)
  transaction.replace(servicePrincipals, { ...principal, passwordCredentials })
}

function makeCredential(transaction: Transaction, given: NewPasswordCredential): MadeCredential {
  const secretText = given.secretText ?? madeSecret(transaction)
  const salt = transaction.newGuid()
  const startDateTime = given.startDateTime ?? formatInstant(transaction.now)
  const endDateTime = given.endDateTime ?? yearsAfter(startDateTime, transaction.now)
  const [start = 0, end = 0] = [parseInstant(startDateTime), parseInstant(endDateTime)]
  if (end <= start) throw new DomainError('keyCredentialEnd')
  const credential = {
    keyId: given.keyId ?? transaction.newGuid(),
    displayName: given.displayName ?? null,
    hint: secretText.slice(0, 3),
    startDateTime,
    endDateTime,
    salt,
    hash: hashPassword(salt, secretText),
  }
  return { credential, secretText }
}

/** Forty characters, with the `8Q~` that tells scanners a client secret. */
function madeSecret(transaction: Transaction): string {
  const secret = transaction.newSecret()
  return `${secret.slice(0, 3)}8Q~${secret.slice(3, 37)}`
}

function yearsAfter(startDateTime: string, now: number): string {
  const end = new Date(parseInstant(startDateTime) ?? now)
  end.setUTCFullYear(end.getUTCFullYear() + LIFETIME_YEARS)
  return formatInstant(end.getTime())
}
