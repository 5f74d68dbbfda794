import { addSponsor, removeSponsor } from '../../../domain/directory/sponsors.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { referencedObject, referenceOf } from '../directory-objects/references.js'
import { resolveUser } from './resolve-user.js'

/** POST /users/{id}/sponsors/$ref (Microsoft Graph: Add sponsors). */
export function postSponsor(call: Call): Answer {
  const user = resolveUser(call)
  const sponsor = referencedObject(readerOf(call), referenceOf(call.body))
  write(call, (transaction) => addSponsor(transaction, user.id, sponsor.id))
  return noContent
}

/** DELETE /users/{id}/sponsors/{objectId}/$ref (Microsoft Graph: Remove sponsor). */
export function deleteSponsor(call: Call): Answer {
  const user = resolveUser(call)
  write(call, (transaction) => removeSponsor(transaction, user.id, parameter(call, 'objectId')))
  return noContent
}
