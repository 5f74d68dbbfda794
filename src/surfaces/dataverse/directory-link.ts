import type { Reader } from '../../domain/access.js'
import type { DirectoryApplication, DirectoryLink } from '../../domain/dataverse/directory-link.js'
import { roleNamed } from '../../domain/directory/role-catalogue.js'
import {
  applications,
  groupLinks,
  groups,
  linkKey,
  organizations,
  roleAssignments,
  servicePrincipals,
  users,
} from '../../domain/directory/tables.js'
import { fold } from '../../kernel/fold.js'
import type { DataverseRooms } from './rooms.js'

const administratorRoles = new Set(
  ['Global Administrator', 'Power Platform Administrator', 'Dynamics 365 Administrator'].flatMap(
    (name) => roleNamed(name)?.templateId ?? [],
  ),
)

/** What Dataverse may ask of the directory, answered from its tables. */
export function createDirectoryLink(rooms: Pick<DataverseRooms, 'addUser'>): DirectoryLink {
  return {
    application: findApplication,
    user(reader, { objectId, userPrincipalName }) {
      if (objectId !== undefined) return reader.table(users).has(objectId) ? objectId : undefined
      return reader.table(users).findFirst('userPrincipalName', fold(userPrincipalName ?? ''))?.id
    },
    addUser: rooms.addUser,
    isTenantAdministrator(reader, objectId) {
      for (const assignment of reader.table(roleAssignments).find('principalId', objectId)) {
        if (administratorRoles.has(assignment.roleDefinitionId)) return true
      }
      return false
    },
    isGroupMember(reader, groupId, userId) {
      for (const link of reader.table(groupLinks).find('principal', linkKey('member', userId))) {
        if (link.groupId === groupId) return true
      }
      return false
    },
    hasGroup: (reader, objectId) => reader.table(groups).has(objectId),
  }
}

function findApplication(reader: Reader, applicationId: string): DirectoryApplication | undefined {
  const appId = fold(applicationId)
  const application = reader.table(applications).findFirst('appId', appId)
  const principal = reader.table(servicePrincipals).findFirst('appId', appId)
  if (!application && !principal) return undefined
  const [organization] = reader.table(organizations).rows()
  const domain = organization?.verifiedDomains.find((each) => each.isDefault)?.name ?? 'localhost'
  return {
    objectId: principal?.id ?? application?.id ?? '',
    displayName: application?.displayName ?? principal?.displayName ?? applicationId,
    uri: application?.identifierUris[0] ?? null,
    domain,
  }
}
