import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { signInPage } from '../pages/sign-in-page.js'
import { complete } from './complete.js'
import type { Interaction } from './interaction.js'

/** The form on which somebody confirms what he is about to sign in to, or turns back. */
export async function takeConfirmation(interaction: Interaction): Promise<LoginAnswer> {
  const { form } = interaction.login
  const account = interaction.browser.accounts.find(({ session }) => session.sessionId === form.get('account'))
  if (!account) return signInPage(interaction, {})
  if (form.get('decision') !== 'accept') return interaction.refuse(new DomainError('consentDeclined'))
  return complete({ ...interaction, account, isFresh: false, isConfirmed: true })
}
