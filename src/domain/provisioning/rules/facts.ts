import type { EnvironmentType } from '../../dataverse/environment-rows.js'

/** What asks for a user: the background process, the user's own first call, or an administrator's request. */
export type Mechanism = 'background' | 'firstAccess' | 'api'

export type DirectoryState = 'enabled' | 'blocked' | 'softDeleted' | 'hardDeleted'

/** What the user's licenses are worth in Dataverse: a paid plan, only a free plan of Microsoft 365, or nothing here. */
export type LicenseClass = 'valid' | 'free' | 'none' | 'homeOnly'

/** The directory role that exempts from rules; only a direct assignment counts. */
export type AdministratorRole = 'none' | 'global' | 'powerPlatform' | 'dynamics365'

/** Where the user stands towards the environment's security group; `unset` when the environment has none. */
export type GroupRelation = 'unset' | 'member' | 'nested' | 'owner' | 'none'

/**
 * The kind of systemuser row that is there already. `administrative` is a mode that somebody set by hand: the mode
 * that the administrator rule gives (`setupuser`) counts as `enabled` or `disabled`.
 */
export type RowKind =
  | 'none'
  | 'enabled'
  | 'disabled'
  | 'nonInteractive'
  | 'administrative'
  | 'stub'
  | 'deleted'
  /** Application user, support user, delegated administrator, SYSTEM or INTEGRATION. */
  | 'special'

/** All that is asked about one user, one environment and one mechanism. The verdict depends on nothing else. */
export interface EligibilityFacts {
  readonly mechanism: Mechanism
  readonly environmentType: EnvironmentType
  readonly hasDatabase: boolean
  /** App-pass (per-app) capacity is allocated to the environment. */
  readonly appPass: boolean
  /** The tenant holds a tenant-level Marketing license. */
  readonly marketingLicense: boolean
  readonly directoryState: DirectoryState
  readonly license: LicenseClass
  readonly administrator: AdministratorRole
  readonly isCreator: boolean
  readonly group: GroupRelation
  /** A nested member's group has a group team in the environment. */
  readonly nestedGroupHasTeam: boolean
  readonly row: RowKind
  readonly flags: EligibilityFlags
}

/** Settings of the environment that flip what the documentation leaves open. */
export interface EligibilityFlags {
  readonly nestedMembersJit: boolean
  readonly teamsOnDemandAdd: boolean
  readonly developerAllowAdditionalUsers: boolean
}

/** Whether a row would have to be made. */
export function isCreation(facts: EligibilityFacts): boolean {
  return facts.row === 'none'
}
