import {
  addFederatedCredential,
  type FederatedCredentialChanges,
  federatedCredentialsOf,
  removeFederatedCredential,
  requireFederatedCredential,
  updateFederatedCredential,
} from '../../../domain/directory/federated-credentials.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, write } from '../call.js'
import { federatedCredentialType } from '../model/application-type.js'
import { alternateKey } from '../path.js'
import { createdAnswer, entityAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'
import { requireOwnership, resolveApplication } from './resolve-application.js'

function contextOf(id: string): string {
  return `applications('${id}')/federatedIdentityCredentials`
}

/** A path names a credential by id or by name. */
function keyOf(call: Call): string {
  const key = parameter(call, 'credentialId')
  return alternateKey(key, 'name') ?? key
}

/** GET /applications/{id}/federatedIdentityCredentials (Microsoft Graph: List federatedIdentityCredentials). */
export function listFederatedCredentials(call: Call): Answer {
  const application = resolveApplication(call)
  return listAnswer(call, {
    type: federatedCredentialType(),
    source: listSource(federatedCredentialsOf(application), ({ id }) => id),
    context: contextOf(application.id),
  })
}

/** GET …/federatedIdentityCredentials/{credentialId} (Microsoft Graph: Get federatedIdentityCredential). */
export function getFederatedCredential(call: Call): Answer {
  const application = resolveApplication(call)
  const credential = requireFederatedCredential(application, keyOf(call))
  return entityAnswer(call, federatedCredentialType(), credential, contextOf(application.id))
}

/** POST …/federatedIdentityCredentials (Microsoft Graph: Create federatedIdentityCredential). */
export function postFederatedCredential(call: Call): Answer {
  return createFrom(call, changesOf(call))
}

/** The members of the body, without what OData says about it. */
function changesOf({ body }: Call): FederatedCredentialChanges {
  return Object.fromEntries(Object.entries(body as object).filter(([name]) => !name.includes('@')))
}

function createFrom(call: Call, given: FederatedCredentialChanges): Answer {
  const { id } = resolveApplication(call)
  requireOwnership(call, id)
  const made = write(call, (transaction) => addFederatedCredential(transaction, id, given))
  return createdAnswer(call, federatedCredentialType(), made, contextOf(id))
}

/** PATCH …/federatedIdentityCredentials/{credentialId} (Microsoft Graph: Update, Upsert federatedIdentityCredential). */
export function patchFederatedCredential(call: Call): Answer {
  const application = resolveApplication(call)
  requireOwnership(call, application.id)
  const changes = changesOf(call)
  const name = alternateKey(parameter(call, 'credentialId'), 'name')
  const isMissing = !federatedCredentialsOf(application).some((each) => each.name === name)
  if (name !== undefined && isMissing && call.request.headers.prefer?.includes('create-if-missing')) {
    return createFrom(call, { ...changes, name })
  }
  write(call, (transaction) => updateFederatedCredential(transaction, application.id, keyOf(call), changes))
  return noContent
}

/** DELETE …/federatedIdentityCredentials/{credentialId} (Microsoft Graph: Delete federatedIdentityCredential). */
export function deleteFederatedCredential(call: Call): Answer {
  const { id } = resolveApplication(call)
  requireOwnership(call, id)
  write(call, (transaction) => removeFederatedCredential(transaction, id, keyOf(call)))
  return noContent
}
