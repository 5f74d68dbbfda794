import { type Html, html } from '../../../http/html.js'
import { canaryOf } from '../sign-in/browser.js'
import type { Interaction } from '../sign-in/interaction.js'

/** A form that leads back into an interaction at the step of that name. */
export function form({ action, browser }: Pick<Interaction, 'action' | 'browser'>, step: string, content: Html): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="step" value="${step}"><input type="hidden" name="canary" value="${canaryOf(browser)}">${content}</form>`
}
