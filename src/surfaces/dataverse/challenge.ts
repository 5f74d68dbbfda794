import type { EmulatorResponse } from '../../http/message.js'

export interface Challenge {
  /** Address of the token service. */
  readonly authority: string
  readonly tenantId: string
  /** Address of the environment, without its last slash: what a token must be asked for. */
  readonly resource: string
  /** A token was there and is no good. */
  readonly invalidToken: boolean
}

/** The 401 by which clients find out tenant and audience. Its body is no JSON. */
export function challengeResponse(challenge: Challenge, requestId: string): EmulatorResponse {
  const { authority, tenantId, resource, invalidToken } = challenge
  const parts = [`authorization_uri=${authority}/${tenantId}/oauth2/authorize`, `resource_id=${resource}/`]
  if (invalidToken) parts.push('error="invalid_token"')
  return {
    status: 401,
    headers: {
      'www-authenticate': `Bearer ${parts.join(', ')}`,
      'content-type': 'text/html',
      req_id: requestId,
      'x-ms-service-request-id': requestId,
      'access-control-expose-headers': 'WWW-Authenticate',
    },
    body: 'HTTP Error 401 - Unauthorized: Access is denied',
  }
}
