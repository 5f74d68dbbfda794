import { changePassword, revokeSignInSessions } from '../../../domain/directory/update-user.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { requireTouch } from '../authorize/require-right.js'
import { type Call, readerOf, write } from '../call.js'
import { valueAnswer } from '../query/entity-answer.js'
import { resolveUser } from './resolve-user.js'

/** POST /me/changePassword (Microsoft Graph: user changePassword). */
export function changeOwnPassword(call: Call): Answer {
  const user = resolveUser(call)
  if (call.caller.kind === 'app') throw new DomainError('meNeedsUser')
  if (call.caller.oid !== user.id) throw new DomainError('denied')
  const { currentPassword, newPassword } = call.body as { currentPassword: string; newPassword: string }
  write(call, (transaction) => changePassword(transaction, user.id, currentPassword, newPassword))
  return noContent
}

/** POST /users/{id}/revokeSignInSessions (Microsoft Graph: user revokeSignInSessions). */
export function revokeSessions(call: Call): Answer {
  const user = resolveUser(call)
  if (call.caller.oid !== user.id) requireTouch(readerOf(call), call.caller, user.id, 'sessions')
  write(call, (transaction) => revokeSignInSessions(transaction, user.id))
  return valueAnswer(call, 'Edm.Boolean', { value: true })
}
