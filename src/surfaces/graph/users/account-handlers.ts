import { isWeakPassword } from '../../../domain/directory/password.js'
import { type Answer, noContent } from '../answer.js'
import type { Call } from '../call.js'
import { valueAnswer } from '../query/entity-answer.js'
import { resolveUser } from './resolve-user.js'

/** POST /users/{id}/retryServiceProvisioning: no service ever fails here, so there is nothing to retry. */
export function retryUserProvisioning(call: Call): Answer {
  resolveUser(call)
  return noContent
}

/** POST /users/validatePassword (Microsoft Graph: user validatePassword): what the policy says of a password. */
export function validatePassword(call: Call): Answer {
  const { password } = call.body as { password: string }
  const isValid = !isWeakPassword(password, null)
  // The page shows a failed rule alone; that one which holds is told with the same name is not documented.
  const rule = {
    ruleName: 'password_not_meet_complexity',
    validationPassed: isValid,
    message: `Password ${isValid ? 'meets' : 'does not meet'} complexity requirements.`,
  }
  return valueAnswer(call, 'users/$entity', { isValid, validationResults: [rule] })
}
