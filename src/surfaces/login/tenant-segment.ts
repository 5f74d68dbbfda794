import type { Access, Reader } from '../../domain/access.js'
import { organizationOf, verifiedDomain } from '../../domain/directory/organization.js'
import type { Tenants } from '../../domain/tokens/clients.js'
import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { isGuid } from '../../kernel/guid.js'
import type { LoginRequest } from './login-request.js'

/** First path segments that name no tenant: whoever signs in brings his own. */
const SHARED = new Set(['common', 'organizations', 'consumers'])
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/

/** Whether a path names no tenant but `common`, `organizations` or `consumers`. */
export function isSharedSegment(segment: string): boolean {
  return SHARED.has(fold(segment))
}

/** Whether a path means personal accounts alone, of which this emulator has none. */
export function isForConsumers({ path }: Pick<LoginRequest, 'path'>): boolean {
  return fold(path.tenant ?? '') === 'consumers'
}

/** The tenant of personal Microsoft accounts. */
export const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad'

/** The tenant that a path segment names by id or verified domain. Throws `tenantMalformed` and `tenantNotFound`. */
export function requireTenant(access: Access, segment: string): Reader {
  const name = fold(segment)
  if (!isGuid(name) && !DOMAIN.test(name)) throw new DomainError('tenantMalformed', { tenant: segment })
  const reader = findTenant(access, name)
  if (!reader) throw new DomainError('tenantNotFound', { tenant: segment })
  return reader
}

/** Every tenant, as the domain asks for other ones than a client's own. */
export function tenantsOf(access: Access): Tenants {
  return {
    read: (tenant) => readTenant(access, tenant),
    all: () => access.tenants().map((tenant) => access.read(tenant)),
  }
}

/** The tenant of that id or verified domain, or undefined. */
export function findTenant(access: Access, name: string): Reader | undefined {
  const folded = fold(name.trim())
  return isGuid(folded) ? readTenant(access, folded) : tenantOfDomain(access, folded)
}

/** The tenant of that id, or undefined. */
export function readTenant(access: Access, tenant: string): Reader | undefined {
  return access.hasTenant(tenant) ? access.read(tenant) : undefined
}

/** The tenant whose verified domain stands in a name behind the `@`, or undefined. */
export function tenantOfName(access: Access, name: string): Reader | undefined {
  const at = name.lastIndexOf('@')
  return at === -1 ? undefined : tenantOfDomain(access, fold(name.slice(at + 1).trim()))
}

function tenantOfDomain(access: Access, domain: string): Reader | undefined {
  for (const tenant of access.tenants()) {
    const reader = access.read(tenant)
    if (verifiedDomain(organizationOf(reader), domain)) return reader
  }
  return undefined
}
