import type { Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { groupTeamsOf } from '../dataverse/teams.js'
import { isMember, isOwner, isTransitiveMember, transitiveGroups } from '../directory/memberships.js'
import type { EligibilityFacts } from './rules/facts.js'

type GroupFacts = Pick<EligibilityFacts, 'group' | 'nestedGroupHasTeam'>

const WITHOUT_NESTING = { nestedGroupHasTeam: false } as const

/** Where a user stands towards the environment's security group. Costs as much as the user has groups. */
export function groupRelationOf(reader: Reader, environment: Environment, userId: string): GroupFacts {
  const { securityGroupId } = environment
  if (securityGroupId === null) return { group: 'unset', ...WITHOUT_NESTING }
  if (isMember(reader, securityGroupId, userId)) return { group: 'member', ...WITHOUT_NESTING }
  if (isOwner(reader, securityGroupId, userId)) return { group: 'owner', ...WITHOUT_NESTING }
  let group: 'none' | 'nested' = 'none'
  for (const { id } of transitiveGroups(reader, userId)) {
    if (!isTransitiveMember(reader, securityGroupId, id)) continue
    group = 'nested'
    if (hasGroupTeam(reader, environment, id)) return { group, nestedGroupHasTeam: true }
  }
  return { group, ...WITHOUT_NESTING }
}

function hasGroupTeam(reader: Reader, environment: Environment, groupId: string): boolean {
  for (const _team of groupTeamsOf(reader, environment, groupId)) return true
  return false
}
