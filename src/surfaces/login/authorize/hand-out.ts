import { issueAuthorizationCode } from '../../../domain/tokens/authorization-codes.js'
import { issueUserToken } from '../../../domain/tokens/issue-access-token.js'
import type { RedirectTarget } from '../../../domain/tokens/redirect-uris.js'
import { formatScopes, openIdScopes, parseScopesOfSeveral } from '../../../domain/tokens/scopes.js'
import type { SignedIn } from '../sign-in/interaction.js'
import type { TokenRequest } from '../token/token-request.js'
import { clientInfo, idTokenFor, prepareGrant, type SignedIn as TokenSubject } from '../token/user-tokens.js'
import type { AuthorizationRequest, Parameters } from './authorization-request.js'

/** What a client reads at its redirect URI. */
export type Outcome = Readonly<Record<string, string | undefined>>

/**
 * What the authorization endpoint hands out at the end of a sign-in: a code, tokens, or both (Microsoft identity
 * platform: authorization code flow, implicit grant flow; OpenID Connect Core, 3.3). Throws what `prepareGrant` does.
 */
export async function handOut(
  signedIn: SignedIn,
  request: AuthorizationRequest,
  target: RedirectTarget,
  parameters: Parameters,
): Promise<Outcome> {
  const { account } = signedIn
  const { responseTypes, scope, nonce } = request
  const { user, session, reader } = account
  const token = tokenRequestOf(signedIn, request)
  const given = { user, scope, nonce, isImplicit: true, ...sessionOf(signedIn) }
  const access = responseTypes.has('token') ? await accessTokenFor(token, given) : undefined
  const code = responseTypes.has('code') ? codeFor(signedIn, request, target) : undefined
  const beside = { code, accessToken: access?.access_token }
  return {
    code,
    ...access,
    id_token: responseTypes.has('id_token')
      ? await idTokenFor(token, given, new Set(openIdScopes(scope)), beside)
      : undefined,
    client_info: clientInfo(parameters, user, reader.tenant),
    session_state: session.sessionId,
  }
}

/** The client proves nothing here: whoever holds its redirect URI gets the answer. */
function tokenRequestOf(
  { login, account, clientIn }: SignedIn,
  { version, claims }: AuthorizationRequest,
): TokenRequest {
  const { reader } = account
  return { login, version, reader, client: clientIn(reader), clientAuthentication: '0', keyId: undefined, claims }
}

function sessionOf({ account: { session } }: SignedIn) {
  return { sessionId: session.sessionId, signedInAt: session.signedInAt }
}

async function accessTokenFor(token: TokenRequest, given: TokenSubject): Promise<Outcome> {
  const { grant, scope } = prepareGrant(token, given)
  const access_token = await issueUserToken(token.login.rooms, token.reader, grant)
  return { access_token, token_type: 'Bearer', expires_in: String(grant.lifetime), scope }
}

function codeFor(signedIn: SignedIn, request: AuthorizationRequest, { uri, platform }: RedirectTarget): string {
  const { login, account, clientIn } = signedIn
  const { reader, user } = account
  const { codeChallenge, codeChallengeMethod, nonce = null, claims } = request
  const actor = { kind: 'user', id: user.id, requestId: login.correlationId } as const
  // Consent was asked for all; a code brings tokens for the resource that is named first.
  const scope = formatScopes(parseScopesOfSeveral(request.scope)[0])
  const pkce = { codeChallenge, codeChallengeMethod }
  const grant = { scope, redirectUri: uri, platform, ...pkce, nonce, claims, ...sessionOf(signedIn) }
  return login.access.record(reader.tenant, actor, (transaction) =>
    issueAuthorizationCode(transaction, clientIn(reader), user, grant),
  )
}
