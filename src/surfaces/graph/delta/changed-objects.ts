import type { Change, Commit } from '../../../domain/access.js'
import { deletedItems } from '../../../domain/directory/tables.js'

/** What happened to one object since a client last asked. */
export interface ObjectChanges {
  /** It came to one of the tables: created, or restored. */
  isNew: boolean
  /** One of the tables held it; false while only a purge tells of it. */
  isKnown: boolean
  readonly properties: Set<string>
  /** Ids that came to (true) or left (false) a relationship, by its name. */
  readonly links: Map<string, Map<string, boolean>>
}

/** One end of a relationship of an object that a row of the log is about. */
export interface ChangedLink {
  readonly id: string
  /** Of the relationship: `members`. */
  readonly name: string
  readonly otherId: string
}

/** Where changes of a kind of objects are found. */
export interface WatchedTables {
  /** Names of the tables that hold the objects. */
  readonly tables: ReadonlySet<string>
  /** The relationship that a change of another table is about, if it is about one. */
  readonly linkOf?: (change: Change) => ChangedLink | undefined
}

/** Everything that happened to watched objects, by object id, in the order in which they first changed. */
export function changedObjects(
  commits: Iterable<Commit>,
  { tables, linkOf }: WatchedTables,
  watchesLinks: boolean,
): ReadonlyMap<string, ObjectChanges> {
  const changed = new Map<string, ObjectChanges>()
  for (const commit of commits) {
    for (const change of commit.changes) {
      if (tables.has(change.table)) noteProperties(changed, change)
      else if (change.table === deletedItems.name && change.kind === 'delete') entry(changed, change.id)
      else if (watchesLinks) noteLink(changed, change, linkOf?.(change))
    }
  }
  return changed
}

function entry(changed: Map<string, ObjectChanges>, id: string): ObjectChanges {
  const known = changed.get(id)
  if (known) return known
  const fresh: ObjectChanges = { isNew: false, isKnown: false, properties: new Set<string>(), links: new Map() }
  changed.set(id, fresh)
  return fresh
}

function noteProperties(changed: Map<string, ObjectChanges>, change: Change): void {
  const noted = entry(changed, change.id)
  noted.isKnown = true
  if (change.kind === 'insert') noted.isNew = true
  if (change.kind === 'update') for (const property of change.properties) noted.properties.add(property)
}

function noteLink(changed: Map<string, ObjectChanges>, change: Change, link: ChangedLink | undefined): void {
  if (!link) return
  const { links } = entry(changed, link.id)
  const ids = links.get(link.name) ?? new Map<string, boolean>()
  ids.set(link.otherId, change.kind !== 'delete')
  links.set(link.name, ids)
}

/** Whether one of the tables ever held an object: tells what kind of object a purged one was. */
export function everHeld(commits: Iterable<Commit>, tables: ReadonlySet<string>, id: string): boolean {
  for (const commit of commits) {
    if (commit.changes.some((change) => change.id === id && tables.has(change.table))) return true
  }
  return false
}
