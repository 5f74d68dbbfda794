import type { DirectoryGroupKind, DirectoryLink } from '../../domain/dataverse/directory-link.js'
import { isDynamic, isUnified } from '../../domain/directory/group-kinds.js'
import type { Group } from '../../domain/directory/group-rows.js'
import { postMail } from '../../domain/directory/outbox.js'
import { roleNamed } from '../../domain/directory/role-catalogue.js'
import { groupLinks, groups, linkKey, roleAssignments, users } from '../../domain/directory/tables.js'
import { findDirectoryApplication } from '../../domain/provisioning/directory-application.js'
import { azureStateOf } from '../../domain/provisioning/directory-user.js'
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
    application: findDirectoryApplication,
    azureState: azureStateOf,
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
    groupKind(reader, objectId) {
      const group = reader.table(groups).get(objectId)
      return group && groupKind(group)
    },
    postMail,
  }
}

function groupKind(group: Group): DirectoryGroupKind {
  if (isDynamic(group) && DEVICE_RULE.test(group.membershipRule ?? '')) return 'devices'
  return isUnified(group) ? 'microsoft365' : 'security'
}

/** A membership rule speaks of devices or of users, never of both. */
const DEVICE_RULE = /\bdevice\./i
