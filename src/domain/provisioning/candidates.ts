import type { Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { userKindOf } from '../dataverse/special-users.js'
import { type Row, rowsOf } from '../dataverse/tables.js'
import { groupLinks, linkKey, users } from '../directory/tables.js'
import { exemptAdministratorIds } from './administrator-role.js'

/**
 * Ids of the users whom a synchronization of an environment examines, in batches of at most `size`. With a security
 * group: its direct members and owners, administrators whom it does not concern, and those with a row already; without
 * one: everybody. `read` is asked anew for each batch, so that the store may change in between.
 */
export function* candidateBatches(
  read: () => Reader,
  environment: Environment,
  size: number,
): Generator<readonly string[]> {
  if (environment.securityGroupId !== null) {
    yield* inBatches([...candidatesOfGroup(read(), environment, environment.securityGroupId)], size)
    return
  }
  for (const batch of pages((after) => read().table(users).scan(after), size)) yield batch.map((user) => user.id)
  // What is left are rows of users whom the directory has deleted.
  for (const batch of pages((after) => rowsOf(read(), environment, 'systemuser').scan(after), size)) {
    const table = read().table(users)
    const ids = batch.flatMap((row) => directoryIdOf(environment, row) ?? []).filter((id) => !table.has(id))
    if (ids.length > 0) yield ids
  }
}

function candidatesOfGroup(reader: Reader, environment: Environment, groupId: string): ReadonlySet<string> {
  const ids = new Set<string>()
  const table = reader.table(users)
  for (const kind of ['member', 'owner'] as const) {
    for (const link of reader.table(groupLinks).find('group', linkKey(kind, groupId))) {
      if (table.has(link.principalId)) ids.add(link.principalId)
    }
  }
  for (const id of exemptAdministratorIds(reader)) if (table.has(id)) ids.add(id)
  for (const row of rowsOf(reader, environment, 'systemuser').rows()) {
    const id = directoryIdOf(environment, row)
    if (id !== undefined) ids.add(id)
  }
  return ids
}

function directoryIdOf(environment: Environment, row: Row): string | undefined {
  const id = row.azureactivedirectoryobjectid
  return typeof id === 'string' && userKindOf(environment, row) === 'person' ? id : undefined
}

function* inBatches(ids: readonly string[], size: number): Generator<readonly string[]> {
  for (let at = 0; at < ids.length; at += size) yield ids.slice(at, at + size)
}

function* pages<Each extends object>(
  scan: (after: number) => Iterable<{ readonly row: Each; readonly ordinal: number }>,
  size: number,
): Generator<readonly Each[]> {
  for (let after = -1; ; ) {
    const page: Each[] = []
    for (const entry of scan(after)) {
      page.push(entry.row)
      after = entry.ordinal
      if (page.length === size) break
    }
    if (page.length > 0) yield page
    if (page.length < size) return
  }
}
