import type { Transaction } from '../../../domain/access.js'
import { addApplicationOwner, removeApplicationOwner } from '../../../domain/directory/app-owners.js'
import type { Application } from '../../../domain/directory/application-rows.js'
import { createApplication, updateApplication } from '../../../domain/directory/applications.js'
import { deleteApplication } from '../../../domain/directory/delete-objects.js'
import { applications } from '../../../domain/directory/tables.js'
import { type Answer, noContent } from '../answer.js'
import { requireQuota } from '../authorize/require-quota.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { deleteLinked } from '../directory-objects/delete-linked.js'
import { referencedObject, referenceOf } from '../directory-objects/references.js'
import { applicationType } from '../model/application-type.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { objectsById } from '../model/navigations.js'
import { alternateKey } from '../path.js'
import { createdAnswer, entityAnswer } from '../query/entity-answer.js'
import { countAnswer, type List, listAnswer } from '../query/list-answer.js'
import { applicationChangesOf } from './application-body.js'
import { keyTaker } from './key-handlers.js'
import { findApplication, requireOwnership, resolveApplication } from './resolve-application.js'
import { withWholeKeys } from './whole-keys.js'

type Body = Readonly<Record<string, unknown>>

function applicationsList(call: Call): List<Application> {
  return { type: applicationType(), source: readerOf(call).table(applications), context: 'applications' }
}

/** GET /applications (Microsoft Graph: List applications). */
export function listApplications(call: Call): Answer {
  return listAnswer(call, applicationsList(call))
}

/** GET /applications/$count. */
export function countApplications(call: Call): Answer {
  return countAnswer(call, applicationsList(call))
}

/** GET /applications/{id} (Microsoft Graph: Get application). */
export function getApplicationEntity(call: Call): Answer {
  const application = resolveApplication(call)
  return withWholeKeys(call, entityAnswer(call, applicationType(), application, 'applications'), application)
}

/** POST /applications (Microsoft Graph: Create application). */
export function postApplication(call: Call): Answer {
  return createFrom(call, call.body as Body)
}

function createFrom(call: Call, body: Body): Answer {
  requireQuota(call)
  // Whoever registers an application owns it; an app owns what it registers only where it may write nothing else.
  const owns = call.caller.kind === 'user' || !call.caller.roles.has('Application.ReadWrite.All')
  const ownerIds = owns && call.caller.oid !== '' ? [call.caller.oid] : []
  const application = write(call, (transaction: Transaction) =>
    createApplication(transaction, applicationChangesOf(body, keyTaker(call, transaction, 'Application')), {
      ownerIds,
      createdByAppId: call.caller.appId || null,
    }),
  )
  return createdAnswer(call, applicationType(), application, 'applications')
}

/** PATCH /applications/{id} (Microsoft Graph: Update application, Upsert application). */
export function patchApplication(call: Call): Answer {
  const body = call.body as Body
  const found = findApplication(call)
  const uniqueName = alternateKey(parameter(call), 'uniqueName')
  if (!found && uniqueName !== undefined && call.request.headers.prefer?.includes('create-if-missing')) {
    return createFrom(call, { ...body, uniqueName })
  }
  const application = resolveApplication(call)
  requireOwnership(call, application.id)
  write(call, (transaction) => {
    const keyOf = keyTaker(call, transaction, 'Application', application)
    updateApplication(transaction, application.id, applicationChangesOf(body, keyOf, application))
  })
  return noContent
}

/** DELETE /applications/{id} (Microsoft Graph: Delete application). */
export function deleteApplicationEntity(call: Call): Answer {
  const application = resolveApplication(call)
  requireOwnership(call, application.id)
  write(call, (transaction) => deleteApplication(transaction, application.id))
  return noContent
}

/** Who owns the application that the path names. */
export function ownersOfApplication(call: Call): Iterable<DirectoryObject> {
  return objectsById(readerOf(call), resolveApplication(call).ownerIds)
}

/** POST /applications/{id}/owners/$ref (Microsoft Graph: Add owner). */
export function addOwnerOfApplication(call: Call): Answer {
  const application = resolveApplication(call)
  const owner = referencedObject(readerOf(call), referenceOf(call.body))
  write(call, (transaction) => addApplicationOwner(transaction, application.id, owner.id))
  return noContent
}

/** DELETE /applications/{id}/owners/{objectId}: without `/$ref` the owner goes, not the ownership. */
export function deleteOwnerOfApplication(call: Call): Answer {
  const application = resolveApplication(call)
  requireOwnership(call, application.id)
  return deleteLinked(call, (id) => application.ownerIds.includes(id))
}

/** DELETE /applications/{id}/owners/{objectId}/$ref (Microsoft Graph: Remove owner). */
export function removeOwnerOfApplication(call: Call): Answer {
  const application = resolveApplication(call)
  requireOwnership(call, application.id)
  write(call, (transaction) => removeApplicationOwner(transaction, application.id, parameter(call, 'objectId')))
  return noContent
}
