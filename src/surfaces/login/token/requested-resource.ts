import type { Reader } from '../../../domain/access.js'
import { environments } from '../../../domain/dataverse/tables.js'
import { MICROSOFT_GRAPH } from '../../../domain/directory/well-known-principals.js'
import { type Resource, resolveResource } from '../../../domain/tokens/resources.js'
import { serviceOfHost } from '../../../http/microsoft-hosts.js'
import { fold } from '../../../kernel/fold.js'
import type { LoginRequest } from '../login-request.js'
import { tenantsOf } from '../tenant-segment.js'
import type { TokenRequest } from './token-request.js'

/**
 * The resource of that name, or Microsoft Graph where a request names none. The name under which a client that proved
 * itself reaches the emulator is one of the emulator's own from now on. Throws `resourceNotFound`.
 */
export function requestedResource({ login, reader }: TokenRequest, name: string | null): Resource {
  const { target, rooms } = login
  if (serviceOfHost(target.host) === undefined) rooms.addresses.learn(target.host)
  return resourceNamed(login, reader, name)
}

/** The resource of that name in a tenant, or Microsoft Graph where a request names none. Throws `resourceNotFound`. */
export function resourceNamed({ target, rooms, access }: LoginRequest, reader: Reader, name: string | null): Resource {
  const known = reader.table(environments)
  return resolveResource(reader, name ?? MICROSOFT_GRAPH, {
    addresses: rooms.addresses,
    origin: target.origin,
    hasEnvironment: (uniqueName) => known.findFirst('uniqueName', fold(uniqueName))?.hasDatabase === true,
    tenants: tenantsOf(access),
  })
}
