import { guidOf } from '../../../kernel/guid.js'
import { formatInstant } from '../../../kernel/instant.js'
import type { Commit, RowImages, Transaction } from '../../access.js'
import { addToLog } from '../bounded-log.js'
import { deletedItems, directoryAudits } from '../tables.js'
import { auditedTables } from './activities.js'
import type { Activity, AuditedTable } from './activity.js'
import type { DirectoryAudit, Initiator } from './directory-audit-rows.js'
import { byService, initiatorOf } from './initiator.js'
import { UNTOLD } from './modified-properties.js'
import { followsItsEnds, type Occurrence, occurrencesOf } from './occurrence.js'

/** How many entries one commit makes at most: licenses of a large group are not told member by member. */
const MOST_PER_COMMIT = 1000

/** Whether a commit changed anything that the audit log tells of. */
export function isAudited({ changes }: Commit): boolean {
  return changes.some(({ table, scope }) => scope === '' && (table in auditedTables || table === deletedItems.name))
}

/**
 * Adds to the audit log what a commit did, in the log's words (Microsoft Entra: Audit log categories and activities).
 * `images` are the rows of the commit's changes.
 */
export function auditCommit(transaction: Transaction, commit: Commit, images: readonly RowImages[]): void {
  const initiatedBy = initiatorOf(transaction, commit.actor)
  let number = 0
  for (const occurrence of occurrencesOf(transaction, commit, images)) {
    const audited = auditedTables[occurrence.table]
    const activities = audited?.activities[occurrence.what]
    if (!audited || !activities || (audited.isLink && followsItsEnds(occurrence))) continue
    for (const activity of activities) {
      const names = propertiesOf(occurrence, activity, activities)
      if (!names || activity.when?.(occurrence) === false) continue
      if (++number > MOST_PER_COMMIT) return
      addToLog(transaction, directoryAudits, entryOf({ occurrence, audited, activity, names, number, initiatedBy }))
    }
  }
}

interface Told {
  readonly occurrence: Occurrence
  readonly audited: AuditedTable
  readonly activity: Activity
  /** The properties that the activity tells of. */
  readonly names: readonly string[]
  /** Which entry of the commit it is. */
  readonly number: number
  readonly initiatedBy: Initiator
}

function entryOf({ occurrence, audited, activity, names, number, initiatedBy }: Told): DirectoryAudit {
  const { seq, at, actor, tenant } = occurrence.whole.commit
  const service = activity.by?.(occurrence)
  return {
    id: `${seq.toString(36).toUpperCase().padStart(5, '0')}_${number}`,
    activityDateTime: formatInstant(at),
    activityDisplayName: activity.name,
    category: activity.category ?? audited.category,
    correlationId: actor.requestId ?? guidOf(`${tenant}#${seq}`),
    loggedByService: activity.service ?? 'Core Directory',
    operationType: activity.operation,
    initiatedBy: service === undefined ? initiatedBy : byService(service),
    targetResources: (activity.targets ?? audited.targets)(occurrence, names),
  }
}

/** The properties that an activity tells of; undefined where an update changed none of them. */
function propertiesOf(
  { what, properties }: Occurrence,
  activity: Activity,
  all: readonly Activity[],
): readonly string[] | undefined {
  if (what !== 'updated') return properties
  const { properties: own } = activity
  const names = own
    ? properties.filter((name) => own.includes(name))
    : properties.filter((name) => !UNTOLD.has(name) && !all.some((other) => speaksAlone(other, name)))
  return names.length > 0 ? names : undefined
}

function speaksAlone({ properties, beside }: Activity, name: string): boolean {
  return !beside && properties !== undefined && properties.includes(name)
}
