import {
  addApplicationPassword,
  addServicePrincipalPassword,
  type MadeCredential,
  type NewPasswordCredential,
  removeApplicationPassword,
  removeServicePrincipalPassword,
} from '../../../domain/directory/app-credentials.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, write } from '../call.js'
import { presentPassword } from '../model/application-type.js'
import { valueAnswer } from '../query/entity-answer.js'
import { requireOwnership, resolveApplication, resolveServicePrincipal } from './resolve-application.js'

function givenCredential(call: Call): NewPasswordCredential {
  const body = (call.body ?? {}) as { passwordCredential?: NewPasswordCredential | null }
  const { displayName, startDateTime, endDateTime } = body.passwordCredential ?? {}
  return { displayName: displayName ?? null, startDateTime: startDateTime ?? null, endDateTime: endDateTime ?? null }
}

function madeAnswer(call: Call, { credential, secretText }: MadeCredential): Answer {
  return valueAnswer(call, 'microsoft.graph.passwordCredential', { ...presentPassword(credential), secretText })
}

/** POST /applications/{id}/addPassword (Microsoft Graph: application addPassword): the secret shows this once. */
export function addPasswordToApplication(call: Call): Answer {
  const { id } = resolveApplication(call)
  requireOwnership(call, id)
  return madeAnswer(
    call,
    write(call, (transaction) => addApplicationPassword(transaction, id, givenCredential(call))),
  )
}

/** POST /applications/{id}/removePassword. */
export function removePasswordFromApplication(call: Call): Answer {
  const { id } = resolveApplication(call)
  requireOwnership(call, id)
  write(call, (transaction) => removeApplicationPassword(transaction, id, (call.body as { keyId: string }).keyId))
  return noContent
}

/** POST /servicePrincipals/{id}/addPassword. */
export function addPasswordToServicePrincipal(call: Call): Answer {
  const { id } = resolveServicePrincipal(call)
  requireOwnership(call, id)
  return madeAnswer(
    call,
    write(call, (transaction) => addServicePrincipalPassword(transaction, id, givenCredential(call))),
  )
}

/** POST /servicePrincipals/{id}/removePassword. */
export function removePasswordFromServicePrincipal(call: Call): Answer {
  const { id } = resolveServicePrincipal(call)
  requireOwnership(call, id)
  write(call, (transaction) => removeServicePrincipalPassword(transaction, id, (call.body as { keyId: string }).keyId))
  return noContent
}
