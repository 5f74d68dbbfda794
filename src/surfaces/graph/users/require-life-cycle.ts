import { DomainError } from '../../../kernel/errors.js'
import { hasRight } from '../authorize/require-right.js'
import { type Call, readerOf } from '../call.js'

const NAME = /\bemployeeLeaveDateTime\b/i
const PERMISSIONS = ['User-LifeCycleInfo.Read.All', 'User-LifeCycleInfo.ReadWrite.All']

/**
 * Refuses a query about when people leave to those whose token, or whose roles, do not permit it: `denied` (Microsoft
 * Graph: Configure the employeeLeaveDateTime property).
 */
export function requireLifeCycle(call: Call): void {
  if (!['$select', 'select', '$filter', 'filter'].some((option) => NAME.test(call.query.get(option) ?? ''))) return
  const { caller } = call
  if (caller.unchecked) return
  const held = caller.kind === 'app' ? caller.roles : caller.scopes
  const permitted = PERMISSIONS.some((permission) => held.has(permission))
  if (!permitted || !hasRight(readerOf(call), caller, 'users/readLifeCycle'))
    throw new DomainError('denied', { property: 'employeeLeaveDateTime' })
}
