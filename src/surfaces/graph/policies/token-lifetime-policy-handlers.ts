import { tokenLifetimePolicies } from '../../../domain/directory/tables.js'
import {
  assignTokenLifetimePolicy,
  createTokenLifetimePolicy,
  deleteTokenLifetimePolicy,
  getTokenLifetimePolicy,
  type PolicyChanges,
  type PolicyHolder,
  policyHolders,
  policyOf,
  removeTokenLifetimePolicy,
  updateTokenLifetimePolicy,
} from '../../../domain/directory/token-lifetime-policies.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { requireOwnership, resolveApplication, resolveServicePrincipal } from '../applications/resolve-application.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { referencedId, referenceOf } from '../directory-objects/references.js'
import { asObjects } from '../model/navigations.js'
import { tokenLifetimePolicyType } from '../model/policy-types.js'
import { createdAnswer, entityAnswer } from '../query/entity-answer.js'
import { listAnswer, objectsList } from '../query/list-answer.js'

const SET = 'policies/tokenLifetimePolicies'

/** GET /policies/tokenLifetimePolicies (Microsoft Graph: List tokenLifetimePolicies). */
export function listTokenLifetimePolicies(call: Call): Answer {
  const source = readerOf(call).table(tokenLifetimePolicies)
  return listAnswer(call, { type: tokenLifetimePolicyType(), source, context: SET })
}

/** GET /policies/tokenLifetimePolicies/{id} (Microsoft Graph: Get tokenLifetimePolicy). */
export function getPolicy(call: Call): Answer {
  const policy = getTokenLifetimePolicy(readerOf(call), parameter(call))
  return entityAnswer(call, tokenLifetimePolicyType(), policy, SET)
}

/** POST /policies/tokenLifetimePolicies (Microsoft Graph: Create tokenLifetimePolicy). */
export function postTokenLifetimePolicy(call: Call): Answer {
  const policy = write(call, (transaction) => createTokenLifetimePolicy(transaction, changesOf(call)))
  return createdAnswer(call, tokenLifetimePolicyType(), policy, SET)
}

/** PATCH /policies/tokenLifetimePolicies/{id} (Microsoft Graph: Update tokenLifetimePolicy). */
export function patchTokenLifetimePolicy(call: Call): Answer {
  write(call, (transaction) => updateTokenLifetimePolicy(transaction, parameter(call), changesOf(call)))
  return noContent
}

/** The members of the body, without what OData says about it. */
function changesOf({ body }: Call): PolicyChanges {
  return Object.fromEntries(Object.entries(body as object).filter(([name]) => !name.includes('@')))
}

/** DELETE /policies/tokenLifetimePolicies/{id} (Microsoft Graph: Delete tokenLifetimePolicy). */
export function deletePolicy(call: Call): Answer {
  write(call, (transaction) => deleteTokenLifetimePolicy(transaction, parameter(call)))
  return noContent
}

/** GET /policies/tokenLifetimePolicies/{id}/appliesTo (Microsoft Graph: List appliesTo). */
export function listAppliesTo(call: Call): Answer {
  const reader = readerOf(call)
  const holders = policyHolders(reader, getTokenLifetimePolicy(reader, parameter(call)).id)
  const objects = holders.flatMap(({ type, object }) => asObjects(type, [object]))
  return listAnswer(call, objectsList(call, objects))
}

/** The application or service principal that the path names. Throws `notFound`. */
function resolveHolder(call: Call): PolicyHolder {
  if (call.route.path.startsWith('/applications')) return { type: 'application', object: resolveApplication(call) }
  return { type: 'servicePrincipal', object: resolveServicePrincipal(call) }
}

/** GET …/{id}/tokenLifetimePolicies (Microsoft Graph: List assigned tokenLifetimePolicies): one, or none. */
export function listAssignedPolicies(call: Call): Answer {
  const policy = policyOf(readerOf(call), resolveHolder(call).object)
  const source = listSource(policy ? [policy] : [], ({ id }) => id)
  return listAnswer(call, { type: tokenLifetimePolicyType(), source, context: SET })
}

/** POST …/{id}/tokenLifetimePolicies/$ref (Microsoft Graph: Assign tokenLifetimePolicy). */
export function assignPolicy(call: Call): Answer {
  const holder = resolveHolder(call)
  requireOwnership(call, holder.object.id)
  const policyId = referencedId(referenceOf(call.body), 'tokenLifetimePolicies')
  write(call, (transaction) => assignTokenLifetimePolicy(transaction, holder, policyId))
  return noContent
}

/** DELETE …/{id}/tokenLifetimePolicies/{policyId}/$ref (Microsoft Graph: Remove tokenLifetimePolicy). */
export function removePolicy(call: Call): Answer {
  const holder = resolveHolder(call)
  requireOwnership(call, holder.object.id)
  write(call, (transaction) => removeTokenLifetimePolicy(transaction, holder, parameter(call, 'policyId')))
  return noContent
}
