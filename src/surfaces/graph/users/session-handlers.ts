import { generatePassword } from '../../../domain/directory/password.js'
import { changePassword, resetPassword, revokeSignInSessions } from '../../../domain/directory/update-user.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { requireTouch } from '../authorize/require-right.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { valueAnswer } from '../query/entity-answer.js'
import { resolveUser } from './resolve-user.js'

/** The id that every user's password goes by as an authentication method. */
const PASSWORD_METHOD = '28c10230-6103-485e-b985-444c60001490'

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
  if (call.caller.oid !== user.id) requireTouch(readerOf(call), call.caller, user.id, 'reset')
  write(call, (transaction) => revokeSignInSessions(transaction, user.id))
  return valueAnswer(call, 'Edm.Boolean', { value: true })
}

/** POST /users/{id}/authentication/methods/{methodId}/resetPassword (Microsoft Graph: authenticationMethod resetPassword). */
export function resetUserPassword(call: Call): Answer {
  const user = resolveUser(call)
  const methodId = parameter(call, 'methodId')
  if (methodId.toLowerCase() !== PASSWORD_METHOD) throw new DomainError('notFound', { id: methodId })
  if (call.caller.oid === user.id) throw new DomainError('denied')
  requireTouch(readerOf(call), call.caller, user.id, 'reset')
  const given = (call.body as { newPassword?: string | null } | undefined)?.newPassword ?? undefined
  const { operationId, password } = write(call, (transaction) => {
    const plain = given ?? generatePassword(transaction)
    resetPassword(transaction, user.id, plain)
    return { operationId: transaction.newGuid(), password: plain }
  })
  const type = 'microsoft.graph.passwordResetResponse'
  const answer = valueAnswer(call, type, given === undefined ? { newPassword: password } : {}, 202)
  return { ...answer, headers: { location: `${call.root}/users/${user.id}/authentication/operations/${operationId}` } }
}

/** GET /users/{id}/authentication/passwordMethods: exactly one, and never the password. */
export function listPasswordMethods(call: Call): Answer {
  const user = resolveUser(call)
  return valueAnswer(call, `users('${user.id}')/authentication/passwordMethods`, { value: [passwordMethod] })
}

/** GET /users/{id}/authentication/passwordMethods/{methodId}. */
export function getPasswordMethod(call: Call): Answer {
  const user = resolveUser(call)
  const methodId = parameter(call, 'methodId')
  if (methodId.toLowerCase() !== PASSWORD_METHOD) throw new DomainError('notFound', { id: methodId })
  return valueAnswer(call, `users('${user.id}')/authentication/passwordMethods/$entity`, passwordMethod)
}

const passwordMethod = { id: PASSWORD_METHOD, password: null, createdDateTime: null }
