import type { Transaction } from '../../access.js'
import { passOnAccess, shareRow } from '../inherited-access.js'
import type { ManyToOne } from '../metadata.js'
import { keepsRecordsInUnit, sharesWithFormerOwner } from '../organization-settings.js'
import { childrenOf, type Placed } from '../parental-relationships.js'
import { rightsOnRows } from '../privilege-catalog.js'
import { modifiedStamp } from '../row-stamps.js'
import { type Session, userIdOf } from '../session.js'
import { type Row, replaceRow } from '../tables.js'

const ACTIVE = 0

/**
 * What follows when a row has got another owner: what hangs on it goes along, as its relationships say, and the former
 * owner keeps access if the organization shares rows that are given away (Microsoft: Configure table relationship
 * cascading behavior, Sharing and assigning). Nobody is asked for rights on the rows that go along.
 */
export function followNewOwner(transaction: Transaction, session: Session, placed: Placed, former: Row): void {
  const { environment, model } = session
  const wanted = (reference: ManyToOne, child: Row) => goesAlong(reference, child, former)
  for (const child of childrenOf(transaction, environment, model, placed, wanted)) {
    // Who has it already is left alone, and with it what hangs on it.
    if (child.row.ownerid === placed.row.ownerid) continue
    const row = replaceRow(transaction, environment, child.table.logicalName, {
      ...child.row,
      ...ownershipOf(transaction, session, placed.row),
      ...modifiedStamp(transaction, environment, userIdOf(session)),
    })
    followNewOwner(transaction, session, { table: child.table, row }, child.row)
  }
  passOnAccess(transaction, environment, placed)
  shareWithFormerOwner(transaction, session, placed, former)
}

function goesAlong({ cascadeAssign }: ManyToOne, child: Row, former: Row): boolean {
  if (cascadeAssign === 'Active') return child.statecode === ACTIVE
  if (cascadeAssign === 'UserOwned') return child.ownerid === former.ownerid
  return cascadeAssign === 'Cascade'
}

function ownershipOf(transaction: Transaction, { environment }: Session, row: Row): Row {
  const { ownerid = null, owneridtype = null, owninguser = null, owningteam = null, owningbusinessunit = null } = row
  const owner = { ownerid, owneridtype, owninguser, owningteam }
  return keepsRecordsInUnit(transaction, environment) ? owner : { ...owner, owningbusinessunit }
}

function shareWithFormerOwner(
  transaction: Transaction,
  { environment }: Session,
  { table, row }: Placed,
  { ownerid, owneridtype }: Row,
): void {
  if (typeof ownerid !== 'string' || !sharesWithFormerOwner(transaction, environment)) return
  const object = { table: table.logicalName, id: String(row[table.primaryId]) }
  const principal = { id: ownerid, table: owneridtype === 'team' ? 'team' : 'systemuser' } as const
  shareRow(transaction, environment, object, principal, rightsOnRows, 'grant')
}
