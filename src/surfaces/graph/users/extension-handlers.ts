import {
  createOpenExtension,
  deleteOpenExtension,
  type ExtensionBody,
  getOpenExtension,
  openExtensionsOf,
  updateOpenExtension,
} from '../../../domain/directory/open-extensions.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { presentExtension } from '../model/extension-type.js'
import { valueAnswer } from '../query/entity-answer.js'
import { resolveUser } from './resolve-user.js'

/** GET /users/{id}/extensions. */
export function listUserExtensions(call: Call): Answer {
  const { id } = resolveUser(call)
  const value = openExtensionsOf(readerOf(call), id).map(presentExtension)
  return valueAnswer(call, `users('${id}')/extensions`, { value })
}

/** POST /users/{id}/extensions (Microsoft Graph: Create open extension). */
export function postUserExtension(call: Call): Answer {
  const { id } = resolveUser(call)
  const extension = write(call, (transaction) =>
    createOpenExtension(transaction, id, call.caller.appId, extensionBody(call)),
  )
  return valueAnswer(call, `users('${id}')/extensions/$entity`, presentExtension(extension), 201)
}

/** GET /users/{id}/extensions/{extensionId} (Microsoft Graph: Get open extension). */
export function getUserExtension(call: Call): Answer {
  const { id } = resolveUser(call)
  const extension = getOpenExtension(readerOf(call), id, parameter(call, 'extensionId'))
  return valueAnswer(call, `users('${id}')/extensions/$entity`, presentExtension(extension))
}

/** PATCH /users/{id}/extensions/{extensionId} (Microsoft Graph: Update open extension). */
export function patchUserExtension(call: Call): Answer {
  const { id } = resolveUser(call)
  write(call, (transaction) =>
    updateOpenExtension(transaction, id, parameter(call, 'extensionId'), extensionBody(call)),
  )
  return noContent
}

/** DELETE /users/{id}/extensions/{extensionId} (Microsoft Graph: Delete open extension). */
export function deleteUserExtension(call: Call): Answer {
  const { id } = resolveUser(call)
  write(call, (transaction) => deleteOpenExtension(transaction, id, parameter(call, 'extensionId')))
  return noContent
}

/** The body without annotations, and without the id, which is the name. */
function extensionBody(call: Call): ExtensionBody {
  return Object.fromEntries(
    Object.entries(call.body as object).filter(([name]) => !name.includes('@') && name !== 'id'),
  )
}
