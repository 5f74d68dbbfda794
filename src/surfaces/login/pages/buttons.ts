import { type Html, html } from '../../../http/html.js'

/** The button of a page that goes on. Its id is that of the cloud's page, for scripts that sign in there. */
export function submitButton(label: string): Html {
  return html`<div class="actions"><input type="submit" id="idSIButton9" value="${label}"></div>`
}

/** The buttons of a page that asks for a decision. Neither has the focus: Enter pressed twice must decide nothing. */
export function acceptButtons(label: string): Html {
  return html`<div class="actions"><button id="idBtn_Back" name="decision" value="cancel">Cancel</button><button class="primary" id="idSIButton9" name="decision" value="accept">${label}</button></div>`
}
