import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { newPasswordPage } from '../pages/new-password-page.js'
import { checkPassword } from './check-password.js'
import type { Interaction } from './interaction.js'
import { logRefusedName } from './log-interaction.js'
import { signIn } from './sign-in.js'
import { signInNameIn } from './sign-in-name-in.js'
import { credentialPage } from './start-page.js'

/** What is wrong with a name and password can be mended on the same page. */
const MENDABLE = new Set([
  'userNotFound',
  'accountNotInTenant',
  'userDisabled',
  'passwordMissing',
  'passwordWrong',
  'accountLocked',
  'tenantMalformed',
  'tenantNotFound',
  'tenantUnnamed',
])

/** The form with name and password. */
export async function takePassword(interaction: Interaction): Promise<LoginAnswer> {
  const { form } = interaction.login
  const name = signInNameIn(form)
  try {
    return signIn(interaction, checkPassword(interaction, name, form.get('passwd') ?? ''))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    logRefusedName(interaction, name, error)
    if (error.word === 'passwordExpired') return newPasswordPage(interaction, { name })
    if (MENDABLE.has(error.word)) return credentialPage(interaction, { name, error })
    throw error
  }
}
