import type { OperationType } from './directory-audit-rows.js'
import type { Occurrence } from './occurrence.js'
import type { TellTargets } from './targets.js'

/** What the audit log calls something that happened. */
export interface Activity {
  readonly name: string
  readonly operation: OperationType
  /** For an update: which properties it is about. Without, about all that no other activity of the list speaks of. */
  readonly properties?: readonly string[]
  /** The activity without properties tells of these, too. */
  readonly beside?: true
  readonly when?: (occurrence: Occurrence) => boolean
  readonly targets?: TellTargets
  readonly category?: string
  /** Core Directory unless told otherwise. */
  readonly service?: string
  /** Who does it where nobody asked for it. */
  readonly by?: (occurrence: Occurrence) => string | undefined
}

/** What the audit log tells of the rows of one table. */
export interface AuditedTable {
  readonly category: string
  readonly targets: TellTargets
  /** Links that come or go with one of their ends are not told. */
  readonly isLink?: true
  readonly activities: Readonly<Partial<Record<Occurrence['what'], readonly Activity[]>>>
}
