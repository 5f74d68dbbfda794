import type { Reader } from '../access.js'
import type { User } from '../directory/user-rows.js'
import { ACCESS_TOKEN_LIFETIME } from './access-grant.js'
import { pairwiseSubject, signInNameOf } from './claims.js'
import type { Client } from './clients.js'
import type { Claims } from './signer.js'

/** What an id token is issued for. */
export interface IdTokenGrant {
  readonly client: Client
  readonly user: User
  readonly issuer: string
  readonly version: '1.0' | '2.0'
  /** OpenID Connect scopes of the request: `profile` and `email` add claims. */
  readonly openId: ReadonlySet<string>
  readonly nonce?: string | undefined
  /** In milliseconds since the epoch. */
  readonly now: number
}

/** Claims of an id token (Microsoft identity platform: ID token claims reference). `uti` is its id. */
export function idTokenClaims(reader: Reader, grant: IdTokenGrant, uti: string): Claims {
  const { client, user, issuer, version, openId, nonce } = grant
  const issuedAt = Math.floor(grant.now / 1000)
  return {
    aud: client.appId,
    iss: issuer,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + ACCESS_TOKEN_LIFETIME,
    ...(version === '1.0' ? { amr: ['pwd'] } : {}),
    ...(openId.has('email') && user.mail !== null ? { email: user.mail } : {}),
    ...(openId.has('profile') || version === '1.0' ? profileOf(user, version) : {}),
    ...(nonce === undefined ? {} : { nonce }),
    oid: user.id,
    sub: pairwiseSubject(reader.tenant, client.appId, user.id),
    tid: reader.tenant,
    uti,
    ver: version,
  }
}

function profileOf(user: User, version: IdTokenGrant['version']): Claims {
  const name = user.displayName === null ? {} : { name: user.displayName }
  if (version === '2.0') return { ...name, preferred_username: signInNameOf(user) }
  const given = user.givenName === null ? {} : { given_name: user.givenName }
  const family = user.surname === null ? {} : { family_name: user.surname }
  return { ...name, ...given, ...family, unique_name: user.userPrincipalName, upn: user.userPrincipalName }
}
