import { DomainError } from '../../kernel/errors.js'
import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { assignRole } from './role-assignments.js'
import { roleAssignments, roleSchedules } from './tables.js'
import type { RoleAssignment, RoleSchedule } from './tenant-rows.js'

/**
 * Gives a directory role until an instant, in milliseconds since the epoch (Microsoft Graph: Create
 * roleAssignmentScheduleRequests). Throws `scheduleInPast` and what `assignRole` throws.
 */
export function assignRoleUntil(
  transaction: Transaction,
  principalId: string,
  roleDefinitionId: string,
  directoryScopeId: string,
  end: number,
): RoleAssignment {
  const endDateTime = formatInstant(end)
  if (end <= transaction.now) throw new DomainError('scheduleInPast', { endDateTime })
  const assignment = assignRole(transaction, principalId, roleDefinitionId, directoryScopeId)
  const schedule = { id: assignment.id, principalId: assignment.principalId, endDateTime }
  transaction.insert(roleSchedules, schedule)
  return assignment
}

/** True for a role assignment that ends by itself. */
export function isRoleTimeLimited(reader: Reader, assignmentId: string): boolean {
  return reader.table(roleSchedules).has(assignmentId)
}

/** Ends the role assignments whose time is over; answers with the ids of those who held them. */
export function endExpiredRoles(transaction: Transaction): readonly string[] {
  const now = formatInstant(transaction.now)
  const expired: RoleSchedule[] = []
  for (const schedule of transaction.table(roleSchedules).inOrder('endDateTime')) {
    if (schedule.endDateTime > now) break
    expired.push(schedule)
  }
  for (const { id } of expired) {
    transaction.remove(roleSchedules, id)
    transaction.remove(roleAssignments, id)
  }
  return expired.map(({ principalId }) => principalId)
}

/** The instant, in milliseconds since the epoch, at which the next role ends; or undefined. */
export function nextRoleEnd(reader: Reader): number | undefined {
  for (const { endDateTime } of reader.table(roleSchedules).inOrder('endDateTime')) return parseInstant(endDateTime)
  return undefined
}
