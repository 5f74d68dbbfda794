import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { environments } from '../dataverse/tables.js'
import type { SyncAccess } from './sync-environment.js'

/** An environment and the tenant it belongs to. */
export interface Place {
  readonly tenant: string
  readonly environment: Environment
}

/** An environment of a tenant by unique name or id, both in any case, or undefined. */
export function findEnvironment(reader: Reader, nameOrId: string): Environment | undefined {
  const table = reader.table(environments)
  return table.findFirst('uniqueName', fold(nameOrId)) ?? table.get(fold(nameOrId))
}

/**
 * The environments that somebody means: all, those of one tenant, or the one of that name (the first tenant's that has
 * it). Throws `tenantNotFound`, `environmentNotFound`.
 */
export function placesMeant(
  access: Pick<SyncAccess, 'hasTenant' | 'tenants' | 'read'>,
  meant: { readonly tenantId?: string | undefined; readonly environment?: string | undefined },
): readonly Place[] {
  const { tenantId, environment: name } = meant
  if (tenantId !== undefined && !access.hasTenant(fold(tenantId))) throw new DomainError('tenantNotFound', { tenantId })
  const tenants = tenantId === undefined ? access.tenants() : [fold(tenantId)]
  if (name === undefined) return tenants.flatMap((tenant) => placesOf(access, tenant))
  for (const tenant of tenants) {
    const environment = findEnvironment(access.read(tenant), name)
    if (environment) return [{ tenant, environment }]
  }
  throw new DomainError('environmentNotFound', { environment: name })
}

/** Every environment of a tenant. */
export function placesOf(access: Pick<SyncAccess, 'read'>, tenant: string): readonly Place[] {
  return [...access.read(tenant).table(environments).rows()].map((environment) => ({ tenant, environment }))
}
