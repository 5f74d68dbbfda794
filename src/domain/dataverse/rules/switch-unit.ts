import { DomainError } from '../../../kernel/errors.js'
import type { Reader, Transaction } from '../../access.js'
import { requireNamedPrivilege } from '../access-check.js'
import { descendantUnits } from '../business-units.js'
import type { Environment } from '../environment-rows.js'
import { enabledSystemAdministrators } from '../role-assignments.js'
import { modifiedStamp } from '../row-stamps.js'
import { type Session, userIdOf } from '../session.js'
import { type Row, replaceRow, rowsOf } from '../tables.js'

/**
 * Disables a business unit with all below it, or enables them, before the unit's own row is written: nobody of a disabled
 * one gets into the environment (Power Platform: Delete a business unit). Throws `privilegeMissing`,
 * `unitHasAllAdministrators`, and `unitDisabled` for a unit whose parent is disabled.
 */
export function switchUnit(transaction: Transaction, session: Session, unit: Row, isdisabled: boolean): void {
  requireNamedPrivilege(transaction, session, 'prvDisableBusinessUnit')
  const { environment } = session
  const units = rowsOf(transaction, environment, 'businessunit')
  const unitId = String(unit.businessunitid)
  const parentId = String(unit.parentbusinessunitid)
  if (isdisabled) refuseWithoutAdministrators(transaction, environment, unitId)
  else if (units.get(parentId)?.isdisabled) throw new DomainError('unitDisabled', { unitId: parentId })
  const stamp = modifiedStamp(transaction, environment, userIdOf(session))
  for (const id of [...descendantUnits(transaction, environment, unitId)]) {
    const below = id === unitId ? undefined : units.get(id)
    if (below && below.isdisabled !== isdisabled)
      replaceRow(transaction, environment, 'businessunit', { ...below, isdisabled, ...stamp })
  }
}

function refuseWithoutAdministrators(reader: Reader, environment: Environment, unitId: string): void {
  const units = new Set(descendantUnits(reader, environment, unitId))
  for (const user of enabledSystemAdministrators(reader, environment))
    if (!units.has(String(user.businessunitid))) return
  throw new DomainError('unitHasAllAdministrators')
}
