import { ACCESS_TOKEN_LIFETIME } from '../../../domain/tokens/access-grant.js'
import type { Resource } from '../../../domain/tokens/resources.js'
import type { LoginAnswer } from '../login-request.js'
import type { Issued, TokenRequest } from './token-request.js'

/** The answer of the token endpoint; version 1 writes numbers as strings and names the resource. */
export function presentTokens(token: TokenRequest, { resource, tokens: { scope, ...tokens } }: Issued): LoginAnswer {
  const lifetime = token.version === 1 ? String(ACCESS_TOKEN_LIFETIME) : ACCESS_TOKEN_LIFETIME
  const issuedAt = Math.floor(token.login.rooms.clock.now() / 1000)
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      ...(scope === undefined ? {} : { scope }),
      expires_in: lifetime,
      ext_expires_in: lifetime,
      ...(token.version === 1 ? timesOf(issuedAt, resource) : {}),
      ...tokens,
    },
  }
}

function timesOf(issuedAt: number, resource: Resource): Readonly<Record<string, string>> {
  return {
    expires_on: String(issuedAt + ACCESS_TOKEN_LIFETIME),
    not_before: String(issuedAt),
    resource: resource.name,
  }
}
