import { encodeBase64Url } from '../../kernel/base64url.js'
import { digest } from '../../kernel/digest.js'
import type { Reader } from '../access.js'
import { type OptionalClaim, tokenSettingsOf } from '../directory/token-settings.js'
import type { UserGrant } from './access-grant.js'
import { userRoles } from './claims.js'
import { groupClaims } from './group-claims.js'
import { type LastingClaims, lastingClaims, payloadOf } from './lasting-claims.js'
import { rememberedWhileSame } from './remembered.js'
import { isOfSession, sessionClaims } from './session-claims.js'
import { pairwiseSubject, revalidationHint } from './subject.js'
import { idTokenLifetime } from './token-lifetime.js'
import { isGuest, optionalUserClaims, userClaims } from './user-claims.js'

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

/** The JSON of the claims of an id token (Microsoft identity platform: ID token claims reference). `uti` is its id. */
export function idTokenClaims(reader: Reader, grant: IdTokenGrant, uti: string): string {
  const { client, user, nonce, beside = {} } = grant
  const lasting = remembered(reader, keyOf(grant), [user, client.principal, client.application], (read) =>
    lastingClaims(lastingOf(read, grant), [
      'sid',
      ...askedOf(grant)
        .map(({ name }) => name)
        .filter(isOfSession),
    ]),
  )
  const issuedAt = Math.floor(grant.now / 1000)
  const own = {
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + idTokenLifetime(reader, client),
    uti,
    nonce,
    c_hash: beside.code === undefined ? undefined : leftHalfOfHash(beside.code),
    at_hash: beside.accessToken === undefined ? undefined : leftHalfOfHash(beside.accessToken),
  }
  return payloadOf(lasting, Object.assign(own, sessionClaims(lasting.ofSession, grant)))
}

const remembered = rememberedWhileSame<LastingClaims>()

/** What decides the claims beside rows of the directory. */
function keyOf({ client, user, issuers, version, openId, requested = [], isImplicit }: IdTokenGrant): string {
  const scopes = `${openId.has('profile')} ${openId.has('email')}`
  const asked = requested.length > 0 ? JSON.stringify(requested) : ''
  return `${client.appId} ${user.id} ${issuers.v1} ${issuers.v2} ${version} ${isImplicit} ${scopes} ${asked}`
}

function lastingOf(reader: Reader, grant: IdTokenGrant) {
  const { client, user, issuers, version, openId } = grant
  const facts = { reader, client, user, issuers }
  const registered = {
    aud: client.appId,
    iss: version === 1 ? issuers.v1 : issuers.v2,
    rh: revalidationHint(reader.tenant, client.appId),
    sub: pairwiseSubject(reader.tenant, client.appId, user.id),
    tid: reader.tenant,
    ver: version === 1 ? '1.0' : '2.0',
    roles: userRoles(reader, user, [client.principal]),
  }
  const { application, principal } = client
  const { isImplicit = false } = grant
  const groups = { application, principal, optional: optionalOf(grant), isImplicit, graph: issuers.graph }
  return Object.assign(
    registered,
    tellsProfile(grant) && userClaims(PROFILE[version], facts),
    (openId.has('email') || isGuest(user)) && userClaims(['email'], facts),
    optionalUserClaims(askedOf(grant), facts),
    groupClaims(reader, user, groups),
  )
}

function tellsProfile({ openId, version }: IdTokenGrant): boolean {
  return openId.has('profile') || version === 1
}

/** What the request asks for, and the app's registration. */
function askedOf(grant: IdTokenGrant): readonly OptionalClaim[] {
  const asked = [...(grant.requested ?? []).map(plainClaim), ...optionalOf(grant)]
  return asked.filter(({ name }) => tellsProfile(grant) || !OF_PROFILE.has(name))
}

function optionalOf({ client }: IdTokenGrant): readonly OptionalClaim[] {
  return tokenSettingsOf(client.application).optionalClaims.idToken
}

function plainClaim(name: string): OptionalClaim {
  return { name, source: null, additionalProperties: new Set() }
}

/** How a token vouches for what comes with it (OpenID Connect Core, 3.3.2.11). */
function leftHalfOfHash(text: string): string {
  return encodeBase64Url(digest(text).slice(0, 16))
}
