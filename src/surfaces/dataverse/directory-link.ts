import type { DirectoryGroupKind, DirectoryLink } from '../../domain/dataverse/directory-link.js'
import { isDynamic, isUnified } from '../../domain/directory/group-kinds.js'
import type { Group } from '../../domain/directory/group-rows.js'
import { isMember } from '../../domain/directory/memberships.js'
import { postMail } from '../../domain/directory/outbox.js'
import { groups, users } from '../../domain/directory/tables.js'
import { administratorRoleOf } from '../../domain/provisioning/administrator-role.js'
import { findDirectoryApplication } from '../../domain/provisioning/directory-application.js'
import { azureStateOf } from '../../domain/provisioning/directory-user.js'
import { fold } from '../../kernel/fold.js'
import type { DataverseRooms } from './rooms.js'

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
    isTenantAdministrator: (reader, objectId) => administratorRoleOf(reader, objectId) !== 'none',
    isGroupMember: isMember,
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
