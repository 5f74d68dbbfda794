import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { formatInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { isProhibited } from './countries.js'
import { getUser } from './find-principal.js'
import { faultOf, type LicenseFault } from './license-rules.js'
import { withLicenseStates } from './license-states.js'
import { withMailbox } from './mailbox.js'
import { skuById } from './sku-catalog.js'
import { freeSeats, getSubscription } from './subscriptions.js'
import { users } from './tables.js'
import type { AssignedLicense, LicenseAssignmentState, User } from './user-rows.js'

export interface LicenseChanges {
  readonly addLicenses: readonly { readonly skuId: string; readonly disabledPlans?: readonly string[] | null }[]
  readonly removeLicenses: readonly string[]
}

/**
 * Assigns and removes licenses directly, all or nothing (Microsoft Graph: user assignLicense). Adding a SKU that is
 * held already replaces its disabled plans and costs no further seat. Throws `notFound`, `licenseAddedAndRemoved`,
 * `unknownLicense`, `unknownPlan`, `licenseInherited`, `licenseNotAssigned`, `invalidUsageLocation`, `prohibitedUsageLocation`, `noSeats`,
 * `plansExclusive`, `planDependency`.
 */
export function assignLicense(transaction: Transaction, id: string, changes: LicenseChanges): User {
  const user = getUser(transaction, id)
  const { add, remove } = checkedChanges(transaction, changes)
  for (const skuId of remove) refuseRemoval(user, skuId)
  if (add.length > 0) refuseLocation(user.usageLocation)
  for (const { skuId } of add) refuseWithoutSeat(transaction, user, skuId)
  const now = formatInstant(transaction.now)
  const after = withLicenseStates(user, statesAfter(user, add, remove, now), now)
  refuseFault(faultOf(after.assignedLicenses))
  return transaction.replace(users, withMailbox(transaction, after))
}

/** License changes with ids in lower case, all of them known. Throws what `assignLicense` throws about ids. */
export function checkedChanges(
  reader: Reader,
  changes: LicenseChanges,
): { add: readonly AssignedLicense[]; remove: readonly string[] } {
  const remove = changes.removeLicenses.map(fold)
  const add = changes.addLicenses.map(({ skuId, disabledPlans }) => ({
    disabledPlans: (disabledPlans ?? []).map(fold),
    skuId: fold(skuId),
  }))
  const both = add.find(({ skuId }) => remove.includes(skuId))
  if (both) throw new DomainError('licenseAddedAndRemoved', { skuId: both.skuId })
  for (const skuId of [...add.map((license) => license.skuId), ...remove]) getSubscription(reader, skuId)
  for (const license of add) refuseUnknownPlans(license)
  return { add, remove }
}

function refuseUnknownPlans({ skuId, disabledPlans }: AssignedLicense): void {
  const plans = skuById(skuId)?.servicePlans ?? []
  const planId = disabledPlans.find((id) => !plans.some((plan) => plan.servicePlanId === id))
  if (planId !== undefined) throw new DomainError('unknownPlan', { planId, skuId })
}

function refuseRemoval(user: User, skuId: string): void {
  const states = user.licenseAssignmentStates.filter((state) => state.skuId === skuId)
  if (states.some((state) => state.assignedByGroup === null)) return
  throw new DomainError(states.length > 0 ? 'licenseInherited' : 'licenseNotAssigned', { skuId })
}

function refuseLocation(usageLocation: string | null): void {
  if (usageLocation === null) throw new DomainError('invalidUsageLocation')
  if (isProhibited(usageLocation)) throw new DomainError('prohibitedUsageLocation')
}

function refuseWithoutSeat(reader: Reader, user: User, skuId: string): void {
  if (user.assignedLicenses.some((license) => license.skuId === skuId)) return
  if (freeSeats(reader, getSubscription(reader, skuId)) <= 0) throw new DomainError('noSeats', { skuId })
}

function statesAfter(
  user: User,
  add: readonly AssignedLicense[],
  remove: readonly string[],
  now: string,
): readonly LicenseAssignmentState[] {
  const touched = new Set([...remove, ...add.map((license) => license.skuId)])
  const kept = user.licenseAssignmentStates.filter(
    (state) => state.assignedByGroup !== null || !touched.has(state.skuId),
  )
  const added = add.map(({ skuId, disabledPlans }) => ({
    skuId,
    disabledPlans,
    assignedByGroup: null,
    state: 'Active' as const,
    error: 'None',
    lastUpdatedDateTime: now,
  }))
  return [...kept, ...added]
}

/** Throws the domain's word for licenses that cannot be held together. */
export function refuseFault(fault: LicenseFault | undefined): void {
  if (fault?.kind === 'exclusive') throw new DomainError('plansExclusive', { plans: fault.plans })
  if (fault) throw new DomainError('planDependency', { plan: fault.plan, requires: fault.requires })
}
