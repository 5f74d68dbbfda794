import { users } from '../../../domain/directory/tables.js'
import { decodeLoginHint } from '../../../domain/tokens/login-hint.js'
import { signInNameOf } from '../../../domain/tokens/sign-in.js'
import { fold } from '../../../kernel/fold.js'
import { isGuid } from '../../../kernel/guid.js'
import type { LoginRequest } from '../login-request.js'
import { readTenant } from '../tenant-segment.js'
import type { SignedInAccount } from './browser.js'

/** Whether a hint names an account: by a name, an address, an id or its session, or as the `login_hint` of a token does. */
export function isHinted({ user, reader, session }: SignedInAccount, hint: string): boolean {
  const named = decodeLoginHint(hint)
  if (named) return named.userId === user.id && named.tenantId === reader.tenant
  return [user.userPrincipalName, signInNameOf(user), user.mail ?? '', user.id, session.sessionId].some(
    (each) => fold(each) === fold(hint.trim()),
  )
}

/** The name that stands in the form when an app expects somebody. */
export function hintedName({ access }: LoginRequest, hint: string | undefined): string | undefined {
  if (hint === undefined || isGuid(hint)) return undefined
  const named = decodeLoginHint(hint)
  if (!named) return hint
  const user = readTenant(access, named.tenantId)?.table(users).get(named.userId)
  return user && signInNameOf(user)
}
