import type { Clock } from '../../kernel/clock.js'
import { fold } from '../../kernel/fold.js'
import type { Audience } from './audience.js'
import type { Caller } from './caller.js'
import { decodeGrantStamp, type GrantStamp } from './grant-stamp.js'
import { isIssuerOf } from './issuer.js'
import type { OwnAddresses } from './own-addresses.js'
import { readAudience } from './read-audience.js'
import type { Claims, Signer } from './signer.js'
import { TokenCache } from './token-cache.js'

/** Why a token is no good, whoever it names. `tenant`: this emulator has no such tenant. */
export type TokenRefusalWord =
  | 'empty'
  | 'malformed'
  | 'signature'
  | 'issuer'
  | 'tenant'
  | 'expired'
  | 'notYetValid'
  | 'claims'

export interface TokenRefusal {
  readonly kind: 'refused'
  readonly word: TokenRefusalWord
}

/** A token whose signature, issuer, tenant and times are in order. Who it names is looked up at each call. */
export interface VerifiedToken {
  readonly kind: 'verified'
  readonly tenantId: string
  readonly audience: Audience
  /** Who the token says is calling; ask `requireCaller` whether that still holds. */
  readonly caller: Caller
  readonly claims: Claims
  readonly stamp: GrantStamp
  /** In seconds since the epoch. */
  readonly notBefore: number
  /** In seconds since the epoch. */
  readonly expiresAt: number
}

/** What every surface asks about the bearer token of a request. */
export interface TokenVerifier {
  /** Says whether a token is in order; an empty text is the refusal `empty`. */
  verify(token: string): Promise<VerifiedToken | TokenRefusal>
}

export interface TokenVerifierOptions {
  readonly signer: Signer
  readonly clock: Clock
  readonly addresses: OwnAddresses
  readonly hasTenant: (tenantId: string) => boolean
}

const CACHED_TOKENS = 4096
/** Seconds by which a token may come from the future (Microsoft identity platform: Access tokens, validation). */
const SKEW = 300

/** Verifies tokens, remembering for known ones that the signature and issuer were right; times are checked anew. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const known = new TokenCache<VerifiedToken>(CACHED_TOKENS)
  return {
    async verify(token) {
      const cached = known.get(token)
      if (cached) return checkedTimes(cached, options)
      const fresh = await verifyUnknown(token, options)
      if (fresh.kind === 'refused') return fresh
      known.set(token, fresh)
      return checkedTimes(fresh, options)
    },
  }
}

function checkedTimes(token: VerifiedToken, { clock, hasTenant }: TokenVerifierOptions): VerifiedToken | TokenRefusal {
  const now = clock.now() / 1000
  if (now >= token.expiresAt) return refusal('expired')
  if (now + SKEW < token.notBefore) return refusal('notYetValid')
  return hasTenant(token.tenantId) ? token : refusal('tenant')
}

async function verifyUnknown(token: string, options: TokenVerifierOptions): Promise<VerifiedToken | TokenRefusal> {
  if (token === '') return refusal('empty')
  if (token.split('.').length !== 3) return refusal('malformed')
  const claims = await options.signer.verify(token)
  if (!claims) return refusal('signature')
  const { tid, iss, aud, exp } = claims
  if (typeof tid !== 'string' || typeof aud !== 'string' || typeof exp !== 'number') return refusal('claims')
  if (typeof iss !== 'string' || !isIssuerOf(iss, tid, options.addresses)) return refusal('issuer')
  const stamp = decodeGrantStamp(claims.aio)
  const caller = callerOf(claims, stamp, fold(tid), aud)
  return Object.freeze({
    kind: 'verified',
    tenantId: fold(tid),
    audience: audienceOf(caller, stamp, options.addresses),
    caller,
    claims,
    stamp,
    notBefore: typeof claims.nbf === 'number' ? claims.nbf : 0,
    expiresAt: exp,
  })
}

/** An id token names no client beside its audience, which it tells who signed in: it opens nothing, whoever that is. */
function audienceOf({ appId, audience }: Caller, { opens }: GrantStamp, addresses: OwnAddresses): Audience {
  if (appId === '') return { kind: 'application' }
  return opens ?? readAudience(audience, addresses)
}

function callerOf(claims: Claims, stamp: GrantStamp, tenantId: string, audience: string): Caller {
  const isApp = claims.idtyp === 'app' || (claims.scp === undefined && claims.oid === claims.sub)
  return Object.freeze({
    kind: isApp ? 'app' : 'user',
    tenantId,
    oid: textOf(claims.oid),
    appId: textOf(claims.appid ?? claims.azp),
    scopes: new Set(isApp ? [] : textOf(claims.scp).split(' ').filter(Boolean)),
    roles: new Set(Array.isArray(claims.roles) ? claims.roles.map(String) : []),
    issuedAt: typeof claims.iat === 'number' ? claims.iat : 0,
    sessionId: stamp.sessionId ?? textOf(claims.uti),
    audience,
    ...specialOf(claims),
  })
}

function specialOf(claims: Claims): Pick<Caller, 'special'> {
  if (claims.xms_support === true) return { special: 'support' }
  return claims.xms_delegatedadmin === true ? { special: 'delegatedAdmin' } : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function refusal(word: TokenRefusalWord): TokenRefusal {
  return { kind: 'refused', word }
}
