import type { Route } from '../call.js'
import { getDirectoryAudit, listDirectoryAudits } from './directory-audit-handlers.js'
import { getSignIn, listSignIns } from './sign-in-handlers.js'
import { judge } from './sign-in-risk-handlers.js'

const JUDGEMENTS = {
  confirmCompromised: 'confirmedCompromised',
  confirmSafe: 'confirmedSafe',
  dismiss: 'dismissed',
} as const

/** What happened: what was done in the directory, and who signed in. */
export const auditLogRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/auditLogs/directoryAudits',
    operationId: 'directoryAudits.list',
    handler: listDirectoryAudits,
    right: 'audit/readDirectory',
  },
  {
    method: 'GET',
    path: '/auditLogs/directoryAudits/{id}',
    operationId: 'directoryAudits.get',
    handler: getDirectoryAudit,
    right: 'audit/readDirectory',
  },
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
  ...Object.entries(JUDGEMENTS).map(([name, riskState]) => ({
    method: 'POST',
    path: `/auditLogs/signIns/${name}`,
    operationId: `signIns.${name}`,
    handler: judge(riskState),
    permission: 'POST /auditLogs/signIns/confirmCompromised',
    bodyAs: 'signIns.confirmCompromised',
    right: 'signIns/judge',
  })),
]
