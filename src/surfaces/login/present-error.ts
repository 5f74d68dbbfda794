import { DomainError } from '../../kernel/errors.js'
import { formatInstant } from '../../kernel/instant.js'
import type { LoginError } from './errors/login-error.js'
import { loginErrors } from './errors.js'
import type { LoginAnswer, LoginRequest } from './login-request.js'

/** A refusal as OAuth tells it. */
export interface ErrorBody {
  readonly error: string
  readonly error_description: string
  readonly error_codes: readonly number[]
  readonly timestamp: string
  readonly trace_id: string
  readonly correlation_id: string
  readonly error_uri: string
  readonly suberror?: string
}

/** The answer to a refusal of the domain; anything else that was thrown is not ours to word and is thrown on. */
export function presentError(thrown: unknown, login: LoginRequest): LoginAnswer {
  const body = errorBody(thrown, login)
  return { status: body.error === 'invalid_client' ? 401 : 400, body }
}

/** The wording of a refusal of the domain; anything else that was thrown is thrown on. */
export function errorBody(thrown: unknown, login: LoginRequest): ErrorBody {
  const { code, error, suberror } = requireKnown(thrown)
  const { traceId, correlationId } = login
  const timestamp = formatInstant(login.rooms.clock.now()).replace('T', ' ')
  const trail = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`
  return {
    error,
    error_description: `${describeError(thrown)} ${trail}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    ...(suberror === undefined ? {} : { suberror }),
  }
}

/** What a client is told of a refusal at its redirect URI; anything else that was thrown is thrown on. */
export function refusalAtRedirect(thrown: unknown, login: LoginRequest): Readonly<Record<string, string>> {
  const { error, error_description, error_uri, suberror } = errorBody(thrown, login)
  return {
    error: requireKnown(thrown).atAuthorize ?? error,
    error_description,
    error_uri,
    ...(suberror === undefined ? {} : { suberror }),
  }
}

/** Number and text of a refusal, for people. */
export function describeError(thrown: unknown): string {
  const { code, text } = requireKnown(thrown)
  return `AADSTS${code}: ${fill(text, thrown instanceof DomainError ? thrown.details : {})}`
}

function requireKnown(thrown: unknown): LoginError {
  const known = thrown instanceof DomainError ? loginErrors[thrown.word] : undefined
  if (!known) throw thrown
  return known
}

const PLACEHOLDER = /\{(\w+)\}/g

function fill(text: string, details: Readonly<Record<string, unknown>>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => (name in details ? clip(String(details[name])) : whole))
}

const LONGEST = 500

/** What a client sent, as it is told back to it: not by the megabyte. */
export function clip(value: string): string {
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}...` : value
}
