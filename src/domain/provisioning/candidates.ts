import type { Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { userKindOf } from '../dataverse/special-users.js'
import { type Row, rowsOf } from '../dataverse/tables.js'
import { groupLinks, linkKey, users } from '../directory/tables.js'
import { exemptAdministratorIds } from './administrator-role.js'

/**
 * Ids of the users whom a synchronization of an environment examines, in batches of at most `size`, some of them empty.
 * With a security group: its direct members and owners, administrators whom it does not concern, and those with a row
 * already; without one: everybody. `read` is asked anew for each batch, so that the store may change in between.
 */
export function* candidateBatches(
  read: () => Reader,
  environment: Environment,
  size: number,
): Generator<readonly string[]> {
  const { securityGroupId } = environment
  const admitted = securityGroupId === null ? undefined : candidatesOfGroup(read(), securityGroupId)
  if (admitted) yield* inBatches([...admitted], size)
  else
    yield* scanned(
      (after) => read().table(users).scan(after),
      ({ id }) => id,
      size,
    )
  // What is left are rows of users who have left the group, or whom the directory has deleted.
  const leftOver = (row: Row) => {
    const id = directoryIdOf(environment, row)
    return id === undefined || (admitted ?? read().table(users)).has(id) ? undefined : id
  }
  yield* scanned((after) => rowsOf(read(), environment, 'systemuser').scan(after), leftOver, size)
}

function candidatesOfGroup(reader: Reader, groupId: string): ReadonlySet<string> {
  const ids = new Set<string>()
  const table = reader.table(users)
  for (const kind of ['member', 'owner'] as const) {
    for (const link of reader.table(groupLinks).find('group', linkKey(kind, groupId))) {
      if (table.has(link.principalId)) ids.add(link.principalId)
    }
  }
  for (const id of exemptAdministratorIds(reader)) if (table.has(id)) ids.add(id)
  return ids
}

function directoryIdOf(environment: Environment, row: Row): string | undefined {
  const id = row.azureactivedirectoryobjectid
  return typeof id === 'string' && userKindOf(environment, row) === 'person' ? id : undefined
}

/** A list in pieces of at most `size`. */
export function* inBatches(ids: readonly string[], size: number): Generator<readonly string[]> {
  for (let at = 0; at < ids.length; at += size) yield ids.slice(at, at + size)
}

/** How many rows are looked at for a batch at most, in multiples of its size. */
const PATIENCE = 8

/** Ids that `pick` finds in the rows of a scan, in batches; a batch may be empty where many rows give none. */
function* scanned<Each extends object>(
  scan: (after: number) => Iterable<{ readonly row: Each; readonly ordinal: number }>,
  pick: (row: Each) => string | undefined,
  size: number,
): Generator<readonly string[]> {
  for (let after = -1, isOver = false; !isOver; ) {
    const batch: string[] = []
    let looked = 0
    isOver = true
    for (const { row, ordinal } of scan(after)) {
      const id = pick(row)
      if (id !== undefined) batch.push(id)
      after = ordinal
      isOver = false
      if (batch.length === size || ++looked === size * PATIENCE) break
    }
    if (!isOver) yield batch
  }
}
