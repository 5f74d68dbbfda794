import { userIn } from '../../../domain/tokens/guests.js'
import { signInWithPassword } from '../../../domain/tokens/sign-in.js'
import { DomainError } from '../../../kernel/errors.js'
import { countingFailures } from '../count-failures.js'
import type { LoginAnswer } from '../login-request.js'
import { newPasswordPage } from '../pages/new-password-page.js'
import { accountHome } from './account-home.js'
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
  const { login } = interaction
  const name = signInNameIn(login.form)
  const plain = login.form.get('passwd') ?? ''
  try {
    const { reader, home } = accountHome(interaction, name)
    const user = countingFailures(login, home, { name, plain }, () =>
      signInWithPassword(home, name, plain, login.rooms.clock.now()),
    )
    return signIn(interaction, reader, userIn(reader, home, user, interaction.clientIn(interaction.tenant)))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    logRefusedName(interaction, name, error)
    if (error.word === 'passwordExpired') return newPasswordPage(interaction, { name })
    if (MENDABLE.has(error.word)) return credentialPage(interaction, { name, error })
    throw error
  }
}
