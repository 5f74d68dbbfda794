import type { Handler, Route } from '../call.js'
import { getAuthorizationPolicy, patchAuthorizationPolicy } from './authorization-policy-handlers.js'
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

const AUTHORIZATION = '/policies/authorizationPolicy'

/** The path under which beta kept the policy first is written in many a script. */
const authorizationPolicy: readonly Route[] = [AUTHORIZATION, `${AUTHORIZATION}/authorizationPolicy`].flatMap(
  (path, at) => {
    const older = at === 0 ? {} : ({ betaOnly: true } as const)
    const name = at === 0 ? 'authorizationPolicy' : 'authorizationPolicy.older'
    return [
      {
        method: 'GET',
        path,
        operationId: `${name}.get`,
        handler: getAuthorizationPolicy,
        permission: `GET ${AUTHORIZATION}`,
        right: 'policies/read',
        ...older,
      },
      {
        method: 'PATCH',
        path,
        operationId: `${name}.update`,
        handler: patchAuthorizationPolicy,
        permission: `PATCH ${AUTHORIZATION}`,
        right: 'policies/authorization',
        bodyAs: 'authorizationPolicy.update',
        type: 'authorizationPolicy',
        ...older,
      },
    ]
  },
)

/** What people may do without roles, and how long tokens are good. */
export const policyRoutes: readonly Route[] = [
  row('GET', ALL, 'list', listTokenLifetimePolicies),
  row('POST', ALL, 'create', postTokenLifetimePolicy, { type }),
  row('GET', ONE, 'get', getPolicy),
  row('PATCH', ONE, 'update', patchTokenLifetimePolicy, { type, bodyAs: 'tokenLifetimePolicies.create' }),
  row('DELETE', ONE, 'delete', deletePolicy),
  row('GET', `${ONE}/appliesTo`, 'appliesTo', listAppliesTo),
  ...authorizationPolicy,
  ...assignmentsOf('applications'),
  ...assignmentsOf('servicePrincipals'),
]
