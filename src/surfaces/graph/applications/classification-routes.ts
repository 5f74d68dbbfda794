import {
  classificationsOf,
  classifyPermission,
  type NewClassification,
  removeClassification,
} from '../../../domain/directory/permission-classifications.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, type Route, write } from '../call.js'
import { permissionClassificationType } from '../model/grant-types.js'
import { createdAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'
import { resolveServicePrincipal } from './resolve-application.js'

const ALL = '/servicePrincipals/{id}/delegatedPermissionClassifications'
const operation = 'servicePrincipals.delegatedPermissionClassifications'

function contextOf(id: string): string {
  return `servicePrincipals('${id}')/delegatedPermissionClassifications`
}

/** GET …/delegatedPermissionClassifications (Microsoft Graph: List delegatedPermissionClassifications). */
export function listClassifications(call: Call): Answer {
  const principal = resolveServicePrincipal(call)
  return listAnswer(call, {
    type: permissionClassificationType(),
    source: listSource(classificationsOf(principal), ({ id }) => id),
    context: contextOf(principal.id),
  })
}

/** POST …/delegatedPermissionClassifications (Microsoft Graph: Create delegatedPermissionClassification). */
export function postClassification(call: Call): Answer {
  const { id } = resolveServicePrincipal(call)
  const made = write(call, (transaction) => classifyPermission(transaction, id, call.body as NewClassification))
  return createdAnswer(call, permissionClassificationType(), made, contextOf(id))
}

/** DELETE …/delegatedPermissionClassifications/{classificationId} (Microsoft Graph: Delete delegatedPermissionClassification). */
export function deleteClassification(call: Call): Answer {
  const { id } = resolveServicePrincipal(call)
  write(call, (transaction) => removeClassification(transaction, id, parameter(call, 'classificationId')))
  return noContent
}

/** How much harm the delegated permissions of an API can do. */
export const classificationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: ALL,
    operationId: `${operation}.list`,
    handler: listClassifications,
    right: 'applications/read',
  },
  {
    method: 'POST',
    path: ALL,
    operationId: `${operation}.create`,
    handler: postClassification,
    right: 'policies/write',
    type: 'delegatedPermissionClassification',
  },
  {
    method: 'DELETE',
    path: `${ALL}/{classificationId}`,
    operationId: `${operation}.delete`,
    handler: deleteClassification,
    permission: `DELETE ${ALL}/{id}`,
    right: 'policies/write',
  },
]
