import { deleteUser } from '../../../domain/directory/delete-objects.js'
import { findUser } from '../../../domain/directory/find-principal.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { hasRight, requireTouch } from '../authorize/require-right.js'
import { type Call, parameter, readerOf, write } from '../call.js'

/**
 * DELETE of a member or an owner without `/$ref` deletes the object itself, where the caller may manage its type, and is
 * refused otherwise: as in Graph. Throws `notFound` for what is not linked, `denied`.
 */
export function deleteLinked(call: Call, isLinked: (id: string) => boolean): Answer {
  const id = parameter(call, 'objectId').toLowerCase()
  if (!isLinked(id)) throw new DomainError('notFound', { id })
  const user = findUser(readerOf(call), id)
  if (!user || !mayDeleteUsers(call)) throw new DomainError('denied')
  requireTouch(readerOf(call), call.caller, user.id, 'sensitive')
  write(call, (transaction) => deleteUser(transaction, user.id))
  return noContent
}

function mayDeleteUsers(call: Call): boolean {
  const { caller } = call
  if (caller.unchecked) return true
  const held = caller.kind === 'app' ? caller.roles : caller.scopes
  const permitted = held.has('User.DeleteRestore.All') || held.has('User.ReadWrite.All')
  return permitted && hasRight(readerOf(call), caller, 'users/delete')
}
