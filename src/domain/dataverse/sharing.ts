import { guidOf } from '../../kernel/guid.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import type { EffectivePrivileges } from './effective-privileges.js'
import type { Environment } from './environment-rows.js'
import { insertRow, pairKey, type Row, removeRow, replaceRow, rowsOf } from './tables.js'

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
    if (holder === principal.user.systemuserid || principal.teamIds.has(holder))
      rights |= Number(share.accessrightsmask)
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
      if ((Number(share.accessrightsmask) & rights) !== 0) found.add(String(share.objectid))
    }
  }
  return found
}

/** The shares of a row. */
export function sharesOf(reader: Reader, environment: Environment, objectId: string): Iterable<Row> {
  return rowsOf(reader, environment, 'principalobjectaccess').find('objectid', objectId)
}

/** Ends every share of a row, and every one with it. */
export function removeShares(transaction: Transaction, environment: Environment, id: string): void {
  const shares = rowsOf(transaction, environment, 'principalobjectaccess')
  for (const share of [...shares.find('objectid', id), ...shares.find('principalid', id)])
    removeRow(transaction, environment, 'principalobjectaccess', String(share.principalobjectaccessid))
}

/** Sets the rights that a principal has on a row by sharing; zero ends the share. `grant` adds to what is there. */
export function shareRow(
  transaction: Transaction,
  environment: Environment,
  object: { readonly table: string; readonly id: string },
  principal: SharePrincipal,
  rights: number,
  mode: 'grant' | 'replace',
): void {
  const shares = rowsOf(transaction, environment, 'principalobjectaccess')
  const before = shares.findFirst('pair', pairKey(object.id, principal.id))
  const mask = mode === 'grant' ? Number(before?.accessrightsmask ?? 0) | rights : rights
  const changedon = formatInstant(transaction.now)
  if (mask === 0) {
    if (before) removeRow(transaction, environment, 'principalobjectaccess', String(before.principalobjectaccessid))
  } else if (before) {
    replaceRow(transaction, environment, 'principalobjectaccess', { ...before, accessrightsmask: mask, changedon })
  } else {
    insertRow(transaction, environment, 'principalobjectaccess', {
      principalobjectaccessid: guidOf(`principalobjectaccess/${object.id}/${principal.id}`),
      objectid: object.id,
      objecttypecode: object.table,
      principalid: principal.id,
      principaltypecode: principal.table,
      accessrightsmask: mask,
      inheritedaccessrightsmask: 0,
      changedon,
    })
  }
}
