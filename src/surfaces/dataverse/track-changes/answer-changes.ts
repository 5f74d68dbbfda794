import { requireAccessToAll } from '../../../domain/dataverse/access-check.js'
import type { TableMetadata } from '../../../domain/dataverse/metadata.js'
import { type Answer, ok, preferenceApplied } from '../answer.js'
import { type RequestContext, readerOf } from '../context.js'
import { shapeOf } from '../context-url.js'
import { RequestRefused } from '../errors.js'
import { createExpandingPresenter } from '../expand-row.js'
import { linkWith } from '../paging-cookie.js'
import { readTrackedOptions } from '../read-options.js'
import { selectionOf } from '../selection.js'
import { type RowChanges, rowChanges } from './row-changes.js'
import { versionIn, versionToken } from './version-token.js'

/**
 * Makes sure that the changes of a table can be followed, and by this caller, who has to see every row.
 * Throws a refusal where tracking is off for the table, and those of missing privileges.
 */
export function requireTracked(context: RequestContext, table: TableMetadata): void {
  if (!table.changeTracking) {
    const message = `Entity ${table.logicalName} isn't enabled for change tracking.`
    throw new RequestRefused(400, '0x80072491', message)
  }
  requireAccessToAll(readerOf(context), context.session, table, 'Read')
}

/** Where a client that has seen everything asks for what changes from now on. */
export function trackingLink(context: RequestContext, token = versionToken(context)): string {
  return linkWith(context, '$deltatoken', token)
}

/** `GET accounts?$deltatoken=…`: what changed since (Microsoft: Use change tracking to synchronize data with external systems). */
export function answerChanges(context: RequestContext, table: TableMetadata, token: string): Answer {
  const { select, aliases } = readTrackedOptions(context)
  const { written, deleted } = changesSince(context, table, token)
  const { root } = context
  const set = table.entitySetName
  const present = createExpandingPresenter(context, table, selectionOf(table, select), undefined, aliases)
  const removed = (id: string) => ({
    '@odata.context': `${root}/$metadata#${set}/$deletedEntity`,
    id,
    reason: 'deleted',
  })
  return ok(
    {
      '@odata.context': `${root}/$metadata#${set}${shapeOf(select, undefined)}/$delta`,
      value: [...written.map(present), ...deleted.map(removed)],
      '@odata.deltaLink': trackingLink(context),
    },
    preferenceApplied(context.prefer.applied),
  )
}

/** `GET accounts/$count?$deltatoken=…`: how many rows changed since. */
export function countChanges(context: RequestContext, table: TableMetadata, token: string): number {
  readTrackedOptions(context)
  const { written, deleted } = changesSince(context, table, token)
  return written.length + deleted.length
}

function changesSince(context: RequestContext, table: TableMetadata, token: string): RowChanges {
  requireTracked(context, table)
  return rowChanges(context, table, versionIn(context, token))
}
