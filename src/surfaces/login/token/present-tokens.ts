import type { LoginAnswer } from '../login-request.js'
import type { Issued, TokenRequest } from './token-request.js'

/** Seconds of life from which on clients are told to renew a token at half-time. */
const LONG = 7200

/** The answer of the token endpoint; version 1 writes numbers as strings and names the resource. */
export function presentTokens(token: TokenRequest, issued: Issued): LoginAnswer {
  const { lifetime } = issued
  const { scope, ...tokens } = issued.tokens
  const written = (seconds: number) => (token.version === 1 ? String(seconds) : seconds)
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      ...(scope === undefined ? {} : { scope }),
      expires_in: written(lifetime),
      ext_expires_in: written(lifetime),
      ...(lifetime >= LONG && { refresh_in: written(Math.floor(lifetime / 2)) }),
      ...(token.version === 1 ? timesOf(token, issued) : {}),
      ...tokens,
    },
  }
}

function timesOf({ login }: TokenRequest, { resource, lifetime }: Issued): Readonly<Record<string, string>> {
  const issuedAt = Math.floor(login.rooms.clock.now() / 1000)
  return { expires_on: String(issuedAt + lifetime), not_before: String(issuedAt), resource: resource.name }
}
