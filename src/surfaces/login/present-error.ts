import { DomainError } from '../../kernel/errors.js'
import { formatInstant } from '../../kernel/instant.js'
import { loginErrors } from './errors.js'
import type { LoginAnswer, LoginRequest } from './login-request.js'

/** The answer to a refusal of the domain; anything else that was thrown is not ours to word and is thrown on. */
export function presentError(thrown: unknown, login: LoginRequest): LoginAnswer {
  const known = thrown instanceof DomainError ? loginErrors[thrown.word] : undefined
  if (!known || !(thrown instanceof DomainError)) throw thrown
  const { code, error, suberror } = known
  const { traceId, correlationId } = login
  const timestamp = formatInstant(login.rooms.clock.now()).replace('T', ' ')
  const trail = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`
  return {
    status: error === 'invalid_client' ? 401 : 400,
    body: {
      error,
      error_description: `AADSTS${code}: ${fill(known.text, thrown.details)} ${trail}`,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      ...(suberror === undefined ? {} : { suberror }),
    },
  }
}

const PLACEHOLDER = /\{(\w+)\}/g

function fill(text: string, details: Readonly<Record<string, unknown>>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => (name in details ? String(details[name]) : whole))
}
