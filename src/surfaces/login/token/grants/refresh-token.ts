import type { Reader } from '../../../../domain/access.js'
import { isPublicRefreshToken, redeemRefreshToken } from '../../../../domain/tokens/refresh-tokens.js'
import type { LoginAnswer, LoginRequest } from '../../login-request.js'
import { requireHandleTenant } from '../handle-tenant.js'
import { type Grant, requireParameter, type TokenRequest } from '../token-request.js'
import { answerForUser, requestedScopes } from '../user-tokens.js'

/** A refresh token of an earlier sign-in (Microsoft identity platform: Refresh tokens). */
export const refreshToken: Grant = {
  tenantOfShared: tenantOfToken,
  isForPublic: (login, reader) => isPublicRefreshToken(reader, login.form.get('refresh_token') ?? ''),
  answer: answerRefreshToken,
}

function tenantOfToken(login: LoginRequest): Reader {
  return requireHandleTenant(login, requireParameter(login, 'refresh_token'), 'refreshTokenInvalid')
}

/** Without scopes, or at the version 1 endpoint without a resource, what the sign-in asked for is asked for again. */
function answerRefreshToken(token: TokenRequest): Promise<LoginAnswer> {
  const { login, reader, client, version } = token
  const presented = requireParameter(login, 'refresh_token')
  const { scope, ...granted } = redeemRefreshToken(reader, presented, client.appId, login.rooms.clock.now())
  const names = login.form.get(version === 1 ? 'resource' : 'scope')
  const asked = names ? withOfflineAccess(requestedScopes(token)) : scope
  return answerForUser(token, { ...granted, scope: asked })
}

/** A redemption is answered with a new refresh token even where its scopes do not ask for one. */
function withOfflineAccess(scope: string): string {
  return scope.split(/\s+/).includes('offline_access') ? scope : `${scope} offline_access`
}
