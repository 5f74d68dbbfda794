import { DomainError } from '../../kernel/errors.js'
import type { Reader, Transaction } from '../access.js'
import { createDefaultTeam } from './default-team.js'
import type { Environment } from './environment-rows.js'
import { copyRolesInto } from './role-copies.js'
import { createdStamp } from './row-stamps.js'
import { insertRow, type Row, rowsOf } from './tables.js'

/** A unit and every unit below it, each before its children. */
export function* descendantUnits(reader: Reader, environment: Environment, unitId: string): Generator<string> {
  yield unitId
  for (const child of rowsOf(reader, environment, 'businessunit').find('parentbusinessunitid', unitId)) {
    yield* descendantUnits(reader, environment, String(child.businessunitid))
  }
}

/** True when `unitId` is `ancestorId` or lies below it. */
export function isWithinUnit(reader: Reader, environment: Environment, unitId: string, ancestorId: string): boolean {
  const units = rowsOf(reader, environment, 'businessunit')
  for (let unit = units.get(unitId); unit; unit = units.get(String(unit.parentbusinessunitid ?? ''))) {
    if (unit.businessunitid === ancestorId) return true
  }
  return false
}

/**
 * Makes a business unit with its default team and a copy of every role of its parent. Without a parent it lies under
 * the root. Throws `parentUnitMissing`, `businessUnitNameMissing`.
 */
export function createBusinessUnit(transaction: Transaction, environment: Environment, columns: Row, by?: string): Row {
  if (typeof columns.name !== 'string' || columns.name === '') throw new DomainError('businessUnitNameMissing')
  const parent = String(columns.parentbusinessunitid ?? environment.rootBusinessUnitId)
  if (!rowsOf(transaction, environment, 'businessunit').has(parent)) throw new DomainError('parentUnitMissing')
  const unit = insertRow(transaction, environment, 'businessunit', {
    isdisabled: false,
    organizationid: environment.organizationId,
    ...createdStamp(transaction, environment, by),
    ...columns,
    businessunitid: columns.businessunitid ?? transaction.newGuid(),
    parentbusinessunitid: parent,
  })
  createDefaultTeam(transaction, environment, unit)
  copyRolesInto(transaction, environment, String(unit.businessunitid), parent)
  return unit
}
