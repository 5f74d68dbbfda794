import type { Handler, Route } from '../call.js'
import { relationshipRoutes } from '../directory-objects/relationship.js'
import {
  deleteDomainEntity,
  getDomainEntity,
  getRootDomain,
  listConfigurationRecords,
  listDomains,
  listVerificationRecords,
  patchDomain,
  postDomain,
  postForcedDeletion,
  postPromotion,
  postVerification,
  referencesToDomain,
} from './domain-handlers.js'

const ALL = '/domains'
const ONE = `${ALL}/{id}`
const READ = 'organization/read'

function row(method: string, path: string, operation: string, handler: Handler, more: Partial<Route> = {}): Route {
  const right = method === 'GET' ? READ : 'domains/update'
  return { method, path, operationId: `domains.${operation}`, handler, right, ...more }
}

/** The domains of the tenant. */
export const domainRoutes: readonly Route[] = [
  row('GET', ALL, 'list', listDomains),
  row('POST', ALL, 'create', postDomain, { type: 'domain' }),
  row('GET', ONE, 'get', getDomainEntity),
  row('PATCH', ONE, 'update', patchDomain, { type: 'domain' }),
  row('DELETE', ONE, 'delete', deleteDomainEntity),
  row('POST', `${ONE}/verify`, 'verify', postVerification, { body: 'none' }),
  row('POST', `${ONE}/promote`, 'promote', postPromotion, { body: 'none' }),
  row('POST', `${ONE}/forceDelete`, 'forceDelete', postForcedDeletion, { body: 'optional' }),
  row('GET', `${ONE}/rootDomain`, 'rootDomain', getRootDomain),
  row('GET', `${ONE}/verificationDnsRecords`, 'verificationDnsRecords', listVerificationRecords),
  row('GET', `${ONE}/serviceConfigurationRecords`, 'serviceConfigurationRecords', listConfigurationRecords),
  ...relationshipRoutes({
    path: `${ONE}/domainNameReferences`,
    operationId: 'domains.domainNameReferences',
    follow: referencesToDomain,
    right: READ,
    casts: ['user', 'group', 'application'],
  }),
]
