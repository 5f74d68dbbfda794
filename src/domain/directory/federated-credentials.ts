import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import type { Application, FederatedIdentityCredential } from './application-rows.js'
import { getApplication } from './applications.js'
import { refuseMoreThan } from './most-values.js'
import { applications } from './tables.js'

/** What a caller may say about a federated identity credential. */
export type FederatedCredentialChanges = Partial<Omit<FederatedIdentityCredential, 'id'>>

const MOST = 20
const LONGEST = 600
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/
const RESOURCE = 'FederatedIdentityCredential'

/** Whose tokens an app takes for its own credential, in the order in which they were added. */
export function federatedCredentialsOf(application: Application): readonly FederatedIdentityCredential[] {
  return application.federatedIdentityCredentials ?? []
}

/**
 * Lets an app sign in with tokens of another issuer (Microsoft Graph: Create federatedIdentityCredential).
 * Throws `notFound`, `valueRequired`, `invalidCredentialName`, `oneAudience`, `invalidValue`, `credentialNameTaken`,
 * `issuerAndSubjectTaken`, `tooManyValues`.
 */
export function addFederatedCredential(
  transaction: Transaction,
  applicationId: string,
  given: FederatedCredentialChanges,
): FederatedIdentityCredential {
  const application = getApplication(transaction, applicationId)
  const others = federatedCredentialsOf(application)
  refuseMoreThan(MOST, others.length + 1)
  const { name = '', issuer = '', subject = '', audiences = [], description = null } = given
  const credential = { id: transaction.newGuid(), name, issuer, subject, audiences, description }
  refuseBadValues(credential)
  refuseTaken(credential, others)
  store(transaction, application, [...others, credential])
  return credential
}

/**
 * Changes what is mentioned; the name stays (Microsoft Graph: Update federatedIdentityCredential). `key` is the id or the
 * name. Throws as `addFederatedCredential`, and `credentialNameKept`.
 */
export function updateFederatedCredential(
  transaction: Transaction,
  applicationId: string,
  key: string,
  changes: FederatedCredentialChanges,
): void {
  const application = getApplication(transaction, applicationId)
  const before = requireFederatedCredential(application, key)
  if (changes.name !== undefined && changes.name !== before.name) throw new DomainError('credentialNameKept')
  const credential = { ...before, ...changes }
  const all = federatedCredentialsOf(application)
  refuseBadValues(credential)
  refuseTaken(
    credential,
    all.filter(({ id }) => id !== before.id),
  )
  store(
    transaction,
    application,
    all.map((each) => (each.id === before.id ? credential : each)),
  )
}

/** Takes a credential away (Microsoft Graph: Delete federatedIdentityCredential). Throws `notFound`. */
export function removeFederatedCredential(transaction: Transaction, applicationId: string, key: string): void {
  const application = getApplication(transaction, applicationId)
  const gone = requireFederatedCredential(application, key)
  store(
    transaction,
    application,
    federatedCredentialsOf(application).filter(({ id }) => id !== gone.id),
  )
}

/** A credential of an app by id or name. Throws `notFound`. */
export function requireFederatedCredential(application: Application, key: string): FederatedIdentityCredential {
  const found = federatedCredentialsOf(application).find(({ id, name }) => id === key.toLowerCase() || name === key)
  if (!found) throw new DomainError('notFound', { id: key })
  return found
}

function store(
  transaction: Transaction,
  application: Application,
  federatedIdentityCredentials: readonly FederatedIdentityCredential[],
): void {
  transaction.replace(applications, { ...application, federatedIdentityCredentials })
}

function refuseBadValues({ name, issuer, subject, audiences, description }: FederatedIdentityCredential): void {
  for (const [property, value] of Object.entries({ name, issuer, subject })) {
    if (value === '') throw new DomainError('valueRequired', { property, resource: RESOURCE })
  }
  if (!NAME.test(name)) throw new DomainError('invalidCredentialName', { name })
  if (audiences.length !== 1) throw new DomainError('oneAudience')
  for (const [property, value] of Object.entries({ issuer, subject, audiences: audiences[0], description })) {
    if ((value?.length ?? 0) > LONGEST) throw new DomainError('invalidValue', { property, resource: RESOURCE })
  }
}

function refuseTaken(
  { name, issuer, subject }: FederatedIdentityCredential,
  others: readonly FederatedIdentityCredential[],
): void {
  if (others.some((other) => other.name === name)) throw new DomainError('credentialNameTaken', { name })
  if (others.some((other) => other.issuer === issuer && other.subject === subject)) {
    throw new DomainError('issuerAndSubjectTaken')
  }
}
