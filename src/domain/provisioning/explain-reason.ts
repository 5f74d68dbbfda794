import type { Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { findGroup } from '../directory/find-principal.js'
import type { DirectoryUser } from './directory-user.js'
import { ruleSentence } from './rulebook/rule-sentence.js'
import type { Stop } from './rules/verdict.js'

/** Whom and what an explanation names. */
export interface Scene {
  readonly user: string
  readonly environment: string
  readonly type: string
  /** The display name of the environment's security group. */
  readonly group: string
}

/** What was found, and what to do about it. */
export interface Explanation {
  readonly detail: string
  readonly mend: string | null
}

type Words = (scene: Scene) => readonly [found: string, mend: string]

const onDemand: Words = ({ user, environment, type }) => [
  `"${environment}" is a ${type} environment, where nobody is added in the background.`,
  `Let ${user} open "${environment}", or add the user on demand.`,
]

const standIn =
  (what: string): Words =>
  ({ user, environment }) => [
    `${user} is entitled by ${what} alone.`,
    `Let ${user} open "${environment}", add the user on demand, or assign a Power Apps Premium or Dynamics 365 license.`,
  ]

const REASONS: Readonly<Record<NonNullable<Stop['reason']>, Words>> = {
  EnvironmentHasNoDatabase: ({ environment }) => [
    `"${environment}" has no Dataverse database.`,
    `Choose an environment that has a database, or give "${environment}" one.`,
  ],
  StubUser: ({ user }) => [
    `The row of ${user} is a stub.`,
    `Create the user in the directory and move the stub's records to the new row with ReassignObjectsSystemUser.`,
  ],
  UserDeletedInDataverse: ({ user, environment }) => [
    `The row of ${user} was deleted in "${environment}".`,
    'Delete the row for good; the user can be added anew afterwards.',
  ],
  UserNotFoundInDirectory: ({ user }) => [
    `The directory has no user ${user}.`,
    'Create the user in the directory; the new account gets a row of its own.',
  ],
  UserSoftDeletedInDirectory: ({ user }) => [
    `${user} is deleted in the directory.`,
    'Restore the user within 30 days of the deletion.',
  ],
  UserDisabledInDirectory: ({ user }) => [
    `The account ${user} is blocked from signing in.`,
    `Unblock ${user}: set accountEnabled to true.`,
  ],
  TeamsNoAutoAdd: onDemand,
  TrialNoAutoAdd: onDemand,
  DeveloperOwnerOnly: ({ user, environment }) => [
    `${user} is not the creator of the Developer environment "${environment}".`,
    'Use an environment of another type, or set developer.allowAdditionalUsers on this one.',
  ],
  UserNotInSecurityGroup: ({ user, group }) => [
    `${user} is not a member of the security group "${group}".`,
    `Add ${user} to the group "${group}" as a direct member.`,
  ],
  OwnerNotPreProvisioned: ({ user, environment, group }) => [
    `${user} owns the security group "${group}" without being a member.`,
    `Let ${user} open "${environment}", add the user on demand, or make the owner a member of "${group}".`,
  ],
  UserNotLicensed: ({ user }) => [
    `${user} has no license that opens Dataverse.`,
    `Assign ${user} a Power Apps Premium or Dynamics 365 license.`,
  ],
  GuestHomeTenantLicenseOnly: ({ user }) => [
    `The guest ${user} has a license in the home tenant only.`,
    `Assign ${user} a license of this tenant.`,
  ],
  FreePlanNotPreProvisioned: standIn('a free Dataverse plan of Microsoft 365'),
  AppPassNotPreProvisioned: standIn('app passes of the environment'),
  TenantMarketingNotPreProvisioned: standIn('a tenant-level Marketing license'),
}

const NESTED: Words = ({ user, group }) => [
  `${user} is in a group nested in the security group "${group}", which is not enough.`,
  `Add ${user} to the group "${group}" as a direct member.`,
]

/** The names that explanations about a user in an environment use. */
export function sceneOf(reader: Reader, environment: Environment, person: DirectoryUser): Scene {
  const { uniqueName, type, securityGroupId } = environment
  const group = securityGroupId === null ? undefined : findGroup(reader, securityGroupId)
  return {
    user: person.user?.userPrincipalName ?? person.id,
    environment: uniqueName,
    type,
    group: group?.displayName ?? String(securityGroupId),
  }
}

/** Explains why a gate stopped: who is concerned, what the rule says, and the mend. */
export function explainReason(
  { reason, detail, rule }: Pick<Stop, 'reason' | 'detail' | 'rule'>,
  scene: Scene,
): Explanation {
  if (reason === null) return { detail: ruleSentence(rule), mend: null }
  const [found, mend] = (detail === 'nested' ? NESTED : REASONS[reason])(scene)
  return { detail: `${found} ${ruleSentence(rule)}`, mend }
}
