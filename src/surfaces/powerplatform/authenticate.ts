import type { Access } from '../../domain/access.js'
import { opensPowerPlatform } from '../../domain/tokens/audience.js'
import type { Caller } from '../../domain/tokens/caller.js'
import { requireCaller } from '../../domain/tokens/require-caller.js'
import type { TokenVerifier } from '../../domain/tokens/verify-access-token.js'
import { bearerToken } from '../../http/bearer-token.js'
import { RequestRefused } from './request-refused.js'

/** Who calls. Throws the 401 of a token that is missing, no good, or meant for something else. */
export async function authenticate(
  verifier: TokenVerifier,
  access: Access,
  authorization: string | undefined,
): Promise<Caller> {
  const bearer = bearerToken(authorization)
  if (bearer === '') throw unauthenticated('The request has no bearer token.')
  const token = await verifier.verify(bearer)
  if (token.kind === 'refused') throw unauthenticated(`The access token is not valid (${token.word}).`)
  if (!opensPowerPlatform(token.audience)) throw unauthenticated('The access token is meant for another audience.')
  const caller = requireCaller(access.read(token.tenantId), token)
  if (caller.kind === 'refused') throw unauthenticated(`The caller of the token may not call (${caller.word}).`)
  return caller
}

function unauthenticated(message: string): RequestRefused {
  return new RequestRefused(401, 'InvalidAuthenticationToken', message, { 'www-authenticate': 'Bearer' })
}
