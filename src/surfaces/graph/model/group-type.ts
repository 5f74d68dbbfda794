import type { Reader } from '../../../domain/access.js'
import type { Group } from '../../../domain/directory/group-rows.js'
import { directMembers } from '../../../domain/directory/memberships.js'
import { addressOf } from '../../../domain/directory/tables.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'
import { securityIdentifier } from './security-identifier.js'

/** The group resource type of Microsoft Graph over the directory's groups. */
export const groupType: () => GraphType<Group> = lazily(() =>
  defineType<Group>('group', {
    read: {
      organizationId: (_group, reader) => reader.tenant,
      securityIdentifier: (group) => securityIdentifier(group.id),
      hasMembersWithLicenseErrors,
      licenseProcessingState: (group) => (group.assignedLicenses.length === 0 ? null : { state: 'ProcessingComplete' }),
    },
    indexes: {
      displayName: { name: 'displayName', everyRow: true },
      mail: { name: 'mail' },
      mailNickname: { name: 'mailNickname' },
      uniqueName: { name: 'uniqueName' },
      proxyAddresses: { name: 'proxyAddresses', key: addressOf },
    },
    extra: (group) => group.extra,
  }),
)

function hasMembersWithLicenseErrors(group: Group, reader: Reader): boolean {
  if (group.assignedLicenses.length === 0) return false
  for (const member of directMembers(reader, group.id)) {
    const states = member.type === 'user' ? member.object.licenseAssignmentStates : []
    if (states.some((state) => state.assignedByGroup === group.id && state.state === 'Error')) return true
  }
  return false
}
