import type { Html } from '../../../http/html.js'
import type { LoginAnswer } from '../login-request.js'
import { rememberBrowser } from '../sign-in/browser.js'
import type { Interaction } from '../sign-in/interaction.js'
import { organizationName } from '../sign-in/organization.js'
import { layout } from './layout.js'

/** A page of an interaction, whose forms only this browser can send back. */
export function pageAnswer(interaction: Interaction, title: string, content: Html): LoginAnswer {
  const { login, browser } = interaction
  const page = layout(title, content, { organization: organizationName(interaction) })
  return { ...page, headers: { ...page.headers, ...rememberBrowser(login, browser) } }
}
