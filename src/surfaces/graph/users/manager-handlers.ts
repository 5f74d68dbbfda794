import { setManager } from '../../../domain/directory/update-user.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, readerOf, write } from '../call.js'
import { referencedObject, referenceOf } from '../directory-objects/references.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { objectsById, transitiveReports } from '../model/navigations.js'
import { contextOf } from '../query/context.js'
import { directoryLocation } from '../query/directory-location.js'
import { objectAnswer } from '../query/entity-answer.js'
import { countAnswer, objectsList } from '../query/list-answer.js'
import { resolveUser } from './resolve-user.js'

/** GET /users/{id}/manager (Microsoft Graph: List manager). */
export function getManager(call: Call): Answer {
  return objectAnswer(call, managerOf(call))
}

/** GET /users/{id}/manager/$ref. */
export function getManagerReference(call: Call): Answer {
  const manager = managerOf(call)
  const context = contextOf(call, '$ref')
  const id = directoryLocation(call, { name: `microsoft.graph.${manager.type}` }, manager.id)
  return { status: 200, json: { ...(context === undefined ? {} : { '@odata.context': context }), '@odata.id': id } }
}

/** PUT /users/{id}/manager/$ref (Microsoft Graph: Assign manager). */
export function putManager(call: Call): Answer {
  const user = resolveUser(call)
  const manager = referencedObject(readerOf(call), referenceOf(call.body))
  write(call, (transaction) => setManager(transaction, user.id, manager.id))
  return noContent
}

/** DELETE /users/{id}/manager/$ref (Microsoft Graph: Remove manager). */
export function deleteManager(call: Call): Answer {
  const user = resolveUser(call)
  write(call, (transaction) => setManager(transaction, user.id, null))
  return noContent
}

function managerOf(call: Call): DirectoryObject {
  const [manager] = objectsById(readerOf(call), [resolveUser(call).managerId])
  if (!manager) throw new DomainError('notFound', { id: 'manager' })
  return manager
}

/** GET /users/{id}/transitiveReports/$count: reports, theirs and so on. */
export function countTransitiveReports(call: Call): Answer {
  return countAnswer(call, objectsList(call, transitiveReports(readerOf(call), resolveUser(call).id)))
}
