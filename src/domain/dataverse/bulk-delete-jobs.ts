import { formatInstant } from '../../kernel/instant.js'
import type { Transaction } from '../access.js'
import { createdStamp } from './row-stamps.js'
import { type Session, userIdOf } from './session.js'
import { insertRow } from './tables.js'

/** A bulk deletion that has run. */
export interface BulkDeleteJob {
  readonly name: string
  readonly successes: number
  /** Why rows were left where they are, one text for each. */
  readonly failures: readonly string[]
}

const BULK_DELETE = 13
const COMPLETED = 3
const SUCCEEDED = 30

/** Writes down a job that has run: a system job, whose id it answers with, and what became of it. */
export function recordBulkDelete(transaction: Transaction, session: Session, job: BulkDeleteJob): string {
  const { environment } = session
  const asyncoperationid = transaction.newGuid()
  const now = formatInstant(transaction.now)
  const shared = {
    name: job.name,
    statecode: COMPLETED,
    statuscode: SUCCEEDED,
    ownerid: userIdOf(session),
    owneridtype: 'systemuser',
    owninguser: userIdOf(session),
    owningbusinessunit: session.user.businessunitid ?? null,
    asyncoperationid,
    ...createdStamp(transaction, environment, userIdOf(session)),
  }
  insertRow(transaction, environment, 'asyncoperation', {
    ...shared,
    operationtype: BULK_DELETE,
    messagename: 'BulkDelete',
    startedon: now,
    completedon: now,
    ...(job.failures.length > 0 && { message: [...new Set(job.failures)].join('\n') }),
  })
  insertRow(transaction, environment, 'bulkdeleteoperation', {
    ...shared,
    bulkdeleteoperationid: transaction.newGuid(),
    isrecurring: false,
    successcount: job.successes,
    failurecount: job.failures.length,
  })
  return asyncoperationid
}
