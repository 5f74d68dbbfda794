import type { Handler, Route } from '../call.js'
import {
  assignPolicy,
  deletePolicy,
  getPolicy,
  listAppliesTo,
  listAssignedPolicies,
  listTokenLifetimePolicies,
  patchTokenLifetimePolicy,
  postTokenLifetimePolicy,
  removePolicy,
} from './token-lifetime-policy-handlers.js'

const ALL = '/policies/tokenLifetimePolicies'
const ONE = `${ALL}/{id}`
const type = 'tokenLifetimePolicy'

function row(method: string, path: string, operation: string, handler: Handler, more: Partial<Route> = {}): Route {
  const right = method === 'GET' ? 'policies/read' : 'policies/write'
  return { method, path, operationId: `tokenLifetimePolicies.${operation}`, handler, right, ...more }
}

/** Where policies are attached: at most one each. */
function assignmentsOf(set: string): readonly Route[] {
  const path = `/${set}/{id}/tokenLifetimePolicies`
  const operation = `${set}.tokenLifetimePolicies`
  const right = 'applications/update'
  return [
    {
      method: 'GET',
      path,
      operationId: `${operation}.list`,
      handler: listAssignedPolicies,
      right: 'policies/read',
    },
    {
      method: 'POST',
      path: `${path}/$ref`,
      operationId: `${operation}.add`,
      bodyAs: 'users.manager.set',
      handler: assignPolicy,
      permission: `POST ${path}`,
      right,
    },
    {
      method: 'DELETE',
      path: `${path}/{policyId}/$ref`,
      operationId: `${operation}.remove`,
      handler: removePolicy,
      permission: `DELETE ${path}/{id}`,
      right,
    },
  ]
}

/** How long tokens are good. */
export const policyRoutes: readonly Route[] = [
  row('GET', ALL, 'list', listTokenLifetimePolicies),
  row('POST', ALL, 'create', postTokenLifetimePolicy, { type }),
  row('GET', ONE, 'get', getPolicy),
  row('PATCH', ONE, 'update', patchTokenLifetimePolicy, { type, bodyAs: 'tokenLifetimePolicies.create' }),
  row('DELETE', ONE, 'delete', deletePolicy),
  row('GET', `${ONE}/appliesTo`, 'appliesTo', listAppliesTo),
  ...assignmentsOf('applications'),
  ...assignmentsOf('servicePrincipals'),
]
