import type { Reader } from '../../../../domain/access.js'
import {
  holderOfCode,
  isPublicCode,
  isSpaCode,
  redeemAuthorizationCode,
} from '../../../../domain/tokens/authorization-codes.js'
import { joinClaims } from '../../../../domain/tokens/claims-request.js'
import { endOfSinglePage } from '../../../../domain/tokens/refresh-tokens.js'
import { openIdScopes } from '../../../../domain/tokens/scopes.js'
import { tenantOfHandle } from '../../../../domain/tokens/tenant-handle.js'
import { DomainError } from '../../../../kernel/errors.js'
import type { LoginRequest } from '../../login-request.js'
import { requireHandleTenant } from '../handle-tenant.js'
import { type Grant, type Issued, requireParameter, type TokenRequest } from '../token-request.js'
import { issueForUser } from '../user-tokens.js'

/** The code that a sign-in in the browser ended with (Microsoft identity platform: authorization code flow). */
export const authorizationCode: Grant = {
  tenantOfShared: tenantOfCode,
  isForPublic: (login, reader) => isPublicCode(reader, login.form.get('code') ?? ''),
  isForSpa: (login, reader) => isSpaCode(reader, login.form.get('code') ?? ''),
  signIn: { eventType: 'nonInteractiveUser', authenticationProtocol: 'oAuth2' },
  userOf: ({ form }, reader) => holderOfCode(reader, form.get('code') ?? ''),
  issue: issueForCode,
}

function tenantOfCode(login: LoginRequest): Reader {
  return requireHandleTenant(login, requireParameter(login, 'code'), 'codeInvalid')
}

function issueForCode(token: TokenRequest): Promise<Issued> {
  const { login, reader, client } = token
  const code = requireParameter(login, 'code')
  if (isOfOtherTenant(token, code)) throw new DomainError('codeOfOtherTenant')
  const redemption = {
    code,
    redirectUri: login.form.get('redirect_uri') ?? '',
    codeVerifier: login.form.get('code_verifier'),
  }
  const actor = { kind: 'app', id: client.principal.id, requestId: login.correlationId } as const
  const { row, user } = login.access.record(reader.tenant, actor, (transaction) =>
    redeemAuthorizationCode(transaction, client, redemption),
  )
  const claims = joinClaims(token.claims, row.claims)
  return issueForUser(
    { ...token, claims },
    {
      user,
      scope: scopeOf(token, row.scope),
      nonce: row.nonce ?? undefined,
      sessionId: row.sessionId,
      signedInAt: row.signedInAt,
      isPublic: row.platform !== 'web',
      refreshUntil: row.platform === 'spa' ? endOfSinglePage(login.rooms.clock.now()) : undefined,
    },
  )
}

/** Without scopes, or at version 1 without a resource, what the sign-in asked for is asked for again. */
function scopeOf({ version, login }: TokenRequest, asked: string): string {
  const { form } = login
  if (version === 2) return form.get('scope') || asked
  const resource = form.get('resource')
  return resource ? [`${resource}/.default`, ...openIdScopes(asked)].join(' ') : asked
}

function isOfOtherTenant({ login, reader }: TokenRequest, code: string): boolean {
  const tenant = tenantOfHandle(code)
  return tenant !== undefined && tenant !== reader.tenant && login.access.hasTenant(tenant)
}
