import type { User } from '../../../domain/directory/user-rows.js'
import { html } from '../../../http/html.js'
import type { LoginAnswer } from '../login-request.js'
import type { Interaction } from '../sign-in/interaction.js'
import { accountButton } from './account-page.js'
import { fields } from './fields.js'
import { form } from './form.js'
import { pageAnswer } from './page-answer.js'
import { type Asking, continuing, signUpLink } from './sign-in-page.js'

/** Who can be picked. */
export interface Pickable {
  readonly users: readonly User[]
  /** True when there are more than are shown. */
  readonly hasMore: boolean
}

/** The page that lists users to sign in as, without a password; `name` is what was searched for. */
export function pickPage(interaction: Interaction, { users, hasMore }: Pickable, { name, error }: Asking): LoginAnswer {
  const input = fields(interaction, error, [
    {
      name: 'search',
      id: 'search',
      about: 'username',
      label: 'Search by name or email',
      type: 'search',
      autocomplete: 'off',
      value: name,
      isOptional: true,
    },
  ])
  const search = form(interaction, 'pick', html`${input}<div class="actions"><button>Search</button></div>`)
  const list = users.map((user) => html`<li>${accountButton('user', user.userPrincipalName, user)}</li>`)
  const found =
    users.length === 0
      ? html`<p class="more">Nobody has such a name.</p>`
      : html`<ul class="accounts more">${list}</ul>`
  const more = hasMore && html`<p class="hint more">There are more. Search for them by name.</p>`
  const content = html`${continuing(interaction)}${search}${form(interaction, 'pick', found)}${more}${signUpLink(interaction)}`
  return pageAnswer(interaction, 'Sign in', content)
}
