import type { Reader } from '../access.js'
import type { Environment } from '../dataverse/environment-rows.js'
import type { Row } from '../dataverse/tables.js'
import { organizationOf } from '../directory/organization.js'
import { administratorRoleOf } from './administrator-role.js'
import type { DirectoryUser } from './directory-user.js'
import { groupRelationOf } from './group-relation.js'
import { licenseClassOf } from './license-class.js'
import { rowKindOf } from './row-kind.js'
import type { EligibilityFacts, Mechanism } from './rules/facts.js'
import { settingOf } from './settings.js'

/**
 * What the rules want to know about one user in one environment: look-ups by index alone, so that the cost does not
 * depend on how many users the tenant has.
 */
export function gatherFacts(
  reader: Reader,
  environment: Environment,
  person: DirectoryUser,
  row: Row | undefined,
  mechanism: Mechanism,
): EligibilityFacts {
  return {
    mechanism,
    environmentType: environment.type,
    hasDatabase: environment.hasDatabase,
    appPass: environment.appPass,
    marketingLicense: organizationOf(reader).marketingLicense,
    directoryState: person.state,
    license: person.user ? licenseClassOf(person.user) : 'none',
    administrator: administratorRoleOf(reader, person.id),
    isCreator: environment.creatorId === person.id,
    ...groupRelationOf(reader, environment, person.id),
    row: rowKindOf(environment, row),
    flags: {
      nestedMembersJit: settingOf(environment, 'securityGroup.nestedMembersJit'),
      teamsOnDemandAdd: settingOf(environment, 'teams.onDemandAdd'),
      developerAllowAdditionalUsers: settingOf(environment, 'developer.allowAdditionalUsers'),
    },
  }
}
