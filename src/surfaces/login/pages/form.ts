import { type Html, html } from '../../../http/html.js'
import { canaryOf } from '../sign-in/browser.js'
import type { Interaction } from '../sign-in/interaction.js'

type Place = Pick<Interaction, 'action' | 'browser'>

/** A form that leads back into an interaction at the step of that name. */
export function form({ action, browser }: Place, step: string, content: Html): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="step" value="${step}"><input type="hidden" name="canary" value="${canaryOf(browser)}">${content}</form>`
}

/** A step that takes nothing but a click, in the shape of a link. `carried` are hidden inputs; the id is for scripts. */
export function linkForm(
  place: Place,
  step: string,
  label: string,
  { carried, id }: { readonly carried?: Html | undefined; readonly id?: string } = {},
): Html {
  return form(place, step, html`${carried}<button class="link"${id && html` id="${id}"`}>${label}</button>`)
}
