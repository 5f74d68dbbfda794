import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { GLOBAL_ADMINISTRATOR } from '../directory/role-catalog.js'
import { roleAssignments, servicePrincipals, users } from '../directory/tables.js'
import type { Caller } from './caller.js'
import type { Claims } from './signer.js'
import { unverifiedClaims } from './unverified-claims.js'
import type { TokenVerifier, VerifiedToken } from './verify-access-token.js'

/**
 * The verifier of `auth=off`: takes any text for a token. The tenant is the token's `tid` when it is known, else the
 * first; signature, times, issuer and audience are not looked at. `requireCaller` finds out who is meant.
 */
export function createUncheckedVerifier(tenants: () => readonly string[]): TokenVerifier {
  return {
    verify(token) {
      const claims = unverifiedClaims(token)
      const known = tenants()
      const named = fold(textOf(claims.tid))
      const tenantId = known.includes(named) ? named : known[0]
      if (tenantId === undefined) return Promise.resolve({ kind: 'refused', word: 'tenant' })
      return Promise.resolve(uncheckedToken(claims, tenantId))
    },
  }
}

function uncheckedToken(claims: Claims, tenantId: string): VerifiedToken {
  const caller = uncheckedBy('user', tenantId, textOf(claims.oid), appIdOf(claims))
  return {
    kind: 'verified',
    tenantId,
    audience: { kind: 'everything' },
    caller,
    claims,
    stamp: {},
    notBefore: 0,
    expiresAt: Number.MAX_SAFE_INTEGER,
  }
}

/** The user or app that the token names if the tenant has it, else the tenant's first Global Administrator. */
export function uncheckedCaller(reader: Reader, { claims, tenantId }: VerifiedToken): Caller {
  const oid = fold(textOf(claims.oid))
  const appId = appIdOf(claims)
  if (reader.table(users).has(oid)) return uncheckedBy('user', tenantId, oid, appId)
  const byAppId = reader.table(servicePrincipals).findFirst('appId', fold(appId))
  const principal = reader.table(servicePrincipals).get(oid) ?? byAppId
  if (principal) return uncheckedBy('app', tenantId, principal.id, principal.appId)
  return uncheckedBy('user', tenantId, firstGlobalAdministrator(reader), appId)
}

function firstGlobalAdministrator(reader: Reader): string {
  const table = reader.table(users)
  for (const { principalId } of reader.table(roleAssignments).find('roleDefinitionId', GLOBAL_ADMINISTRATOR)) {
    if (table.has(principalId)) return principalId
  }
  return ''
}

function uncheckedBy(kind: Caller['kind'], tenantId: string, oid: string, appId: string): Caller {
  const none: ReadonlySet<string> = new Set()
  const token = { issuedAt: 0, sessionId: '', audience: '' }
  return { kind, tenantId, oid, appId, scopes: none, roles: none, ...token, unchecked: true }
}

function appIdOf(claims: Claims): string {
  return textOf(claims.appid ?? claims.azp)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
