import type { Reader } from '../access.js'
import { lifetimeByPolicy } from '../directory/token-lifetime-policies.js'
import { opensGraph } from './audience.js'
import { CP1 } from './claims-request.js'
import type { Client } from './clients.js'
import type { Resource } from './resources.js'

/** Seconds for which a token is good where no policy says. The cloud draws 60 to 90 minutes; here it is always the same. */
const TOKEN_LIFETIME = 3599

/** Seconds for tokens that their resource can end at any moment (Microsoft Entra: Continuous access evaluation). */
const EVALUATED = { user: 28 * 3600 - 1, app: 24 * 3600 - 1 }

/** Whether a token's client is told by the resource when it ends early: Graph does so for clients that understand. */
export function isEvaluated({ opens }: Resource, capabilities: readonly string[]): boolean {
  return opensGraph(opens) && capabilities.includes(CP1)
}

/**
 * Seconds for which an access token for a resource is good, in the hands of an app for a `user`, or for the `app` itself.
 * The policy of the resource counts, not that of the client.
 */
export function accessTokenLifetime(
  reader: Reader,
  resource: Resource,
  capabilities: readonly string[],
  holder: keyof typeof EVALUATED,
): number {
  if (isEvaluated(resource, capabilities)) return EVALUATED[holder]
  return lifetimeByPolicy(reader, resource.principals[0], resource.application) ?? TOKEN_LIFETIME
}

/** Seconds for which an id token for a client is good. */
export function idTokenLifetime(reader: Reader, { principal, application }: Client): number {
  return lifetimeByPolicy(reader, principal, application) ?? TOKEN_LIFETIME
}
