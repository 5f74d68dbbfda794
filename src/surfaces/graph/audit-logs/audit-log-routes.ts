import type { Route } from '../call.js'
import { getSignIn, listSignIns } from './sign-in-handlers.js'

/** What happened: who signed in. */
export const auditLogRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/auditLogs/signIns',
    operationId: 'signIns.list',
    handler: listSignIns,
    right: 'audit/read',
  },
  {
    method: 'GET',
    path: '/auditLogs/signIns/{id}',
    operationId: 'signIns.get',
    handler: getSignIn,
    right: 'audit/read',
  },
]
