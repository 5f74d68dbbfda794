import type { User } from '../../../domain/directory/user-rows.js'
import { requireAssignedUser } from '../../../domain/tokens/assignment.js'
import { opensGraph } from '../../../domain/tokens/audience.js'
import { delegatedScopes } from '../../../domain/tokens/delegated-scopes.js'
import { issueIdToken, issueUserToken } from '../../../domain/tokens/issue-access-token.js'
import { issuersOf } from '../../../domain/tokens/issuer.js'
import { issueRefreshToken } from '../../../domain/tokens/refresh-tokens.js'
import { openIdScopes, parseScopes, presentScopes, type ScopeRequest } from '../../../domain/tokens/scopes.js'
import { encodeTextBase64Url } from '../../../kernel/base64url.js'
import { accessGrantOf } from './access-grant-of.js'
import { requestedResource } from './requested-resource.js'
import { type Issued, requireParameter, type TokenRequest } from './token-request.js'

/** What a sign-in brings to the tokens that end it. */
export interface SignedIn {
  readonly user: User
  /** The scopes asked for, as the client wrote them. */
  readonly scope: string
  readonly nonce?: string | undefined
  /** The earlier sign-in that this one goes on with; without it a new session begins. */
  readonly sessionId?: string | undefined
  /** When the user proved who he is; without it, now. */
  readonly signedInAt?: string | undefined
  /** Whether the client proved nothing and need not when it refreshes either. */
  readonly isPublic?: boolean | undefined
  /** When the refresh tokens end, however much they are used. */
  readonly refreshUntil?: string | undefined
}

/** What the form asks for: `scope`, or at the version 1 endpoint `resource` beside OpenID Connect scopes. */
export function requestedScopes({ version, login }: TokenRequest): string {
  if (version === 2) return requireParameter(login, 'scope')
  const openId = openIdScopes(login.form.get('scope') ?? '')
  return [`${requireParameter(login, 'resource')}/.default`, ...openId].join(' ')
}

/**
 * Every grant that acts for a user ends here: access token, and what the scopes ask for beside it.
 * Throws the refusals of scopes and resources, `userNotAssigned`, `consentRequired`.
 */
export async function issueForUser(token: TokenRequest, given: SignedIn): Promise<Issued> {
  const { login, reader, client } = token
  const sessionId = given.sessionId ?? login.rooms.ids.guid()
  const signedIn = { ...given, sessionId }
  const { user } = signedIn
  const request = parseScopes(signedIn.scope)
  const resource = requestedResource(token, request.resource)
  requireAssignedUser(reader, user, client, [resource])
  const granted = delegatedScopes(reader, client, user.id, resource, request)
  const scopes = opensGraph(resource.opens) ? [...openIdOf(request), ...granted] : granted
  const refresh_token = refreshTokenFor(token, signedIn, request)
  const { signedInAt } = signedIn
  const grant = { ...accessGrantOf(token, resource), user, scopes, sessionId, signedInAt }
  const access_token = await issueUserToken(login.rooms, reader, grant)
  const tokens = {
    access_token,
    scope: token.version === 1 ? granted.join(' ') : presentScopes(request, granted),
    refresh_token,
    id_token: await idTokenFor(token, signedIn, request),
    client_info: login.form.get('client_info') === '1' ? clientInfo(user, reader.tenant) : undefined,
  }
  return { resource, tokens, user, sessionId }
}

function openIdOf({ openId }: ScopeRequest): readonly string[] {
  return [...openId].filter((scope) => scope !== 'offline_access')
}

function refreshTokenFor(token: TokenRequest, signedIn: SignedIn, request: ScopeRequest): string | undefined {
  const { user, scope, sessionId, signedInAt, isPublic, refreshUntil: fixedEnd } = signedIn
  const { login, reader, client, version } = token
  if (version === 2 && !request.openId.has('offline_access')) return undefined
  const actor = { kind: 'user', id: user.id, requestId: login.correlationId } as const
  return login.access.record(reader.tenant, actor, (transaction) =>
    issueRefreshToken(transaction, { user, appId: client.appId, scope, sessionId, signedInAt, isPublic, fixedEnd }),
  )
}

function idTokenFor(token: TokenRequest, signedIn: SignedIn, { openId }: ScopeRequest): Promise<string> | undefined {
  if (!openId.has('openid')) return undefined
  const { login, reader, client, version } = token
  const { origin, host } = login.target
  const issuers = issuersOf(origin, host, reader.tenant)
  return issueIdToken(login.rooms, reader, {
    client,
    user: signedIn.user,
    issuers,
    version,
    sessionId: signedIn.sessionId,
    signedInAt: signedIn.signedInAt,
    openId,
    nonce: signedIn.nonce,
    requestId: login.traceId,
    now: login.rooms.clock.now(),
  })
}

/** Which account this is, in the form in which MSAL keys its cache. */
function clientInfo(user: User, tenantId: string): string {
  return encodeTextBase64Url(JSON.stringify({ uid: user.id, utid: tenantId }))
}
