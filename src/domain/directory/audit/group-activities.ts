import { groupLinks, groups } from '../tables.js'
import type { AuditedTable } from './activity.js'
import { byMembershipRule, is } from './conditions.js'
import { itself, memberAndGroup } from './targets.js'

/** What is told of groups, their members and owners. */
export const groupActivities: Readonly<Record<string, AuditedTable>> = {
  [groups.name]: {
    category: 'GroupManagement',
    targets: itself('Group'),
    activities: {
      added: [{ name: 'Add group', operation: 'Add' }],
      updated: [
        { name: 'Set group license', operation: 'Update', properties: ['assignedLicenses'] },
        { name: 'Update group', operation: 'Update' },
      ],
      deleted: [{ name: 'Delete group', operation: 'Delete' }],
      restored: [{ name: 'Restore group', operation: 'Update' }],
      purged: [{ name: 'Hard Delete group', operation: 'Delete' }],
    },
  },
  [groupLinks.name]: {
    category: 'GroupManagement',
    targets: memberAndGroup,
    isLink: true,
    activities: {
      added: [
        { name: 'Add member to group', operation: 'Assign', when: is('kind', 'member'), by: byMembershipRule },
        { name: 'Add owner to group', operation: 'Assign', when: is('kind', 'owner') },
      ],
      deleted: [
        { name: 'Remove member from group', operation: 'Unassign', when: is('kind', 'member'), by: byMembershipRule },
        { name: 'Remove owner from group', operation: 'Unassign', when: is('kind', 'owner') },
      ],
    },
  },
}
