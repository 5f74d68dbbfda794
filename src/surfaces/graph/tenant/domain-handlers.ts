import { serviceConfigurationRecords, verificationDnsRecords } from '../../../domain/directory/domain-dns-records.js'
import { domainReferences } from '../../../domain/directory/domain-references.js'
import {
  addDomain,
  deleteDomain,
  domainsOf,
  getDomain,
  promoteDomain,
  rootDomainOf,
  verifyDomain,
} from '../../../domain/directory/domains.js'
import { forceDeleteDomain } from '../../../domain/directory/force-delete-domain.js'
import { organizationOf, verifiedDomain } from '../../../domain/directory/organization.js'
import type { Domain } from '../../../domain/directory/tenant-rows.js'
import { type DomainChanges, updateDomain } from '../../../domain/directory/update-domain.js'
import { DomainError } from '../../../kernel/errors.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { domainType, presentDnsRecord } from '../model/domain-types.js'
import { present } from '../present.js'
import { entityAnswer, valueAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'

/** GET /domains (Microsoft Graph: List domains). */
export function listDomains(call: Call): Answer {
  const source = listSource(domainsOf(readerOf(call)), (row) => row.name)
  return listAnswer(call, { type: domainType(), source, context: 'domains' })
}

function resolveDomain(call: Call): Domain {
  return getDomain(readerOf(call), parameter(call))
}

/** GET /domains/{id} (Microsoft Graph: Get domain). */
export function getDomainEntity(call: Call): Answer {
  return entityAnswer(call, domainType(), resolveDomain(call), 'domains')
}

/** POST /domains (Microsoft Graph: Create domain). */
export function postDomain(call: Call): Answer {
  const { id } = call.body as { readonly id: string }
  refuseForeignDomain(call, id)
  const domain = write(call, (transaction) => addDomain(transaction, id))
  return entityAnswer(call, domainType(), domain, 'domains', 201)
}

/** A domain is verified in one organization at a time. Throws `domainVerifiedElsewhere`. */
function refuseForeignDomain({ access, caller }: Call, domain: string): void {
  for (const tenant of access.tenants()) {
    if (tenant === caller.tenantId || !verifiedDomain(organizationOf(access.read(tenant)), domain)) continue
    throw new DomainError('domainVerifiedElsewhere', { domain })
  }
}

/** PATCH /domains/{id} (Microsoft Graph: Update domain). */
export function patchDomain(call: Call): Answer {
  write(call, (transaction) => updateDomain(transaction, parameter(call), call.body as DomainChanges))
  return noContent
}

/** DELETE /domains/{id} (Microsoft Graph: Delete domain). */
export function deleteDomainEntity(call: Call): Answer {
  write(call, (transaction) => deleteDomain(transaction, parameter(call)))
  return noContent
}

/** POST /domains/{id}/verify (Microsoft Graph: domain verify). */
export function postVerification(call: Call): Answer {
  const { name } = resolveDomain(call)
  refuseForeignDomain(call, name)
  const domain = write(call, (transaction) => verifyDomain(transaction, name))
  const shown = present(domain, domainType().defaults, readerOf(call))
  return valueAnswer(call, 'domains/$entity', { ...shown, availabilityStatus: 'AvailableImmediately' })
}

/** POST /domains/{id}/promote (Microsoft Graph: domain promote). */
export function postPromotion(call: Call): Answer {
  write(call, (transaction) => promoteDomain(transaction, parameter(call)))
  return valueAnswer(call, 'Edm.Boolean', { value: true })
}

/** POST /domains/{id}/forceDelete (Microsoft Graph: Force domain deletion): done when it is answered. */
export function postForcedDeletion(call: Call): Answer {
  const { disableUserAccounts } = (call.body ?? {}) as { readonly disableUserAccounts?: boolean | null }
  write(call, (transaction) => forceDeleteDomain(transaction, parameter(call), disableUserAccounts ?? true))
  return noContent
}

/** GET /domains/{id}/rootDomain (Microsoft Graph: Get rootDomain). Throws `notFound` for what is no subdomain. */
export function getRootDomain(call: Call): Answer {
  const root = rootDomainOf(readerOf(call), resolveDomain(call))
  if (!root) throw new DomainError('notFound', { id: 'rootDomain' })
  return entityAnswer(call, domainType(), root, 'domains')
}

/** The objects whose names or addresses are of the domain that the path names. */
export function referencesToDomain(call: Call): Iterable<DirectoryObject> {
  return domainReferences(readerOf(call), resolveDomain(call).name)
}

/** GET /domains/{id}/verificationDnsRecords (Microsoft Graph: List verificationDnsRecords). */
export function listVerificationRecords(call: Call): Answer {
  const domain = resolveDomain(call)
  const value = verificationDnsRecords(call.caller.tenantId, domain).map(presentDnsRecord)
  return valueAnswer(call, `domains('${domain.name}')/verificationDnsRecords`, { value })
}

/** GET /domains/{id}/serviceConfigurationRecords (Microsoft Graph: List serviceConfigurationRecords). */
export function listConfigurationRecords(call: Call): Answer {
  const domain = resolveDomain(call)
  const value = serviceConfigurationRecords(call.caller.tenantId, domain).map(presentDnsRecord)
  return valueAnswer(call, `domains('${domain.name}')/serviceConfigurationRecords`, { value })
}
