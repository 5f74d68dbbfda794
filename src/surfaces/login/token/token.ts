import { parseClaimsRequest } from '../../../domain/tokens/claims-request.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { refuseRepeated } from '../refuse-repeated.js'
import { isSharedSegment, requireTenant } from '../tenant-segment.js'
import { authenticateClient } from './client-authentication.js'
import { requireRightOrigin } from './cross-origin-redemption.js'
import { authorizationCode } from './grants/authorization-code.js'
import { clientCredentials } from './grants/client-credentials.js'
import { deviceCode } from './grants/device-code.js'
import { onBehalfOf } from './grants/on-behalf-of.js'
import { password } from './grants/password.js'
import { refreshToken } from './grants/refresh-token.js'
import { logIssued, logRefused } from './log-token-request.js'
import { presentTokens } from './present-tokens.js'
import { type Grant, requireParameter } from './token-request.js'

/** Every way to get a token, by `grant_type`. */
const grants: ReadonlyMap<string, Grant> = new Map([
  ['client_credentials', clientCredentials],
  ['authorization_code', authorizationCode],
  ['device_code', deviceCode],
  ['urn:ietf:params:oauth:grant-type:device_code', deviceCode],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', onBehalfOf],
  ['password', password],
  ['refresh_token', refreshToken],
])

/** The token endpoint of version 2.0. */
export function postToken(login: LoginRequest): Promise<LoginAnswer> {
  return answerToken(login, 2)
}

/** The token endpoint of version 1.0, which names a `resource` instead of scopes. */
export function postTokenV1(login: LoginRequest): Promise<LoginAnswer> {
  return answerToken(login, 1)
}

/** What all grants have in common: which tenant, which grant, which client, and is it who it says it is. */
async function answerToken(login: LoginRequest, version: 1 | 2): Promise<LoginAnswer> {
  refuseRepeated(login)
  const segment = login.path.tenant ?? ''
  const named = isSharedSegment(segment) ? undefined : requireTenant(login.access, segment)
  const grantType = requireParameter(login, 'grant_type')
  const grant = grants.get(grantType)
  if (!grant) throw new DomainError('grantUnsupported', { grantType })
  const reader = named ?? grant.tenantOfShared(login)
  try {
    requireRightOrigin(login, grant.isForSpa?.(login, reader) === true)
    const claims = parseClaimsRequest(login.form.get('claims'))
    const token = Object.assign(await authenticateClient(login, reader, grant), { login, version, reader, claims })
    const issued = await grant.issue(token)
    logIssued(token, grant, issued)
    return presentTokens(token, issued)
  } catch (error) {
    logRefused(login, reader, grant, error)
    throw error
  }
}
