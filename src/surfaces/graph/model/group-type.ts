import type { Reader } from '../../../domain/access.js'
import { isUnified } from '../../../domain/directory/group-kinds.js'
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
      ...Object.fromEntries(Object.entries(MAILBOX).map(([name, value]) => [name, keptByMailbox(name, value)])),
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

/** What the mailbox of a Microsoft 365 group keeps, as long as nobody says otherwise; other groups have none. */
const MAILBOX: Readonly<Record<string, unknown>> = {
  allowExternalSenders: false,
  autoSubscribeNewMembers: false,
  hideFromAddressLists: false,
  hideFromOutlookClients: false,
  isSubscribedByMail: true,
  unseenCount: 0,
}

function keptByMailbox(name: string, otherwise: unknown): (group: Group) => unknown {
  return (group) => (isUnified(group) ? (group.extra[name] ?? otherwise) : null)
}

function hasMembersWithLicenseErrors(group: Group, reader: Reader): boolean {
  if (group.assignedLicenses.length === 0) return false
  for (const member of directMembers(reader, group.id)) {
    const states = member.type === 'user' ? member.object.licenseAssignmentStates : []
    if (states.some((state) => state.assignedByGroup === group.id && state.state === 'Error')) return true
  }
  return false
}
