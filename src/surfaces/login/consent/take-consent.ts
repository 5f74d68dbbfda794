import { recordConsent } from '../../../domain/tokens/consent.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { signInPage } from '../pages/sign-in-page.js'
import type { Interaction } from '../sign-in/interaction.js'

/** The form on which somebody consents, or declines. */
export async function takeConsent(interaction: Interaction): Promise<LoginAnswer> {
  const { form, access, correlationId } = interaction.login
  const account = interaction.browser.accounts.find(({ session }) => session.sessionId === form.get('account'))
  if (!account) return signInPage(interaction, {})
  if (form.get('decision') !== 'accept') return interaction.refuse(new DomainError('consentDeclined'))
  const { reader, user } = account
  const signedIn = { ...interaction, account, isFresh: false }
  try {
    const { permissions } = interaction.asks(signedIn)
    const client = interaction.clientIn(reader)
    access.write(reader.tenant, { kind: 'user', id: user.id, requestId: correlationId }, (transaction) =>
      recordConsent(transaction, client, user, permissions, form.get('forAll') === '1'),
    )
    return await interaction.finish(signedIn)
  } catch (error) {
    return interaction.refuse(error)
  }
}
