import type { AssignedLicense, LicenseAssignmentState, User } from './user-rows.js'

/** Whether an assignment state gives the user the license. */
export function isEffective(state: LicenseAssignmentState): boolean {
  return state.state === 'Active' || state.state === 'ActiveWithError'
}

/**
 * What a user holds, from where it comes: one license per SKU, in the order in which they came.
 * A plan is off only where every assignment of its SKU switches it off.
 */
export function licensesOf(states: readonly LicenseAssignmentState[]): readonly AssignedLicense[] {
  const bySku = new Map<string, readonly string[]>()
  for (const state of states) {
    if (!isEffective(state)) continue
    const { skuId, disabledPlans } = state
    const earlier = bySku.get(skuId)
    bySku.set(skuId, earlier ? earlier.filter((plan) => disabledPlans.includes(plan)) : disabledPlans)
  }
  return [...bySku].map(([skuId, disabledPlans]) => ({ disabledPlans, skuId }))
}

/** A user with other assignment states, the licenses that follow from them, and those that were there before. */
export function withLicenseStates(user: User, states: readonly LicenseAssignmentState[], now: string): User {
  const assignedLicenses = licensesOf(states)
  const held = new Set(assignedLicenses.map(({ skuId }) => skuId))
  const lost = user.assignedLicenses.filter(({ skuId }) => !held.has(skuId))
  const before = (user.removedLicenses ?? []).filter(({ skuId }) => !held.has(skuId))
  const removedLicenses = [...before, ...lost.map(({ skuId }) => ({ skuId, removedDateTime: now }))]
  const removed = removedLicenses.length === 0 && user.removedLicenses === undefined ? {} : { removedLicenses }
  return { ...user, licenseAssignmentStates: states, assignedLicenses, ...removed }
}
