import type { Commit, Reader, RowImages } from '../../access.js'
import { administrativeUnits, applications, deletedItems, groups, servicePrincipals, users } from '../tables.js'
import type { DeletedItem } from '../tenant-rows.js'

export type Row = Readonly<Record<string, unknown>>

/** What happened to one object or link, before anybody has given it a name. */
export interface Occurrence {
  /** Name of the table that holds such objects. */
  readonly table: string
  readonly what: 'added' | 'updated' | 'deleted' | 'restored' | 'purged'
  readonly id: string
  readonly before: Row | null
  readonly after: Row | null
  /** What an update changed. */
  readonly properties: readonly string[]
  readonly whole: AuditedCommit
}

/** A commit as the audit log looks at it. */
export interface AuditedCommit {
  readonly commit: Commit
  /** The tenant after the commit. */
  readonly reader: Reader
  /** The tables that were changed. */
  readonly tables: ReadonlySet<string>
  /** Ids of objects that were deleted, restored or purged: their links came or went with them, which nobody is told. */
  readonly moved: ReadonlySet<string>
}

const TABLE_OF_KIND: Readonly<Record<DeletedItem['kind'], string>> = {
  user: users.name,
  group: groups.name,
  application: applications.name,
  servicePrincipal: servicePrincipals.name,
  administrativeUnit: administrativeUnits.name,
}

/** What happened in a commit, in the order of its changes; Dataverse's tables are left aside. */
export function occurrencesOf(reader: Reader, commit: Commit, images: readonly RowImages[]): readonly Occurrence[] {
  const [tables, moved, inserted] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const { table, scope, id, kind } of commit.changes) {
    if (scope !== '') continue
    tables.add(table)
    if (table === deletedItems.name || kind === 'delete') moved.add(id)
    if (kind === 'insert') inserted.add(id)
  }
  const whole: AuditedCommit = { commit, reader, tables, moved }
  const occurrences: Occurrence[] = []
  for (const [at, { table, scope, id, kind, properties }] of commit.changes.entries()) {
    if (scope !== '') continue
    const { before, after } = images[at] as { before: Row | null; after: Row | null }
    const purged = table === deletedItems.name && kind === 'delete' ? (before as unknown as DeletedItem) : undefined
    if (!purged) {
      const what = kind === 'insert' && moved.has(id) ? 'restored' : HAPPENED[kind]
      occurrences.push({ table, what, id, before, after, properties, whole })
    } else if (!inserted.has(id)) {
      // What was restored tells so itself, where its own row comes.
      const object = { ...purged.object }
      occurrences.push({
        table: TABLE_OF_KIND[purged.kind],
        what: 'purged',
        id,
        before: object,
        after,
        properties,
        whole,
      })
    }
  }
  return occurrences
}

const HAPPENED = { insert: 'added', update: 'updated', delete: 'deleted' } as const

/** Whether a link came or went only because one of its ends did. */
export function followsItsEnds({ before, after, whole: { moved } }: Occurrence): boolean {
  return Object.values(after ?? before ?? {}).some((value) => typeof value === 'string' && moved.has(value))
}
