import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { users } from './tables.js'
import type { User } from './user-rows.js'

/** Users in the order of their names, those with a text somewhere in a name or an address; all for an empty text. */
export function* searchUsers(reader: Reader, text: string): Generator<User> {
  const wanted = fold(text.trim())
  for (const user of reader.table(users).inOrder('displayName'))
    if (namesOf(user).some((name) => fold(name).includes(wanted))) yield user
}

function namesOf({ displayName, userPrincipalName, mail, identities }: User): readonly string[] {
  return [
    displayName ?? '',
    userPrincipalName,
    mail ?? '',
    ...identities.map(({ issuerAssignedId }) => issuerAssignedId ?? ''),
  ]
}
