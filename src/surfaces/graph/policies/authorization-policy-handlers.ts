import {
  type AuthorizationPolicyChanges,
  authorizationPolicyOf,
  updateAuthorizationPolicy,
} from '../../../domain/directory/authorization-policy.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, readerOf, write } from '../call.js'
import { authorizationPolicyType } from '../model/policy-types.js'
import { entityAnswer } from '../query/entity-answer.js'

/** GET /policies/authorizationPolicy (Microsoft Graph: Get authorizationPolicy). */
export function getAuthorizationPolicy(call: Call): Answer {
  const policy = authorizationPolicyOf(readerOf(call))
  return entityAnswer(call, authorizationPolicyType(), policy, 'policies/authorizationPolicy')
}

/** PATCH /policies/authorizationPolicy (Microsoft Graph: Update authorizationPolicy). */
export function patchAuthorizationPolicy(call: Call): Answer {
  const given = Object.entries(call.body as object).filter(([name]) => !name.includes('@'))
  const changes: AuthorizationPolicyChanges = Object.fromEntries(given)
  write(call, (transaction) => updateAuthorizationPolicy(transaction, changes))
  return noContent
}
