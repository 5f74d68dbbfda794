import { encodeBase64Url } from '../../kernel/base64url.js'
import { digest } from '../../kernel/digest.js'
import type { Reader } from '../access.js'
import { type OptionalClaim, tokenSettingsOf } from '../directory/token-settings.js'
import type { UserGrant } from './access-grant.js'
import { userRoles } from './claims.js'
import { groupClaims } from './group-claims.js'
import { mergeClaims } from './merge-claims.js'
import type { Claims } from './signer.js'
import { pairwiseSubject, revalidationHint } from './subject.js'
import { idTokenLifetime } from './token-lifetime.js'
import { factsOf, isGuest, optionalUserClaims, type UserFacts, userClaims } from './user-claims.js'

/** What an id token is issued for. */
export interface IdTokenGrant
  extends Pick<UserGrant, 'client' | 'user' | 'issuers' | 'now' | 'sessionId' | 'signedInAt' | 'isImplicit'> {
  readonly version: 1 | 2
  /** OpenID Connect scopes of the request: `profile` and `email` add claims. */
  readonly openId: ReadonlySet<string>
  readonly nonce?: string | undefined
  /** Claims that the request asks for beside those that the app's registration does. */
  readonly requested?: readonly string[] | undefined
  /** What the authorization endpoint hands out together with the token, which vouches for it. */
  readonly beside?: { readonly code?: string | undefined; readonly accessToken?: string | undefined } | undefined
  /** The request that the token is issued for. */
  readonly requestId?: string | undefined
}

/** What `profile` adds in version 2; version 1 always tells. */
const PROFILE = {
  1: ['oid', 'amr', 'family_name', 'given_name', 'ipaddr', 'name', 'onprem_sid', 'unique_name', 'upn'],
  2: ['oid', 'name', 'preferred_username'],
} as const

/** Optional claims that an app without the scope `profile` does not get in version 2. */
const OF_PROFILE = new Set(['family_name', 'given_name', 'upn'])

/** Claims of an id token (Microsoft identity platform: ID token claims reference). `uti` is its id. */
export function idTokenClaims(reader: Reader, grant: IdTokenGrant, uti: string): Claims {
  const { client, user, issuers, version, openId, nonce, beside = {} } = grant
  const issuedAt = Math.floor(grant.now / 1000)
  const facts = factsOf(reader, grant)
  const tellsProfile = openId.has('profile') || version === 1
  const registered = {
    aud: client.appId,
    iss: version === 1 ? issuers.v1 : issuers.v2,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + idTokenLifetime(reader, client),
    rh: revalidationHint(reader.tenant, client.appId),
    sub: pairwiseSubject(reader.tenant, client.appId, user.id),
    tid: reader.tenant,
    uti,
    ver: version === 1 ? '1.0' : '2.0',
    nonce,
    c_hash: beside.code === undefined ? undefined : leftHalfOfHash(beside.code),
    at_hash: beside.accessToken === undefined ? undefined : leftHalfOfHash(beside.accessToken),
    roles: userRoles(reader, user, [client.principal]),
  }
  return mergeClaims(
    registered,
    userClaims(['sid'], facts),
    tellsProfile && userClaims(PROFILE[version], facts),
    (openId.has('email') || isGuest(user)) && userClaims(['email'], facts),
    ...askedClaims(facts, grant, tellsProfile),
  )
}

/** What the app's registration asks for, and the request. */
function askedClaims(facts: UserFacts, grant: IdTokenGrant, tellsProfile: boolean): readonly Claims[] {
  const { client, requested = [], issuers, isImplicit = false } = grant
  const { application, principal } = client
  const optional = tokenSettingsOf(application).optionalClaims.idToken
  const asked = [...requested.map(plainClaim), ...optional]
  const told = asked.filter(({ name }) => tellsProfile || !OF_PROFILE.has(name))
  const groups = { application, principal, optional, isImplicit, graph: issuers.graph }
  return [optionalUserClaims(told, facts), groupClaims(facts.reader, facts.user, groups)]
}

function plainClaim(name: string): OptionalClaim {
  return { name, source: null, additionalProperties: new Set() }
}

/** How a token vouches for what comes with it (OpenID Connect Core, 3.3.2.11). */
function leftHalfOfHash(text: string): string {
  return encodeBase64Url(digest(text).slice(0, 16))
}
