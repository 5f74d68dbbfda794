import type { Reader } from '../../../domain/access.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { signInActivityOf } from '../../../domain/tokens/sign-in-log.js'
import type { SignIn } from '../../../domain/tokens/sign-in-rows.js'

/** When a user last signed in, as far as the sign-in log reaches; undefined for who never did. */
export function signInActivity(user: User, reader: Reader): object | undefined {
  const { interactive, nonInteractive, successful } = signInActivityOf(reader, user.id)
  if (!interactive && !nonInteractive) return undefined
  return {
    ...shown('lastSignIn', interactive),
    ...shown('lastNonInteractiveSignIn', nonInteractive),
    ...shown('lastSuccessfulSignIn', successful),
  }
}

function shown(name: string, signIn: SignIn | undefined): object {
  return { [`${name}DateTime`]: signIn?.createdDateTime ?? null, [`${name}RequestId`]: signIn?.id ?? null }
}
