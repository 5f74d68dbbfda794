import { convertToMember, type InternalAccount } from '../../../domain/directory/convert-to-member.js'
import { inviterOf } from '../../../domain/directory/invitation-rows.js'
import { isWeakPassword } from '../../../domain/directory/password.js'
import { DomainError } from '../../../kernel/errors.js'
import { formatInstant } from '../../../kernel/instant.js'
import { type Answer, noContent } from '../answer.js'
import { requireTouch } from '../authorize/require-right.js'
import { type Call, readerOf, write } from '../call.js'
import { findDirectoryObject } from '../model/directory-object.js'
import { objectAnswer, valueAnswer } from '../query/entity-answer.js'
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

/** GET /users/{id}/invitedBy: the user or the service principal that invited a guest. */
export function getInviter(call: Call): Answer {
  const reader = readerOf(call)
  const inviter = findDirectoryObject(reader, inviterOf(reader, resolveUser(call).id) ?? '')
  if (!inviter) throw new DomainError('notFound', { id: 'invitedBy' })
  return objectAnswer(call, inviter)
}

/** POST /users/{id}/convertExternalToInternalMemberUser (Microsoft Graph: user convertExternalToInternalMemberUser). */
export function convertUser(call: Call): Answer {
  const target = resolveUser(call)
  requireTouch(readerOf(call), call.caller, target.id, 'sensitive')
  const { displayName, userPrincipalName, mail } = write(call, (transaction) =>
    convertToMember(transaction, target.id, accountIn(call.body)),
  )
  const convertedToInternalUserDateTime = formatInstant(call.rooms.clock.now())
  const details = { displayName, userPrincipalName, convertedToInternalUserDateTime, mail }
  return valueAnswer(call, 'microsoft.graph.conversionUserDetails', details)
}

/** The page's own example sends the flag as the text "true". */
function accountIn(body: unknown): InternalAccount {
  const { passwordProfile, ...account } = (body ?? {}) as InternalAccount
  const force = passwordProfile?.forceChangePasswordNextSignIn
  return {
    ...account,
    passwordProfile: { ...passwordProfile, forceChangePasswordNextSignIn: String(force) !== 'false' },
  }
}
