import type { AccessGrant } from '../../../domain/tokens/access-grant.js'
import { issuersOf } from '../../../domain/tokens/issuer.js'
import type { Resource } from '../../../domain/tokens/resources.js'
import { accessTokenLifetime } from '../../../domain/tokens/token-lifetime.js'
import type { TokenRequest } from './token-request.js'

/** What every token that this request asks for has in common, for a user or for the app itself. */
export function accessGrantOf(token: TokenRequest, resource: Resource, holder: 'user' | 'app'): AccessGrant {
  const { client, clientAuthentication, keyId, login, reader, claims } = token
  const { capabilities } = claims
  const { origin, host } = login.target
  return {
    client,
    clientAuthentication,
    keyId,
    resource,
    issuers: issuersOf(origin, host, reader.tenant),
    requestId: login.traceId,
    now: login.rooms.clock.now(),
    lifetime: accessTokenLifetime(reader, resource, capabilities, holder),
    capabilities,
  }
}
