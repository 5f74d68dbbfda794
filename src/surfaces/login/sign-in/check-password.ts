import type { Reader } from '../../../domain/access.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { signInWithPassword } from '../../../domain/tokens/sign-in.js'
import { unlessRefused } from '../../../kernel/errors.js'
import { countingFailures } from '../count-failures.js'
import { accountHome } from './account-home.js'
import type { Interaction } from './interaction.js'
import { signInAsGuest } from './sign-in-as-guest.js'

/** Who has proved who he is, and the tenant that he signs in to. */
export interface Proven {
  readonly reader: Reader
  readonly user: User
}

/** Who signs in with a name and a password; wrong ones are counted. Throws the refusals of `accountHome`, `signInWithPassword`, `signInAsGuest`. */
export function checkPassword(interaction: Interaction, name: string, plain: string): Proven {
  const { login, clientIn, tenant } = interaction
  const { reader, home } = accountHome(interaction, name)
  const user = countingFailures(login, home, { name, plain }, () =>
    signInWithPassword(home, name, plain, login.rooms.clock.now()),
  )
  return { reader, user: signInAsGuest(login, reader, home, user, clientIn(tenant)) }
}

/**
 * Who sent a form twice, by a double click, that gave him a new password: what it asks for is done, and that password is
 * the present one. A wrong one counts as any other; then, and whenever he may not sign in, this is undefined.
 */
export function doneBefore(interaction: Interaction, name: string, plain: string): Proven | undefined {
  return unlessRefused(() => checkPassword(interaction, name, plain))
}
