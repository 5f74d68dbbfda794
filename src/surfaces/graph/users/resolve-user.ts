import { getUser } from '../../../domain/directory/find-principal.js'
import type { User } from '../../../domain/directory/user-rows.js'
import { type Call, parameter, readerOf } from '../call.js'
import { alternateKey } from '../path.js'

/** The user that a path names by object id, user principal name or alternate key. Throws `notFound`. */
export function resolveUser(call: Call): User {
  return getUser(readerOf(call), userKey(call))
}

/** What a path calls a user, for domain functions that look users up themselves. */
function userKey(call: Call): string {
  const id = parameter(call)
  return alternateKey(id, 'userPrincipalName') ?? id
}
