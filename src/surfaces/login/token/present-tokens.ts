import type { LoginAnswer } from '../login-request.js'
import type { Issued, IssuedTokens, TokenRequest } from './token-request.js'

/** Seconds of life from which on clients are told to renew a token at half-time. */
const LONG = 7200

/** The answer of the token endpoint; version 1 writes numbers as strings and names the resource. */
export function presentTokens(token: TokenRequest, issued: Issued): LoginAnswer {
  const { lifetime, scope, tokens } = issued
  const written = (seconds: number) => (token.version === 1 ? String(seconds) : seconds)
  const members = {
    token_type: 'Bearer',
    scope,
    expires_in: written(lifetime),
    ext_expires_in: written(lifetime),
    refresh_in: lifetime >= LONG ? written(Math.floor(lifetime / 2)) : undefined,
  }
  const times = token.version === 1 && timesOf(token, issued)
  return { status: 200, json: withTokens(JSON.stringify(Object.assign(members, times)), tokens) }
}

/** Adds tokens to an object in JSON. They are long, and JSON leaves their characters as they are. */
function withTokens(json: string, tokens: IssuedTokens): string {
  let text = json.slice(0, -1)
  for (const [name, token] of Object.entries(tokens)) if (token !== undefined) text += `,"${name}":"${token}"`
  return `${text}}`
}

function timesOf({ login }: TokenRequest, { resource, lifetime }: Issued): Readonly<Record<string, string>> {
  const issuedAt = Math.floor(login.rooms.clock.now() / 1000)
  return { expires_on: String(issuedAt + lifetime), not_before: String(issuedAt), resource: resource.name }
}
