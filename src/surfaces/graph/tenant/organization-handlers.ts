import { organizationOf } from '../../../domain/directory/organization.js'
import { organizations, users } from '../../../domain/directory/tables.js'
import type { Organization, VerifiedDomain } from '../../../domain/directory/tenant-rows.js'
import { DomainError } from '../../../kernel/errors.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { asObjects } from '../model/navigations.js'
import { domainType, organizationType } from '../model/tenant-types.js'
import { entityAnswer } from '../query/entity-answer.js'
import { listAnswer, objectsList } from '../query/list-answer.js'

/** GET /organization (Microsoft Graph: List organization): the tenant, alone in its list. */
export function listOrganization(call: Call): Answer {
  const organization = organizationOf(readerOf(call))
  return listAnswer(call, {
    type: organizationType(),
    source: listSource([organization], (row) => row.id),
    context: 'organization',
  })
}

/** GET /organization/{id}. */
export function getOrganization(call: Call): Answer {
  return entityAnswer(call, organizationType(), resolveOrganization(call), 'organization')
}

function resolveOrganization(call: Call): Organization {
  const organization = organizationOf(readerOf(call))
  if (organization.id !== parameter(call).toLowerCase()) throw new DomainError('notFound', { id: parameter(call) })
  return organization
}

/** PATCH /organization/{id} (Microsoft Graph: Update organization). */
export function patchOrganization(call: Call): Answer {
  const organization = resolveOrganization(call)
  const extra = { ...organization.extra, ...(call.body as object) }
  write(call, (transaction) => transaction.replace(organizations, { ...organization, extra }))
  return noContent
}

/** GET /domains (Microsoft Graph: List domains). */
export function listDomains(call: Call): Answer {
  const { verifiedDomains } = organizationOf(readerOf(call))
  return listAnswer(call, {
    type: domainType(),
    source: listSource(verifiedDomains, (row) => row.name),
    context: 'domains',
  })
}

/** GET /domains/{id}. */
export function getDomain(call: Call): Answer {
  return entityAnswer(call, domainType(), resolveDomain(call), 'domains')
}

function resolveDomain(call: Call): VerifiedDomain {
  const wanted = parameter(call).toLowerCase()
  const domain = organizationOf(readerOf(call)).verifiedDomains.find(({ name }) => name.toLowerCase() === wanted)
  if (!domain) throw new DomainError('notFound', { id: parameter(call) })
  return domain
}

/** GET /domains/{id}/domainNameReferences: the users whose names end in the domain. */
export function listDomainReferences(call: Call): Answer {
  const ending = `@${resolveDomain(call).name.toLowerCase()}`
  const found = [...readerOf(call).table(users).rows()].filter((user) =>
    user.userPrincipalName.toLowerCase().endsWith(ending),
  )
  return listAnswer(call, objectsList(call, asObjects('user', found)))
}
