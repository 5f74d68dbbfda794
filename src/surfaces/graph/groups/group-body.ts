import { blankGroup, type GroupChanges } from '../../../domain/directory/group-changes.js'
import { lazily } from '../lazily.js'

const columns = lazily(() => new Set(Object.keys(blankGroup('', ''))))

/** Kept per mailbox and never read back from a list: taken and remembered, like extensions, among the extra values. */
export const MAIL_BEHAVIOR = new Set([
  'allowExternalSenders',
  'autoSubscribeNewMembers',
  'hideFromAddressLists',
  'hideFromOutlookClients',
  'isSubscribedByMail',
  'unseenCount',
])

/** A body of POST or PATCH /groups as the domain takes it: annotations dropped, extensions apart. */
export function groupChangesOf(body: unknown): GroupChanges {
  const changes: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body as object)) {
    if (name.includes('@')) continue
    if (columns().has(name)) changes[name] = value
    else extra[name] = value
  }
  return Object.keys(extra).length === 0 ? changes : { ...changes, extra }
}
