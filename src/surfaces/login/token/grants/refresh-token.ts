import type { Reader } from '../../../../domain/access.js'
import {
  holderOfRefreshToken,
  isPublicRefreshToken,
  isSinglePageToken,
  redeemRefreshToken,
} from '../../../../domain/tokens/refresh-tokens.js'
import { unlessRefused } from '../../../../kernel/errors.js'
import type { LoginRequest } from '../../login-request.js'
import { signInAsGuest } from '../../sign-in/sign-in-as-guest.js'
import { requireHandleTenant } from '../handle-tenant.js'
import { type Grant, type Issued, requireParameter, type TokenRequest } from '../token-request.js'
import { issueForUser, requestedScopes } from '../user-tokens.js'

/** A refresh token of an earlier sign-in (Microsoft identity platform: Refresh tokens). */
export const refreshToken: Grant = {
  tenantOfShared: tenantOfToken,
  isForPublic: (login) =>
    unlessRefused(() => isPublicRefreshToken(tenantOfToken(login), login.form.get('refresh_token') ?? '')) === true,
  isForSpa: (login) =>
    unlessRefused(() => isSinglePageToken(tenantOfToken(login), login.form.get('refresh_token') ?? '')) === true,
  signIn: { eventType: 'nonInteractiveUser', authenticationProtocol: 'oAuth2' },
  userOf: ({ form }, reader) => holderOfRefreshToken(reader, form.get('refresh_token') ?? ''),
  issue: issueForRefreshToken,
}

function tenantOfToken(login: LoginRequest): Reader {
  return requireHandleTenant(login, requireParameter(login, 'refresh_token'), 'refreshTokenInvalid')
}

/**
 * Without scopes, or at the version 1 endpoint without a resource, what the sign-in asked for is asked for again.
 * A token works in every tenant in which its user is, at home or as a guest.
 */
function issueForRefreshToken(token: TokenRequest): Promise<Issued> {
  const { login, reader, client, version } = token
  const presented = requireParameter(login, 'refresh_token')
  const home = tenantOfToken(login)
  const granted = redeemRefreshToken(home, presented, client.appId, login.rooms.clock.now())
  const names = login.form.get(version === 1 ? 'resource' : 'scope')
  const asked = names ? withOfflineAccess(requestedScopes(token)) : granted.scope
  return issueForUser(token, {
    user: signInAsGuest(login, reader, home, granted.user, client),
    scope: asked,
    sessionId: granted.sessionId,
    signedInAt: granted.signedInAt,
    isPublic: granted.isPublic,
    refreshUntil: granted.fixedEnd,
  })
}

/** A redemption is answered with a new refresh token even where its scopes do not ask for one. */
function withOfflineAccess(scope: string): string {
  return scope.split(/\s+/).includes('offline_access') ? scope : `${scope} offline_access`
}
