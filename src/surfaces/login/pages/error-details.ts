import { type Html, html } from '../../../http/html.js'
import type { DomainError } from '../../../kernel/errors.js'
import { formatInstant } from '../../../kernel/instant.js'
import type { LoginRequest } from '../login-request.js'
import { describeError } from '../present-error.js'

/** What support asks for: the error's number and text, and what names the request. */
export function errorDetails(error: DomainError, login: LoginRequest): Html {
  return html`<details><summary>Error details</summary><p>${describeError(error)}</p>${requestDetails(login)}</details>`
}

/** What names a request in logs. */
export function requestDetails({ traceId, correlationId, rooms }: LoginRequest): Html {
  return html`<dl><dt>Request Id</dt><dd>${traceId}</dd><dt>Correlation Id</dt><dd>${correlationId}</dd><dt>Timestamp</dt><dd>${formatInstant(rooms.clock.now())}</dd></dl>`
}
