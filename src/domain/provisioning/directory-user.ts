import type { Reader } from '../access.js'
import { mangledUserPrincipalName } from '../directory/deleted-items.js'
import { deletedItems, users } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import type { DirectoryState } from './rules/facts.js'

/** What the directory knows about somebody, deleted or not. */
export interface DirectoryUser {
  readonly id: string
  readonly state: DirectoryState
  /** As the directory shows the user now: a deleted one under a mangled name. Undefined when nothing is left. */
  readonly user: User | undefined
  readonly deletedDateTime: string | null
}

/** Looks a user up by object id (lower case) among the living and the deleted. Two look-ups at most. */
export function lookUpDirectoryUser(reader: Reader, id: string): DirectoryUser {
  const user = reader.table(users).get(id)
  if (user) return { id, state: user.accountEnabled ? 'enabled' : 'blocked', user, deletedDateTime: null }
  const item = reader.table(deletedItems).get(id)
  if (item?.kind !== 'user') return { id, state: 'hardDeleted', user: undefined, deletedDateTime: null }
  const name = mangledUserPrincipalName(item.object)
  const mail = item.object.mail === null ? null : name
  return {
    id,
    state: 'softDeleted',
    user: { ...item.object, userPrincipalName: name, mail },
    deletedDateTime: item.deletedDateTime,
  }
}

/** Values of `azurestate`. */
export const AZURE_STATES: Readonly<Record<DirectoryState, number>> = {
  enabled: 0,
  blocked: 0,
  softDeleted: 1,
  hardDeleted: 2,
}

/** The `azurestate` that a directory user's row should have. */
export function azureStateOf(reader: Reader, id: string): number {
  return AZURE_STATES[lookUpDirectoryUser(reader, id).state]
}
