import { type Html, html } from '../../../http/html.js'
import type { DomainError } from '../../../kernel/errors.js'
import type { Interaction } from '../sign-in/interaction.js'
import { servesCustomers } from '../sign-in/organization.js'
import { errorDetails } from './error-details.js'
import { type Problem, problemOf } from './problem.js'

/** An input with its label. */
export interface Field {
  readonly name: string
  readonly id: string
  readonly label: string
  readonly type: 'text' | 'email' | 'password' | 'search'
  /** Which refusals belong here (`about` of the wordings). */
  readonly about: string
  readonly autocomplete: string
  readonly value?: string | undefined
  readonly hint?: string
  readonly isOptional?: boolean
  /** Further attributes. */
  readonly more?: Html
}

/**
 * The inputs of a form. What was wrong before stands at the input that it is about, or above them all. The focus is where
 * the person has to go on: at what was wrong, else at the first input that is empty.
 */
export function fields(
  interaction: Pick<Interaction, 'login' | 'tenant'>,
  error: DomainError | undefined,
  list: readonly Field[],
): Html {
  const problem = error && problemOf(error, servesCustomers(interaction))
  const wrong = problem && list.find(({ about }) => about === problem.about)
  const first = wrong ?? list.find(({ value }) => !value) ?? list[0]
  return html`${problem && !wrong && note(problem)}${list.map((field) =>
    input(field, field === wrong ? problem : undefined, field === first && (wrong !== undefined || !problem)),
  )}${error && errorDetails(error, interaction.login)}`
}

function note({ text }: Problem): Html {
  return html`<p class="error note" role="alert" tabindex="-1" autofocus>${text}</p>`
}

function input(field: Field, problem: Problem | undefined, hasFocus: boolean): Html {
  const { id, name, type, label, about, autocomplete, value, hint, isOptional, more } = field
  const described = [problem && `${about}Error`, hint && `${id}Hint`].filter(Boolean).join(' ')
  const attributes = [
    html`id="${id}" name="${name}" type="${type}" autocomplete="${autocomplete}"`,
    ...(value ? [html` value="${value}"`] : []),
    ...(more ? [html` ${more}`] : []),
    ...(isOptional ? [] : [html` required`]),
    ...(described ? [html` aria-describedby="${described}"`] : []),
    ...(problem ? [html` aria-invalid="true"`] : []),
    ...(hasFocus ? [html` autofocus`] : []),
  ]
  return html`<label for="${id}">${label}${isOptional && type !== 'search' && ' (optional)'}</label>${hint && html`<p class="hint" id="${id}Hint">${hint}</p>`}${
    problem && html`<p class="error" role="alert" id="${about}Error">${problem.text}</p>`
  }<input ${attributes}>`
}
