import { isKept } from '../../../domain/directory/bounded-log.js'
import { directoryAudits } from '../../../domain/directory/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { type Call, parameter, readerOf } from '../call.js'
import { directoryAuditId, directoryAuditType } from '../model/directory-audit-type.js'
import { entityAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'
import { newestFirst } from './newest-first.js'

/** Lower case, unlike the address. */
const CONTEXT = 'auditlogs/directoryaudits'
const PAGE = 1000

/** GET /auditLogs/directoryAudits (Microsoft Graph: List directoryAudits), the newest first. */
export function listDirectoryAudits(call: Call): Answer {
  const now = call.rooms.clock.now()
  return listAnswer(call, {
    type: directoryAuditType(),
    source: newestFirst(readerOf(call).table(directoryAudits), ({ activityDateTime }) => isKept(activityDateTime, now)),
    context: CONTEXT,
    pageSize: PAGE,
    largestPage: PAGE,
    ordersFiltered: true,
  })
}

/** GET /auditLogs/directoryAudits/{id} (Microsoft Graph: Get directoryAudit). */
export function getDirectoryAudit(call: Call): Answer {
  const id = parameter(call)
  const entry = readerOf(call).table(directoryAudits).get(id.split('_').slice(-2).join('_'))
  const isMeant = entry && directoryAuditId(entry) === id
  if (!isMeant || !isKept(entry.activityDateTime, call.rooms.clock.now())) throw new DomainError('notFound', { id })
  return entityAnswer(call, directoryAuditType(), entry, CONTEXT)
}
