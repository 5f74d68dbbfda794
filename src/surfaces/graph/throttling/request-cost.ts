import type { Route } from '../call.js'
import type { RequestCost } from './quota-meter.js'

/** Resource units of what costs more than 1. */
const BASE_UNITS: Readonly<Record<string, number>> = {
  'GET /groups/{id}/transitiveMembers': 5,
  'GET /domains/{id}/domainNameReferences': 4,
  'GET /groups/{id}/members': 3,
  'GET /subscribedSkus': 3,
  'POST /directoryObjects/getByIds': 3,
  'GET /users': 2,
  'GET /users/{id}/memberOf': 2,
  'GET /users/{id}/transitiveMemberOf': 2,
  'GET /users/{id}/ownedObjects': 2,
  'GET /users/{id}/licenseDetails': 2,
  'GET /applications': 2,
  'GET /applications/{id}/extensionProperties': 2,
  'GET /servicePrincipals/{id}/appRoleAssignments': 2,
  'GET /oauth2PermissionGrants': 2,
  'GET /oauth2PermissionGrants/{id}': 2,
}

/** The same for the actions that every kind of object has. */
const ACTION_UNITS: Readonly<Record<string, number>> = {
  checkMemberGroups: 4,
  checkMemberObjects: 4,
  getMemberGroups: 2,
  getMemberObjects: 2,
}

/** What other services answer, or the gateway by itself. */
const NOT_METERED =
  /^\/(oidc|\$metadata|\$batch|subscriptions|invitations|auditLogs|users\/\{id\}\/(authentication|photos?))?(\/|$)/

const LARGE_TOP = 20

const baseCosts = new WeakMap<Route, RequestCost | null>()

/**
 * What a request costs, never less than one unit; undefined for what does not reach the directory
 * (Microsoft Graph service-specific throttling limits: Identity and access service limits).
 */
export function requestCost(route: Route, query: ReadonlyMap<string, string>): RequestCost | undefined {
  const base = baseCostOf(route)
  if (base === null) return undefined
  if (query.size === 0) return base
  const option = (name: string) => query.get(`$${name}`) ?? query.get(name)
  const added = option('expand') === undefined ? 0 : 1
  const selected = option('select') === undefined ? 0 : 1
  const short = Number(option('top') ?? LARGE_TOP) < LARGE_TOP ? 1 : 0
  return { units: Math.max(1, base.units + added - selected - short), writes: base.writes }
}

function baseCostOf(route: Route): RequestCost | null {
  const known = baseCosts.get(route)
  if (known !== undefined) return known
  const cost = readBaseCost(route)
  baseCosts.set(route, cost)
  return cost
}

function readBaseCost({ method, path }: Route): RequestCost | null {
  const plain = path.replace(/^\/me(?=\/|$)/, '/users/{id}').replace(/\/microsoft\.graph\.\w+$/, '')
  if (NOT_METERED.test(plain)) return null
  const listed = BASE_UNITS[`${method} ${plain}`] ?? actionUnits(method, plain)
  return { units: listed ?? 1, writes: listed === undefined && method !== 'GET' ? 1 : 0 }
}

function actionUnits(method: string, path: string): number | undefined {
  return method === 'POST' ? ACTION_UNITS[path.slice(path.lastIndexOf('/') + 1)] : undefined
}
