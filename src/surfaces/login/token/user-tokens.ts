import type { User } from '../../../domain/directory/user-rows.js'
import type { UserGrant } from '../../../domain/tokens/access-grant.js'
import { requireAssignedUser } from '../../../domain/tokens/assignment.js'
import { opensGraph } from '../../../domain/tokens/audience.js'
import { delegatedScopes } from '../../../domain/tokens/delegated-scopes.js'
import type { IdTokenGrant } from '../../../domain/tokens/id-token-claims.js'
import { issueIdToken, issueUserToken } from '../../../domain/tokens/issue-access-token.js'
import { issuersOf } from '../../../domain/tokens/issuer.js'
import { issueRefreshToken } from '../../../domain/tokens/refresh-tokens.js'
import {
  openIdScopes,
  parseScopes,
  presentScopes,
  type ScopeRequest,
  scopeClaim,
} from '../../../domain/tokens/scopes.js'
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
  /** Whether tokens come straight from the authorization endpoint. */
  readonly isImplicit?: boolean | undefined
}

/** What the form asks for: `scope`, or at the version 1 endpoint `resource` beside OpenID Connect scopes. */
export function requestedScopes({ version, login }: TokenRequest): string {
  if (version === 2) return requireParameter(login, 'scope')
  const openId = openIdScopes(login.form.get('scope') ?? '')
  return [`${requireParameter(login, 'resource')}/.default`, ...openId].join(' ')
}

/** An access token for a user as it will be issued, and what its scopes ask for beside it. */
export interface PreparedGrant {
  readonly request: ScopeRequest
  readonly grant: UserGrant
  /** The scopes of the answer. */
  readonly scope: string
}

/**
 * Decides what an access token for a user carries.
 * Throws the refusals of scopes and resources, `userNotAssigned`, `consentRequired`, `resourceNotListed`.
 */
export function prepareGrant(token: TokenRequest, signedIn: SignedIn): PreparedGrant {
  const { reader, client, version } = token
  const { user, sessionId, signedInAt, isImplicit } = signedIn
  const request = parseScopes(signedIn.scope)
  const resource = requestedResource(token, request.resource)
  requireAssignedUser(reader, user, client, [resource])
  const granted = delegatedScopes(reader, client, user.id, resource, request)
  const scope = scopeClaim(request, granted, opensGraph(resource.opens))
  return {
    request,
    grant: Object.assign(accessGrantOf(token, resource, 'user'), { user, scope, sessionId, signedInAt, isImplicit }),
    scope: version === 1 ? granted.join(' ') : presentScopes(request, granted),
  }
}

/**
 * Every grant that acts for a user ends here: access token, and what the scopes ask for beside it.
 * Throws what `prepareGrant` does.
 */
export async function issueForUser(token: TokenRequest, given: SignedIn): Promise<Issued> {
  const { login, reader } = token
  const sessionId = given.sessionId ?? login.rooms.ids.guid()
  const signedIn = Object.assign({}, given, { sessionId })
  const { user } = signedIn
  const { request, grant, scope } = prepareGrant(token, signedIn)
  const { resource, lifetime } = grant
  const refresh_token = refreshTokenFor(token, signedIn, request)
  const tokens = {
    access_token: await issueUserToken(login.rooms, reader, grant),
    refresh_token,
    id_token: request.openId.has('openid') ? await idTokenFor(token, signedIn, request.openId) : undefined,
    client_info: clientInfo(login.form, user, reader.tenant),
  }
  return { resource, lifetime, scope, tokens, user, sessionId }
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

/** The id token of a sign-in; `beside` is what the authorization endpoint hands out together with it. */
export function idTokenFor(
  { login, reader, client, version, claims }: TokenRequest,
  { user, nonce, sessionId, signedInAt, isImplicit }: SignedIn,
  openId: ReadonlySet<string>,
  beside?: IdTokenGrant['beside'],
): Promise<string> {
  const { origin, host } = login.target
  return issueIdToken(login.rooms, reader, {
    client,
    user,
    version,
    nonce,
    sessionId,
    signedInAt,
    isImplicit,
    openId,
    beside,
    issuers: issuersOf(origin, host, reader.tenant),
    requested: claims.idToken,
    requestId: login.traceId,
    now: login.rooms.clock.now(),
  })
}

/** Which account this is, in the form in which MSAL keys its cache, where a client asks for it. */
export function clientInfo(parameters: ReadonlyMap<string, string>, user: User, tenantId: string): string | undefined {
  if (parameters.get('client_info') !== '1') return undefined
  return encodeTextBase64Url(JSON.stringify({ uid: user.id, utid: tenantId }))
}
