import type { AccessGrant } from '../../../domain/tokens/access-grant.js'
import { issuersOf } from '../../../domain/tokens/issuer.js'
import type { Resource } from '../../../domain/tokens/resources.js'
import type { TokenRequest } from './token-request.js'

/** What every token that this request asks for has in common. */
export function accessGrantOf(token: TokenRequest, resource: Resource): AccessGrant {
  const { client, clientAuthentication, keyId, login, reader } = token
  const { origin, host } = login.target
  const issuers = issuersOf(origin, host, reader.tenant)
  const { rooms, traceId: requestId } = login
  return { client, clientAuthentication, keyId, resource, issuers, requestId, now: rooms.clock.now() }
}
