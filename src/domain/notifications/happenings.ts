import type { Commit, RowImages } from '../access.js'
import { deletedItems, groupLinks, groups, parseGroupLinkId, users } from '../directory/tables.js'
import type { DeletedItem } from '../directory/tenant-rows.js'
import type { WatchedResource } from './watched-resource.js'

/** Something that happened to a user or a group, as subscribers are told. */
export interface Happening {
  readonly kind: 'user' | 'group'
  readonly id: string
  /** Only what is gone for good counts as deleted (Microsoft Graph: Change notifications, supported change types). */
  readonly changeType: 'updated' | 'deleted'
  readonly members: readonly MovedMember[]
}

export interface MovedMember {
  readonly id: string
  readonly '@removed'?: 'deleted'
}

const KINDS: Readonly<Record<string, Happening['kind']>> = { [users.name]: 'user', [groups.name]: 'group' }

/** What subscribers could be told of a commit: one happening for each object, in the order of the changes. */
export function happeningsOf({ changes }: Commit, images: readonly RowImages[]): readonly Happening[] {
  const own = new Map<string, Happening>()
  const moved = new Map<string, MovedMember[]>()
  for (const [at, { table, scope, id, kind }] of changes.entries()) {
    if (scope !== '') continue
    const of = KINDS[table]
    if (of) own.set(id, { kind: of, id, changeType: 'updated', members: [] })
    else if (table === deletedItems.name && kind === 'delete' && !own.has(id))
      notePurge(own, images[at]?.before as DeletedItem)
    else if (table === groupLinks.name && kind !== 'update') noteMember(moved, id, kind === 'delete')
  }
  for (const [id, members] of moved) {
    const group = own.get(id) ?? { kind: 'group', id, changeType: 'updated', members: [] }
    own.set(id, { ...group, members })
  }
  return [...own.values()]
}

/** Of an object that was restored its own row tells, before or after. */
function notePurge(own: Map<string, Happening>, { kind, id }: DeletedItem): void {
  if (kind === 'user' || kind === 'group') own.set(id, { kind, id, changeType: 'deleted', members: [] })
}

function noteMember(moved: Map<string, MovedMember[]>, linkId: string, isGone: boolean): void {
  const { kind, groupId, principalId } = parseGroupLinkId(linkId)
  if (kind !== 'member') return
  const members = moved.get(groupId) ?? []
  members.push(isGone ? { id: principalId, '@removed': 'deleted' } : { id: principalId })
  moved.set(groupId, members)
}

/** Whether somebody who watches a resource wants to hear of a happening. */
export function concerns({ kind, id, membersOnly }: WatchedResource, happening: Happening): boolean {
  if (kind !== happening.kind || (id !== undefined && id !== happening.id)) return false
  return membersOnly ? happening.members.length > 0 : true
}
