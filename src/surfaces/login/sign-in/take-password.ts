import { signInWithPassword } from '../../../domain/tokens/sign-in.js'
import { DomainError } from '../../../kernel/errors.js'
import { countingFailures } from '../count-failures.js'
import type { LoginAnswer } from '../login-request.js'
import { newPasswordPage } from '../pages/new-password-page.js'
import { accountTenant } from './account-tenant.js'
import type { Interaction } from './interaction.js'
import { logRefusedName } from './log-interaction.js'
import { signIn } from './sign-in.js'
import { signInNameIn } from './sign-in-name-in.js'
import { credentialPage } from './start-page.js'

/** What is wrong with a name and password can be mended on the same page. */
const MENDABLE = new Set([
  'userNotFound',
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
    const reader = accountTenant(interaction, name)
    const user = countingFailures(login, reader, { name, plain }, () =>
      signInWithPassword(reader, name, plain, login.rooms.clock.now()),
    )
    return signIn(interaction, reader, user)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    logRefusedName(interaction, name, error)
    if (error.word === 'passwordExpired') return newPasswordPage(interaction, { name })
    if (MENDABLE.has(error.word)) return credentialPage(interaction, { name, error })
    throw error
  }
}
