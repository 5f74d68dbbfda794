import type { Reader } from '../../../domain/access.js'
import { findServicePrincipalByAppId } from '../../../domain/directory/service-principals.js'
import { type Client, requireClient } from '../../../domain/tokens/clients.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginRequest } from '../login-request.js'
import { tenantsOf } from '../tenant-segment.js'

/**
 * Finds a client as a tenant knows it; while nobody has signed in and the path names no tenant, as its home does.
 * What it returns throws `clientNotFound` and `clientDisabled`.
 */
export function clientFinder({ access }: LoginRequest, appId: string): (reader: Reader | undefined) => Client {
  const tenants = tenantsOf(access)
  return (reader) => requireClient(reader ?? homeOf(tenants.all(), appId), appId, tenants)
}

/** A tenant that knows the client: its owner before others. Throws `clientNotFound`. */
export function homeOf(readers: readonly Reader[], appId: string): Reader {
  const known = readers.flatMap((reader) => {
    const principal = findServicePrincipalByAppId(reader, appId)
    return principal ? [{ reader, isOwner: principal.appOwnerOrganizationId === reader.tenant }] : []
  })
  const home = known.find(({ isOwner }) => isOwner) ?? known[0]
  if (!home) throw new DomainError('clientNotFound', { appId, tenant: 'common' })
  return home.reader
}
