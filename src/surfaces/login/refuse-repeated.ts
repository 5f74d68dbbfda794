import { DomainError } from '../../kernel/errors.js'
import type { LoginRequest } from './login-request.js'

/** Parameters that mean something; which of two values was meant nobody can tell. Any others are ignored anyhow. */
const MEANINGFUL = new Set([
  ...['client_id', 'client_secret', 'client_assertion', 'client_assertion_type', 'grant_type', 'scope', 'resource'],
  ...['code', 'redirect_uri', 'code_verifier', 'username', 'password', 'refresh_token', 'device_code', 'assertion'],
  ...['requested_token_use', 'response_type', 'response_mode', 'state', 'nonce', 'prompt', 'login_hint', 'domain_hint'],
  ...['code_challenge', 'code_challenge_method', 'claims'],
])

/** Throws `parameterRepeated` when a parameter comes twice (RFC 6749, section 3.1). */
export function refuseRepeated({ repeated }: LoginRequest): void {
  const parameter = repeated.find((name) => MEANINGFUL.has(name))
  if (parameter !== undefined) throw new DomainError('parameterRepeated', { parameter })
}
