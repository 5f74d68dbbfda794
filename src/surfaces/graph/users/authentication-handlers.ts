import { generatePassword } from '../../../domain/directory/password.js'
import { getPasswordOperation, notePasswordReset } from '../../../domain/directory/password-operations.js'
import { resetPassword } from '../../../domain/directory/update-user.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { requireTouch } from '../authorize/require-right.js'
import { type Call, type Handler, parameter, readerOf, write } from '../call.js'
import { valueAnswer } from '../query/entity-answer.js'
import { resolveUser } from './resolve-user.js'
import { changeOwnPassword } from './session-handlers.js'

/** The id that every user's password goes by as an authentication method. */
const PASSWORD_METHOD = '28c10230-6103-485e-b985-444c60001490'

const passwordMethod = { id: PASSWORD_METHOD, password: null, createdDateTime: null }
const typedMethod = { '@odata.type': '#microsoft.graph.passwordAuthenticationMethod', ...passwordMethod }

/** GET …/authentication/methods and …/passwordMethods: the password alone, and never what it is. */
export function listMethods(set: 'methods' | 'passwordMethods'): Handler {
  const value = [set === 'methods' ? typedMethod : passwordMethod]
  return (call) => valueAnswer(call, `users('${resolveUser(call).id}')/authentication/${set}`, { value })
}

/** GET …/authentication/methods/{methodId} and …/passwordMethods/{methodId}. */
export function getMethod(set: 'methods' | 'passwordMethods'): Handler {
  const method = set === 'methods' ? typedMethod : passwordMethod
  return (call) => {
    const { id } = resolveUser(call)
    requirePasswordMethod(call)
    return valueAnswer(call, `users('${id}')/authentication/${set}/$entity`, method)
  }
}

function requirePasswordMethod(call: Call): void {
  const methodId = parameter(call, 'methodId')
  if (methodId.toLowerCase() !== PASSWORD_METHOD) throw new DomainError('notFound', { id: methodId })
}

/** PUT and DELETE …/authentication/methods/{methodId}: a password is reset or changed, not put, and nobody loses it. */
export function refuseMethodChange(call: Call): Answer {
  resolveUser(call)
  requirePasswordMethod(call)
  throw new DomainError('passwordMethodKept')
}

/**
 * POST …/authentication/methods/{methodId}/resetPassword, …/passwordMethods/{methodId}/resetPassword (Microsoft Graph:
 * authenticationMethod resetPassword): somebody else's, to be changed at the next sign-in.
 */
export function resetUserPassword(call: Call): Answer {
  const user = resolveUser(call)
  requirePasswordMethod(call)
  if (call.caller.oid === user.id) throw new DomainError('ownPasswordReset')
  requireTouch(readerOf(call), call.caller, user.id, 'reset')
  const given = (call.body as { newPassword?: string | null } | undefined)?.newPassword ?? undefined
  const { operation, password } = write(call, (transaction) => {
    const plain = given ?? generatePassword(transaction)
    resetPassword(transaction, user.id, plain)
    return { operation: notePasswordReset(transaction, user.id), password: plain }
  })
  const type = 'microsoft.graph.passwordResetResponse'
  const answer = valueAnswer(call, type, given === undefined ? { newPassword: password } : {}, 202)
  const location = `${call.root}/users/${user.id}/authentication/operations/${operation.id}?aadgdc=LOCAL`
  return { ...answer, headers: { location } }
}

/** POST …/authentication/passwordMethods/{methodId}/changePassword: the own password, as `changeOwnPassword`. */
export function changeMethodPassword(call: Call): Answer {
  requirePasswordMethod(call)
  return changeOwnPassword(call)
}

/** GET …/authentication/operations/{operationId} (Microsoft Graph: Get longRunningOperation): a reset is done at once. */
export function getOperation(call: Call): Answer {
  const user = resolveUser(call)
  const { id, createdDateTime } = getPasswordOperation(readerOf(call), user.id, parameter(call, 'operationId'))
  return valueAnswer(call, `users('${user.id}')/authentication/operations/$entity`, {
    '@odata.type': '#microsoft.graph.longRunningOperation',
    id,
    createdDateTime,
    lastActionDateTime: createdDateTime,
    resourceLocation: null,
    status: 'succeeded',
    statusDetail: null,
  })
}
