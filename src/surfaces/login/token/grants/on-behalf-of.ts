import type { Reader } from '../../../../domain/access.js'
import { unverifiedClaims } from '../../../../domain/tokens/unverified-claims.js'
import { requireAssertedUser } from '../../../../domain/tokens/user-assertions.js'
import { DomainError } from '../../../../kernel/errors.js'
import { fold } from '../../../../kernel/fold.js'
import type { LoginAnswer, LoginRequest } from '../../login-request.js'
import { isForConsumers, readTenant } from '../../tenant-segment.js'
import { type Grant, requireParameter, type TokenRequest } from '../token-request.js'
import { answerForUser, requestedScopes } from '../user-tokens.js'

/** An API goes on for the user who called it (Microsoft identity platform: OAuth 2.0 On-Behalf-Of flow). */
export const onBehalfOf: Grant = {
  tenantOfShared: tenantOfAssertion,
  credentialRequired: 'clientAuthenticationMissing',
  answer: answerOnBehalfOf,
}

function tenantOfAssertion(login: LoginRequest): Reader {
  const { tid } = unverifiedClaims(requireParameter(login, 'assertion'))
  const reader = typeof tid === 'string' && !isForConsumers(login) ? readTenant(login.access, fold(tid)) : undefined
  if (!reader) throw new DomainError('userAssertionMalformed')
  return reader
}

async function answerOnBehalfOf(token: TokenRequest): Promise<LoginAnswer> {
  const { login, reader, client } = token
  const use = requireParameter(login, 'requested_token_use')
  if (use !== 'on_behalf_of') throw new DomainError('tokenUseUnknown', { use })
  const assertion = requireParameter(login, 'assertion')
  const scope = requestedScopes(token)
  const { verifier, clock } = login.rooms
  const asserted = await requireAssertedUser(verifier, reader, client, assertion, clock.now())
  return answerForUser(token, { ...asserted, scope })
}
