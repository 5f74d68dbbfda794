import type { Reader } from '../../../domain/access.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { findBySignInName } from '../../../domain/tokens/sign-in.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer } from '../login-request.js'
import { accountTenant } from './account-tenant.js'
import type { Interaction } from './interaction.js'
import { logRefusedName } from './log-interaction.js'
import { showUsers } from './show-users.js'
import { signIn } from './sign-in.js'

/** The form on which a user is picked, or searched for. Throws `formForged` where passwords are asked for. */
export async function takePick(interaction: Interaction): Promise<LoginAnswer> {
  const { form, rooms } = interaction.login
  // No page of ours has that form then.
  if (rooms.signIn !== 'pick') throw new DomainError('formForged')
  const picked = form.get('user')
  if (picked === undefined) return showUsers(interaction, { name: form.get('search') })
  try {
    const reader = accountTenant(interaction, picked)
    return signIn(interaction, { reader, user: requireEnabled(reader, picked) })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    logRefusedName(interaction, picked, error)
    return showUsers(interaction, { name: picked, error })
  }
}

function requireEnabled(reader: Reader, name: string): User {
  const user = findBySignInName(reader, name)
  if (!user) throw new DomainError('userNotFound', { tenantId: reader.tenant })
  if (!user.accountEnabled) throw new DomainError('userDisabled')
  return user
}
