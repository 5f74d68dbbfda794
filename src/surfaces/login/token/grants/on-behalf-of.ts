import type { Reader } from '../../../../domain/access.js'
import { users } from '../../../../domain/directory/tables.js'
import type { User } from '../../../../domain/directory/user-rows.js'
import { unverifiedClaims } from '../../../../domain/tokens/unverified-claims.js'
import { requireAssertedUser } from '../../../../domain/tokens/user-assertions.js'
import { DomainError } from '../../../../kernel/errors.js'
import { fold } from '../../../../kernel/fold.js'
import type { LoginRequest } from '../../login-request.js'
import { isForConsumers, readTenant } from '../../tenant-segment.js'
import { type Grant, type Issued, requireParameter, type TokenRequest } from '../token-request.js'
import { issueForUser, requestedScopes } from '../user-tokens.js'

/** An API goes on for the user who called it (Microsoft identity platform: OAuth 2.0 On-Behalf-Of flow). */
export const onBehalfOf: Grant = {
  tenantOfShared: tenantOfAssertion,
  credentialRequired: 'clientAuthenticationMissing',
  signIn: { eventType: 'nonInteractiveUser', authenticationProtocol: 'oAuth2' },
  userOf: userOfAssertion,
  issue: issueOnBehalfOf,
}

function tenantOfAssertion(login: LoginRequest): Reader {
  const { tid } = unverifiedClaims(requireParameter(login, 'assertion'))
  const reader = typeof tid === 'string' && !isForConsumers(login) ? readTenant(login.access, fold(tid)) : undefined
  if (!reader) throw new DomainError('userAssertionMalformed')
  return reader
}

function userOfAssertion({ form }: LoginRequest, reader: Reader): User | undefined {
  const { oid } = unverifiedClaims(form.get('assertion') ?? '')
  return typeof oid === 'string' ? reader.table(users).get(fold(oid)) : undefined
}

async function issueOnBehalfOf(token: TokenRequest): Promise<Issued> {
  const { login, reader, client } = token
  const use = requireParameter(login, 'requested_token_use')
  if (use !== 'on_behalf_of') throw new DomainError('tokenUseUnknown', { use })
  const assertion = requireParameter(login, 'assertion')
  const scope = requestedScopes(token)
  const { verifier, clock } = login.rooms
  const asserted = await requireAssertedUser(verifier, reader, client, assertion, clock.now())
  return issueForUser(token, { ...asserted, scope })
}
