import { addServicePrincipalOwner, removeServicePrincipalOwner } from '../../../domain/directory/app-owners.js'
import type { ServicePrincipal } from '../../../domain/directory/application-rows.js'
import { findApplicationByAppId } from '../../../domain/directory/applications.js'
import { deleteServicePrincipal } from '../../../domain/directory/delete-objects.js'
import { refuseFullDirectory } from '../../../domain/directory/directory-quota.js'
import { assignSecurityAttributes } from '../../../domain/directory/security-attributes.js'
import {
  createServicePrincipal,
  findServicePrincipalByAppId,
  updateServicePrincipal,
} from '../../../domain/directory/service-principals.js'
import { servicePrincipals } from '../../../domain/directory/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { permissionUsed } from '../authorize/permissions.js'
import { requireRight } from '../authorize/require-right.js'
import { requireAttributeAssignment, securityAttributed } from '../authorize/security-attribute-rights.js'
import { permissionsOfRoute } from '../authorize.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { referencedObject, referenceOf } from '../directory-objects/references.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { objectsById } from '../model/navigations.js'
import { servicePrincipalType } from '../model/service-principal-type.js'
import { alternateKey } from '../path.js'
import { createdAnswer, entityAnswer } from '../query/entity-answer.js'
import { countAnswer, type List, listAnswer } from '../query/list-answer.js'
import { servicePrincipalChangesOf } from './application-body.js'
import { keyTaker } from './key-handlers.js'
import { requireOwnership, resolveServicePrincipal, writesOwnAlone } from './resolve-application.js'
import { withWholeKeys } from './whole-keys.js'

type Body = Readonly<Record<string, unknown>>

const RESOURCE = 'ServicePrincipal'

function principalsList(call: Call): List<ServicePrincipal> {
  const type = securityAttributed(call, servicePrincipalType())
  return { type, source: readerOf(call).table(servicePrincipals), context: 'servicePrincipals' }
}

/** GET /servicePrincipals (Microsoft Graph: List servicePrincipals). */
export function listServicePrincipals(call: Call): Answer {
  return listAnswer(call, principalsList(call))
}

/** GET /servicePrincipals/$count. */
export function countServicePrincipals(call: Call): Answer {
  return countAnswer(call, principalsList(call))
}

/** GET /servicePrincipals/{id} (Microsoft Graph: Get servicePrincipal). */
export function getServicePrincipalEntity(call: Call): Answer {
  const principal = resolveServicePrincipal(call)
  const type = securityAttributed(call, servicePrincipalType())
  return withWholeKeys(call, entityAnswer(call, type, principal, 'servicePrincipals'), principal)
}

/** POST /servicePrincipals (Microsoft Graph: Create servicePrincipal). */
export function postServicePrincipal(call: Call): Answer {
  const body = call.body as Body
  if (typeof body.appId !== 'string') {
    throw new DomainError('valueRequired', { property: 'appId', resource: RESOURCE })
  }
  return createFrom(call, body.appId, body)
}

function createFrom(call: Call, appId: string, { customSecurityAttributes: attributes, ...body }: Body): Answer {
  if (attributes !== undefined) requireAttributeAssignment(call)
  if (!findApplicationByAppId(readerOf(call), appId) && writesOwnAlone(call)) {
    throw new DomainError('foreignApplication', { appId })
  }
  refuseFullDirectory(readerOf(call))
  const ownerIds = call.caller.kind === 'user' ? [call.caller.oid] : []
  const principal = write(call, (transaction) => {
    const changes = servicePrincipalChangesOf(body, keyTaker(call, transaction, RESOURCE))
    const facts = { ownerIds, createdByAppId: call.caller.appId || null }
    const made = createServicePrincipal(transaction, appId, changes, facts)
    if (attributes !== undefined) assignSecurityAttributes(transaction, made.id, RESOURCE, attributes)
    return made
  })
  return createdAnswer(call, servicePrincipalType(), principal, 'servicePrincipals')
}

/** PATCH /servicePrincipals/{id} (Microsoft Graph: Update servicePrincipal, Upsert servicePrincipal). */
export function patchServicePrincipal(call: Call): Answer {
  const body = call.body as Body
  const appId = alternateKey(parameter(call), 'appId')
  const missing = appId !== undefined && !findServicePrincipalByAppId(readerOf(call), appId)
  if (missing && call.request.headers.prefer?.includes('create-if-missing')) {
    requireWriting(call)
    return createFrom(call, appId, body)
  }
  const principal = resolveServicePrincipal(call)
  const { customSecurityAttributes: attributes, ...others } = body
  if (attributes !== undefined) requireAttributeAssignment(call)
  if (attributes === undefined || Object.keys(others).some((name) => !name.startsWith('@'))) {
    requireWriting(call, principal.id)
    requireOwnership(call, principal.id)
  }
  write(call, (transaction) => {
    if (attributes !== undefined) assignSecurityAttributes(transaction, principal.id, RESOURCE, attributes)
    const keyOf = keyTaker(call, transaction, RESOURCE, principal)
    updateServicePrincipal(transaction, principal.id, servicePrincipalChangesOf(others, keyOf))
  })
  return noContent
}

/** Who may assign custom security attributes may change, or make, nothing else for that. Throws `denied`. */
function requireWriting(call: Call, id?: string): void {
  const { caller } = call
  const permissions = permissionsOfRoute(call.route)
  if (caller.unchecked || !permissions) return
  const { companions } = permissions
  const wide = (names: readonly string[]) => names.filter((name) => !(name in companions))
  const open = { delegated: wide(permissions.delegated), application: wide(permissions.application), companions }
  if (permissionUsed(caller, open, false) === undefined) throw new DomainError('denied')
  requireRight(readerOf(call), caller, 'applications/update', id)
}

/** DELETE /servicePrincipals/{id} (Microsoft Graph: Delete servicePrincipal). */
export function deleteServicePrincipalEntity(call: Call): Answer {
  const principal = resolveServicePrincipal(call)
  requireOwnership(call, principal.id)
  write(call, (transaction) => deleteServicePrincipal(transaction, principal.id))
  return noContent
}

/** Who owns the service principal that the path names. */
export function ownersOfServicePrincipal(call: Call): Iterable<DirectoryObject> {
  return objectsById(readerOf(call), resolveServicePrincipal(call).ownerIds)
}

/** POST /servicePrincipals/{id}/owners/$ref. */
export function addOwnerOfServicePrincipal(call: Call): Answer {
  const principal = resolveServicePrincipal(call)
  const owner = referencedObject(readerOf(call), referenceOf(call.body))
  write(call, (transaction) => addServicePrincipalOwner(transaction, principal.id, owner.id))
  return noContent
}

/** DELETE /servicePrincipals/{id}/owners/{objectId}/$ref. */
export function removeOwnerOfServicePrincipal(call: Call): Answer {
  const principal = resolveServicePrincipal(call)
  requireOwnership(call, principal.id)
  write(call, (transaction) => removeServicePrincipalOwner(transaction, principal.id, parameter(call, 'objectId')))
  return noContent
}
