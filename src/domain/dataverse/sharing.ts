import { guidOf } from '../../kernel/guid.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import type { EffectivePrivileges } from './effective-privileges.js'
import type { Environment } from './environment-rows.js'
import { insertRow, pairKey, type Row, removeRow, replaceRow, rowsOf } from './tables.js'

/** A row that is shared. */
export interface SharedRow {
  readonly table: string
  readonly id: string
}

/** A user or a team, as a share names it. */
export interface SharePrincipal {
  readonly id: string
  readonly table: 'systemuser' | 'team'
}

/** The rights, as bits, that shares give a user on a row, directly or through a team. */
export function sharedRights(
  reader: Reader,
  environment: Environment,
  objectId: string,
  principal: Pick<EffectivePrivileges, 'user' | 'teamIds'>,
): number {
  let rights = 0
  for (const share of rowsOf(reader, environment, 'principalobjectaccess').find('objectid', objectId)) {
    const holder = String(share.principalid)
    if (holder === principal.user.systemuserid || principal.teamIds.has(holder)) rights |= rightsOfShare(share)
  }
  return rights
}

/** The rows on which shares give a user one of the rights, given as bits. */
export function sharedObjectIds(
  reader: Reader,
  environment: Environment,
  principal: Pick<EffectivePrivileges, 'user' | 'teamIds'>,
  rights: number,
): ReadonlySet<string> {
  const found = new Set<string>()
  const shares = rowsOf(reader, environment, 'principalobjectaccess')
  for (const holder of [String(principal.user.systemuserid), ...principal.teamIds]) {
    for (const share of shares.find('principalid', holder)) {
      if ((rightsOfShare(share) & rights) !== 0) found.add(String(share.objectid))
    }
  }
  return found
}

/** The shares of a row, those that are inherited among them. */
export function sharesOf(reader: Reader, environment: Environment, objectId: string): Iterable<Row> {
  return rowsOf(reader, environment, 'principalobjectaccess').find('objectid', objectId)
}

/** Ends every share of a row, and every one with it. */
export function removeShares(transaction: Transaction, environment: Environment, id: string): void {
  const shares = rowsOf(transaction, environment, 'principalobjectaccess')
  for (const share of [...shares.find('objectid', id), ...shares.find('principalid', id)])
    removeRow(transaction, environment, 'principalobjectaccess', String(share.principalobjectaccessid))
}

/** What a share gives: the rights that the row itself is shared with, and those that come from what it hangs on. */
export function rightsOfShare(share: Row): number {
  return Number(share.accessrightsmask) | Number(share.inheritedaccessrightsmask)
}

/** The two sets of rights of a share (Microsoft: Sharing and assigning). */
export interface ShareMasks {
  readonly accessrightsmask: number
  readonly inheritedaccessrightsmask: number
}

/** Changes the rights that a principal has on a row by sharing. A share without any is none, and one that stays is left as it is. */
export function changeShare(
  transaction: Transaction,
  environment: Environment,
  object: SharedRow,
  principal: SharePrincipal,
  change: (before: ShareMasks) => Partial<ShareMasks>,
): void {
  const shares = rowsOf(transaction, environment, 'principalobjectaccess')
  const before = shares.findFirst('pair', pairKey(object.id, principal.id))
  const masks = {
    accessrightsmask: Number(before?.accessrightsmask ?? 0),
    inheritedaccessrightsmask: Number(before?.inheritedaccessrightsmask ?? 0),
  }
  const after = { ...masks, ...change(masks) }
  const { accessrightsmask, inheritedaccessrightsmask } = masks
  if (after.accessrightsmask === accessrightsmask && after.inheritedaccessrightsmask === inheritedaccessrightsmask)
    return
  const changed = { ...after, changedon: formatInstant(transaction.now) }
  if (rightsOfShare(changed) === 0) {
    if (before) removeRow(transaction, environment, 'principalobjectaccess', String(before.principalobjectaccessid))
  } else if (before) replaceRow(transaction, environment, 'principalobjectaccess', { ...before, ...changed })
  else {
    insertRow(transaction, environment, 'principalobjectaccess', {
      principalobjectaccessid: guidOf(`principalobjectaccess/${object.id}/${principal.id}`),
      objectid: object.id,
      objecttypecode: object.table,
      principalid: principal.id,
      principaltypecode: principal.table,
      ...changed,
    })
  }
}
