/** Why a user is not, or not any longer, in an environment. `UserExists` alone is Microsoft's; the others are ours. */
export type Reason =
  | 'EnvironmentHasNoDatabase'
  | 'StubUser'
  | 'UserDeletedInDataverse'
  | 'UserNotFoundInDirectory'
  | 'UserSoftDeletedInDirectory'
  | 'UserDisabledInDirectory'
  | 'TeamsNoAutoAdd'
  | 'TrialNoAutoAdd'
  | 'DeveloperOwnerOnly'
  | 'UserNotInSecurityGroup'
  | 'OwnerNotPreProvisioned'
  | 'UserNotLicensed'
  | 'GuestHomeTenantLicenseOnly'
  | 'FreePlanNotPreProvisioned'
  | 'AppPassNotPreProvisioned'
  | 'TenantMarketingNotPreProvisioned'

/** The columns of an enabled row that the license decides. */
export interface Standing {
  readonly accessmode: number
  readonly islicensed: boolean
  readonly setupuser: boolean
}

/** The wire names of the checks, in the order in which they are made. */
export type CheckName =
  | 'database'
  | 'rowKind'
  | 'directoryState'
  | 'environmentType'
  | 'securityGroup'
  | 'licence'
  | 'role'

/** A gate that lets the facts pass. */
export interface Pass {
  readonly passed: true
  readonly rule: string
}

/** A gate that stops: `refuse` keeps a user out or disables the row, `leave` does not touch the row at all. */
export interface Stop {
  readonly passed: false
  readonly rule: string
  readonly decision: 'refuse' | 'leave'
  readonly reason: Reason | null
  readonly detail?: 'nested'
}

export type GateAnswer = Pass | Stop

export type Check = GateAnswer & { readonly check: CheckName }

/** What is to become of one user in one environment. Exactly one for any facts. */
export interface Verdict {
  /** `enable`: add the row or keep it enabled. `refuse`: no row, or a disabled one. `leave`: not ours to touch. */
  readonly decision: 'enable' | 'refuse' | 'leave'
  /** The rule that decided. */
  readonly rule: string
  readonly reason: Reason | null
  readonly detail?: 'nested'
  /** Given with `enable`. */
  readonly standing: Standing | null
  /** The gates that were asked, in order; the last one decided. */
  readonly checks: readonly Check[]
}

/** Lets a user through a gate; `rule` is the rule that did. */
export function pass(rule: string): Pass {
  return { passed: true, rule }
}

/** Stops a user at a gate: no row is made, and one that is there is disabled. */
export function refuse(rule: string, reason: Reason, detail?: 'nested'): Stop {
  return { passed: false, rule, decision: 'refuse', reason, ...(detail && { detail }) }
}

/** Stops at a gate without touching what is there. */
export function leave(rule: string, reason: Reason | null): Stop {
  return { passed: false, rule, decision: 'leave', reason }
}
