import { type Html, html } from '../../../http/html.js'
import type { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { describeError } from '../present-error.js'
import { rememberBrowser } from '../sign-in/browser.js'
import type { Interaction } from '../sign-in/interaction.js'
import { layout } from './layout.js'

/** A page of an interaction, whose forms only this browser can send back. */
export function pageAnswer({ login, browser }: Interaction, title: string, content: Html): LoginAnswer {
  const page = layout(title, content)
  return { ...page, headers: { ...page.headers, ...rememberBrowser(login, browser) } }
}

/** What was wrong with the form before, for people and for screen readers. */
export function errorNote(error: DomainError | undefined): Html | undefined {
  return error && html`<p class="error" role="alert" id="error">${describeError(error)}</p>`
}
