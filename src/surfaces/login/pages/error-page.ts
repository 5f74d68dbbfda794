import { html } from '../../../http/html.js'
import type { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { describeError } from '../present-error.js'
import { requestDetails } from './error-details.js'
import { layout } from './layout.js'
import { GENERAL } from './wordings.js'

/** The page for a refusal that cannot be told to the client: it might not be the client's address that was named. */
export function errorPage(error: DomainError, login: LoginRequest): LoginAnswer {
  const content = html`<p class="error note" role="alert" tabindex="-1" autofocus>${GENERAL.text}</p><p>${describeError(error)}</p>${requestDetails(login)}`
  return layout('Sign in', content, { status: 400 })
}
