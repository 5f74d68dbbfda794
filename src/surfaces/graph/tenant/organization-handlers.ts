import { organizationOf } from '../../../domain/directory/organization.js'
import type { Organization } from '../../../domain/directory/tenant-rows.js'
import { updateOrganization } from '../../../domain/directory/update-organization.js'
import { DomainError } from '../../../kernel/errors.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { permissionsOfRoute } from '../authorize.js'
import { type Call, parameter, readerOf } from '../call.js'
import { writeExtended } from '../extensions/write-extended.js'
import type { GraphType } from '../model/graph-type.js'
import { basicOrganizationType, organizationType } from '../model/tenant-types.js'
import { entityAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'

/** GET /organization (Microsoft Graph: List organization): the tenant, alone in its list. */
export function listOrganization(call: Call): Answer {
  const organization = organizationOf(readerOf(call))
  return listAnswer(call, {
    type: typeFor(call),
    source: listSource([organization], (row) => row.id),
    context: 'organization',
  })
}

/** GET /organization/{id} (Microsoft Graph: Get organization). */
export function getOrganization(call: Call): Answer {
  return entityAnswer(call, typeFor(call), resolveOrganization(call), 'organization')
}

/** With User.Read alone an app learns hardly more than the name (Microsoft Graph: Get organization, permissions). */
function typeFor({ caller, route }: Call): GraphType<Organization> {
  if (caller.kind === 'app' || caller.unchecked) return organizationType()
  const more = [...(permissionsOfRoute(route)?.delegated ?? []), 'Directory.AccessAsUser.All']
  const isBasic = !more.some((permission) => permission !== 'User.Read' && caller.scopes.has(permission))
  return isBasic ? basicOrganizationType() : organizationType()
}

/** The organization that a path names by the tenant's id. Throws `notFound`. */
export function resolveOrganization(call: Call): Organization {
  const organization = organizationOf(readerOf(call))
  if (organization.id !== parameter(call).toLowerCase()) throw new DomainError('notFound', { id: parameter(call) })
  return organization
}

/** PATCH /organization/{id} (Microsoft Graph: Update organization). */
export function patchOrganization(call: Call): Answer {
  resolveOrganization(call)
  const given = Object.entries(call.body as object).filter(([name]) => !name.includes('@'))
  writeExtended(call, (transaction) => updateOrganization(transaction, Object.fromEntries(given)))
  return noContent
}
