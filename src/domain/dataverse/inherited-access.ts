import type { Reader, Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import { modelOf, requiredTable } from './model.js'
import { childrenOf, type Placed, parentsOf } from './parental-relationships.js'
import { rightsOnRows } from './privilege-catalog.js'
import { changeShare, rightsOfShare, type SharedRow, type SharePrincipal, sharesOf } from './sharing.js'
import { rowsOf } from './tables.js'

/**
 * Sets the rights that a principal has on a row by sharing, and with it on what hangs on the row; zero ends the share.
 * `grant` adds to what is there (Microsoft: Sharing and assigning).
 */
export function shareRow(
  transaction: Transaction,
  environment: Environment,
  object: SharedRow,
  principal: SharePrincipal,
  rights: number,
  mode: 'grant' | 'replace',
): void {
  changeShare(transaction, environment, object, principal, ({ accessrightsmask }) => ({
    accessrightsmask: mode === 'grant' ? accessrightsmask | rights : rights,
  }))
  const table = requiredTable(modelOf(environment), object.table)
  const row = rowsOf(transaction, environment, object.table).get(object.id)
  if (row) passOnAccess(transaction, environment, { table, row })
}

/**
 * Brings the access that a row inherits in line with what it hangs on now: the owners of those rows, and whom they are
 * shared with. What hangs on the row itself follows.
 */
export function inheritAccess(transaction: Transaction, environment: Environment, placed: Placed): void {
  inherit(transaction, environment, placed, new Set())
}

/** As `inheritAccess`, when the owner of the row is another: what hangs on it is to follow in any case. */
export function passOnAccess(transaction: Transaction, environment: Environment, placed: Placed): void {
  const seen = new Set<string>()
  inherit(transaction, environment, placed, seen)
  inheritToChildren(transaction, environment, placed, seen)
}

function inherit(transaction: Transaction, environment: Environment, placed: Placed, seen: Set<string>): void {
  const { table, row } = placed
  const object = { table: table.logicalName, id: String(row[table.primaryId]) }
  if (seen.has(object.id)) return
  seen.add(object.id)
  const wanted = inheritedRights(transaction, environment, placed)
  let changed = false
  for (const share of [...sharesOf(transaction, environment, object.id)]) {
    const principal = { id: String(share.principalid), table: tableOfPrincipal(share.principaltypecode) }
    if (Number(share.inheritedaccessrightsmask) !== 0 && !wanted.has(principal.id))
      wanted.set(principal.id, { principal, rights: 0 })
  }
  for (const { principal, rights } of wanted.values()) {
    changeShare(transaction, environment, object, principal, ({ inheritedaccessrightsmask }) => {
      changed ||= inheritedaccessrightsmask !== rights
      return { inheritedaccessrightsmask: rights }
    })
  }
  if (changed) inheritToChildren(transaction, environment, placed, seen)
}

function inheritToChildren(
  transaction: Transaction,
  environment: Environment,
  placed: Placed,
  seen: Set<string>,
): void {
  for (const child of childrenOf(transaction, environment, modelOf(environment), placed))
    inherit(transaction, environment, child, seen)
}

interface Inherited {
  readonly principal: SharePrincipal
  readonly rights: number
}

/** By principal, what comes from the rows above; nothing for the owner, who has it all. */
function inheritedRights(reader: Reader, environment: Environment, placed: Placed): Map<string, Inherited> {
  const found = new Map<string, Inherited>()
  const add = (principal: SharePrincipal, rights: number) => {
    if (principal.id === placed.row.ownerid) return
    found.set(principal.id, { principal, rights: rights | (found.get(principal.id)?.rights ?? 0) })
  }
  for (const { table, row } of parentsOf(reader, environment, modelOf(environment), placed)) {
    add({ id: String(row.ownerid), table: tableOfPrincipal(row.owneridtype) }, rightsOnRows)
    for (const share of sharesOf(reader, environment, String(row[table.primaryId])))
      add({ id: String(share.principalid), table: tableOfPrincipal(share.principaltypecode) }, rightsOfShare(share))
  }
  return found
}

function tableOfPrincipal(type: unknown): SharePrincipal['table'] {
  return type === 'team' ? 'team' : 'systemuser'
}
