import type { Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import { SYSTEM_ADMINISTRATOR } from '../dataverse/roles.js'
import { isOwner } from '../directory/memberships.js'
import type { User } from '../directory/user-rows.js'
import type { EligibilityFacts } from './rules/facts.js'
import { isExemptFromGroup } from './rules/gates/security-group.js'
import { settingOf } from './settings.js'

type Persona = Pick<EligibilityFacts, 'administrator' | 'group' | 'isCreator'>

/** Names of the security roles that somebody who is added to an environment gets, whatever the licenses. */
export function firstRoles(
  reader: Reader,
  environment: Environment,
  user: Pick<User, 'id' | 'userType'>,
  facts: Persona,
): readonly string[] {
  const roles = rolesOfType(reader, environment, user, facts)
  const legacy = facts.administrator !== 'none' && settingOf(environment, 'admin.autoSystemAdministrator')
  return legacy && !roles.includes(SYSTEM_ADMINISTRATOR) ? [SYSTEM_ADMINISTRATOR, ...roles] : roles
}

function rolesOfType(
  reader: Reader,
  environment: Environment,
  user: Pick<User, 'id' | 'userType'>,
  facts: Persona,
): readonly string[] {
  if (environment.type === 'Default') return ['Basic User', 'Environment Maker']
  if (environment.type === 'Developer' && facts.isCreator) return [SYSTEM_ADMINISTRATOR]
  return environment.type === 'Teams' ? teamsRoles(reader, environment, user, facts) : []
}

/** Who somebody is to the team decides (About the Dataverse for Teams environment, user roles). */
function teamsRoles(
  reader: Reader,
  { securityGroupId }: Environment,
  { id, userType }: Pick<User, 'id' | 'userType'>,
  { administrator }: Persona,
): readonly string[] {
  // A colleague invited from outside the team: its environment is then bound to no group.
  if (securityGroupId === null) return ['Basic User']
  if (isExemptFromGroup(administrator) || isOwner(reader, securityGroupId, id)) return [SYSTEM_ADMINISTRATOR]
  const persona = userType === 'Guest' ? 'Teams Guest' : 'Teams Member'
  return administrator === 'none' ? [persona] : [SYSTEM_ADMINISTRATOR, persona]
}
