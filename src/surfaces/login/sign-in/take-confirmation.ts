import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { complete, refuse } from './complete.js'
import type { Interaction } from './interaction.js'
import { startPage } from './start-page.js'
import { usableAccount } from './usable-accounts.js'

/** The form on which somebody confirms what he is about to sign in to, or turns back. */
export async function takeConfirmation(interaction: Interaction): Promise<LoginAnswer> {
  const { form } = interaction.login
  const account = usableAccount(interaction, form.get('account'))
  if (!account) return startPage(interaction)
  const signedIn = { ...interaction, account, isFresh: false, isConfirmed: true }
  return form.get('decision') === 'accept' ? complete(signedIn) : refuse(signedIn, new DomainError('consentDeclined'))
}
