import { DomainError } from '../../kernel/errors.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { checkedChanges, type LicenseChanges, refuseFault } from './assign-license.js'
import { isProhibited } from './countries.js'
import { getGroup, getUser } from './find-principal.js'
import type { Group } from './group-rows.js'
import { faultOf } from './license-rules.js'
import { isEffective, licensesOf, withLicenseStates } from './license-states.js'
import { withMailbox } from './mailbox.js'
import { directGroups, directMembers } from './memberships.js'
import { organizationOf } from './organization.js'
import { freeSeats, getSubscription } from './subscriptions.js'
import { groups, users } from './tables.js'
import type { LicenseAssignmentState, User } from './user-rows.js'

/**
 * Assigns licenses to a group and, through it, to every user who is a direct member (Microsoft Graph: group
 * assignLicense). What a member cannot get shows in that member's assignment states, never as an error here.
 * Throws `notFound`, `groupGivesNoLicenses`, `licenseAddedAndRemoved`, `unknownLicense`, `unknownPlan`, `plansExclusive`, `planDependency`.
 */
export function assignGroupLicense(transaction: Transaction, id: string, changes: LicenseChanges): Group {
  const before = getGroup(transaction, id)
  const { add, remove } = checkedChanges(transaction, changes)
  if (add.length > 0 && !before.securityEnabled) throw new DomainError('groupGivesNoLicenses', { id: before.id })
  const touched = new Set([...remove, ...add.map((license) => license.skuId)])
  const assignedLicenses = [...before.assignedLicenses.filter((license) => !touched.has(license.skuId)), ...add]
  refuseFault(faultOf(assignedLicenses))
  const group = transaction.replace(groups, { ...before, assignedLicenses })
  for (const member of directMembers(transaction, group.id)) {
    if (member.type === 'user') reprocessLicenses(transaction, member.id)
  }
  return group
}

/** Works out anew what a user inherits from groups (Microsoft Graph: reprocessLicenseAssignment). */
export function reprocessLicenses(transaction: Transaction, userId: string): User {
  const user = getUser(transaction, userId)
  const now = formatInstant(transaction.now)
  let states = user.licenseAssignmentStates.filter((state) => state.assignedByGroup === null)
  for (const group of directGroups(transaction, user.id)) {
    if (group.assignedLicenses.length > 0)
      states = [...states, ...inheritedStates(transaction, user, states, group, now)]
  }
  const kept = states.map((state) => unchangedState(user, state))
  return transaction.replace(users, withMailbox(transaction, withLicenseStates(user, kept, now)))
}

/** A state that says the same as before keeps its date. */
function unchangedState(user: User, state: LicenseAssignmentState): LicenseAssignmentState {
  const before = user.licenseAssignmentStates.find(
    (other) => other.skuId === state.skuId && other.assignedByGroup === state.assignedByGroup,
  )
  const same = before?.state === state.state && before.error === state.error
  const samePlans = before?.disabledPlans.join() === state.disabledPlans.join()
  return before && same && samePlans ? before : state
}

/** A group gives all of its SKUs or, when one of them cannot be had, none. */
function inheritedStates(
  reader: Reader,
  user: User,
  held: readonly LicenseAssignmentState[],
  group: Group,
  now: string,
): readonly LicenseAssignmentState[] {
  const wanted = group.assignedLicenses.map(({ skuId, disabledPlans }) => ({
    skuId,
    disabledPlans,
    assignedByGroup: group.id,
    state: 'Active' as const,
    error: 'None',
    lastUpdatedDateTime: now,
  }))
  const errors = wanted.map((state) => errorOf(reader, user, held, state))
  const together = errors.every((error) => error === 'None') ? togetherError([...held, ...wanted]) : 'None'
  if (errors.every((error) => error === 'None') && together === 'None') return wanted
  return wanted.map((state, at) => {
    const own = errors[at] === 'None' ? together : errors[at]
    return { ...state, state: 'Error' as const, error: own === 'None' || own === undefined ? 'Other' : own }
  })
}

function errorOf(
  reader: Reader,
  user: User,
  held: readonly LicenseAssignmentState[],
  { skuId }: LicenseAssignmentState,
): string {
  const location = user.usageLocation ?? tenantLocation(reader)
  if (location === null || isProhibited(location)) return 'ProhibitedInUsageLocationViolation'
  const holds = [...held, ...user.licenseAssignmentStates].some((state) => state.skuId === skuId && isEffective(state))
  return holds || freeSeats(reader, getSubscription(reader, skuId)) > 0 ? 'None' : 'CountViolation'
}

function tenantLocation(reader: Reader): string | null {
  const { defaultUsageLocation, countryLetterCode } = organizationOf(reader)
  return defaultUsageLocation ?? countryLetterCode
}

function togetherError(states: readonly LicenseAssignmentState[]): string {
  const fault = faultOf(licensesOf(states))
  if (!fault) return 'None'
  return fault.kind === 'exclusive' ? 'MutuallyExclusiveViolation' : 'DependencyViolation'
}
