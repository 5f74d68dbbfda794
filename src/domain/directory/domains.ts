import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import { domainReferences } from './domain-references.js'
import { organizationOf } from './organization.js'
import { organizations } from './tables.js'
import type { Domain } from './tenant-rows.js'

const HOST_NAME = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** The domains of the tenant: the verified ones, then those that wait for their proof. */
export function domainsOf(reader: Reader): readonly Domain[] {
  const { verifiedDomains, unverifiedDomains = [] } = organizationOf(reader)
  return [...verifiedDomains, ...unverifiedDomains]
}

/** A domain of the tenant by its name, in any case. Throws `notFound`. */
export function getDomain(reader: Reader, name: string): Domain {
  const wanted = fold(name)
  const domain = domainsOf(reader).find((candidate) => fold(candidate.name) === wanted)
  if (!domain) throw new DomainError('notFound', { id: name })
  return domain
}

/** The root that a subdomain was verified by; undefined for roots and for what is not verified. */
export function rootDomainOf(reader: Reader, domain: Domain): Domain | undefined {
  return domain.isRoot === false ? rootAbove(organizationOf(reader).verifiedDomains, domain.name) : undefined
}

/**
 * Adds a domain (Microsoft Graph: Create domain). It may be used once it is verified; a subdomain of a verified root is
 * verified at once. Throws `invalidValue`, `propertyTaken`.
 */
export function addDomain(transaction: Transaction, id: string): Domain {
  const name = fold(id)
  if (!HOST_NAME.test(name)) throw new DomainError('invalidValue', { property: 'id', resource: 'Domain' })
  const domains = domainsOf(transaction)
  if (domains.some((domain) => fold(domain.name) === name)) {
    throw new DomainError('propertyTaken', { property: 'id', ids: [name] })
  }
  const root = rootAbove(organizationOf(transaction).verifiedDomains, name)
  const domain: Domain = { name, isDefault: false, isInitial: false, type: root?.type ?? 'Managed' }
  const added: Domain = root ? { ...domain, isRoot: false } : { ...domain, isVerified: false }
  putDomains(transaction, [...domains, added])
  return added
}

/**
 * Proves ownership of a domain, and with it of the subdomains that wait (Microsoft Graph: domain verify). There is no DNS
 * to ask: the proof always succeeds. Throws `notFound`, `domainVerified`.
 */
export function verifyDomain(transaction: Transaction, id: string): Domain {
  const domain = getDomain(transaction, id)
  if (domain.isVerified !== false) throw new DomainError('domainVerified', { domain: domain.name })
  const { isVerified: _, ...verified } = domain
  const follow = (other: Domain): Domain => {
    if (other.name === domain.name) return verified
    if (other.isVerified !== false || !isBelow(other.name, domain.name)) return other
    const { isVerified: __, ...subdomain } = other
    return { ...subdomain, isRoot: false }
  }
  putDomains(transaction, domainsOf(transaction).map(follow))
  return verified
}

/**
 * Makes a root of a verified subdomain (Microsoft Graph: domain promote). Throws `notFound`, `unverifiedPromotion`,
 * `domainIsRoot`, `federatedPromotion`.
 */
export function promoteDomain(transaction: Transaction, id: string): void {
  const domain = getDomain(transaction, id)
  if (domain.isVerified === false) throw new DomainError('unverifiedPromotion')
  if (domain.isRoot !== false) throw new DomainError('domainIsRoot', { domain: domain.name })
  if (domain.type === 'Federated' && domainReferences(transaction, domain.name).some(({ type }) => type === 'user')) {
    throw new DomainError('federatedPromotion')
  }
  const { isRoot: _, ...root } = domain
  replaceDomain(transaction, root)
}

/**
 * Removes a domain that nothing uses any more (Microsoft Graph: Delete domain). Throws `notFound`, `initialDomainKept`,
 * `defaultDomainKept`, `domainHasSubdomains`, `domainInUse`.
 */
export function deleteDomain(transaction: Transaction, id: string): void {
  const domain = getDomain(transaction, id)
  refuseKeptDomain(transaction, domain)
  const count = domainReferences(transaction, domain.name).length
  if (count > 0) throw new DomainError('domainInUse', { domain: domain.name, count })
  removeDomain(transaction, domain)
}

/** Refuses to let go of a domain that the tenant, or one of its subdomains, cannot be without. Throws as `deleteDomain`. */
export function refuseKeptDomain(reader: Reader, domain: Domain): void {
  if (domain.isInitial) throw new DomainError('initialDomainKept', { domain: domain.name })
  if (domain.isDefault) throw new DomainError('defaultDomainKept', { domain: domain.name })
  const below = domainsOf(reader).find(({ name, isRoot }) => isRoot === false && isBelow(name, domain.name))
  if (below) throw new DomainError('domainHasSubdomains', { domain: domain.name, subdomain: below.name })
}

/** Takes a domain out of the tenant's. */
export function removeDomain(transaction: Transaction, domain: Domain): void {
  putDomains(
    transaction,
    domainsOf(transaction).filter(({ name }) => name !== domain.name),
  )
}

/** Puts a domain in place of the one of its name; where it is the default now, no other is. */
export function replaceDomain(transaction: Transaction, domain: Domain): void {
  const next = domainsOf(transaction).map((other) => {
    if (other.name === domain.name) return domain
    return domain.isDefault && other.isDefault ? { ...other, isDefault: false } : other
  })
  putDomains(transaction, next)
}

function putDomains(transaction: Transaction, domains: readonly Domain[]): void {
  const organization = organizationOf(transaction)
  transaction.replace(organizations, {
    ...organization,
    verifiedDomains: domains.filter(({ isVerified }) => isVerified !== false),
    unverifiedDomains: domains.filter(({ isVerified }) => isVerified === false),
  })
}

/** Of several roots above a name the nearest one. */
function rootAbove(verified: readonly Domain[], name: string): Domain | undefined {
  const roots = verified.filter((domain) => domain.isRoot !== false && isBelow(name, domain.name))
  return roots.sort((one, other) => other.name.length - one.name.length)[0]
}

function isBelow(name: string, root: string): boolean {
  return fold(name).endsWith(`.${fold(root)}`)
}
