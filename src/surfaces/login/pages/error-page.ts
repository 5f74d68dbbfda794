import { html } from '../../../http/html.js'
import type { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { describeError } from '../present-error.js'
import { layout } from './layout.js'

/** The page for a refusal that cannot be told to the client: it might not be the client's address that was named. */
export function errorPage(error: DomainError, login: LoginRequest): LoginAnswer {
  const { traceId, correlationId } = login
  const content = html`<p class="error" role="alert">${describeError(error)}</p><dl><dt>Request Id</dt><dd>${traceId}</dd><dt>Correlation Id</dt><dd>${correlationId}</dd></dl>`
  return layout('Sign in', content, 400)
}
