import { tokenSettingsOf } from '../../../domain/directory/token-settings.js'
import type { Client } from '../../../domain/tokens/clients.js'
import type { Platform } from '../../../domain/tokens/redirect-uris.js'
import { openIdScopes } from '../../../domain/tokens/scopes.js'
import { DomainError } from '../../../kernel/errors.js'
import type { AuthorizationRequest } from './authorization-request.js'

/**
 * Makes sure that an app may get what it asks the authorization endpoint for: tokens where its registration says so
 * (`implicitGrantSettings`), id tokens with a nonce, and a code in a browser with a challenge. Throws
 * `accessTokenNotEnabled`, `idTokenNotEnabled`, `idTokenNeedsOpenId`, `fieldMissing`, `challengeMissing`.
 */
export function requireResponseTypes(client: Client, platform: Platform, request: AuthorizationRequest): void {
  const { responseTypes, scope, nonce, codeChallenge } = request
  const { implicitGrant } = tokenSettingsOf(client.application)
  if (responseTypes.has('token') && !implicitGrant.accessToken) throw new DomainError('accessTokenNotEnabled')
  if (responseTypes.has('id_token')) {
    if (!implicitGrant.idToken) throw new DomainError('idTokenNotEnabled')
    if (!openIdScopes(scope).includes('openid')) throw new DomainError('idTokenNeedsOpenId')
    if (nonce === undefined) throw new DomainError('fieldMissing', { parameter: 'nonce' })
  }
  if (responseTypes.has('code') && platform === 'spa' && codeChallenge === null) {
    throw new DomainError('challengeMissing')
  }
}
