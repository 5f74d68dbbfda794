import { users } from '../tables.js'
import type { AuditedTable } from './activity.js'
import { byLicensing, is, isEnabled, isSelf, not, setsPassword } from './conditions.js'
import { itself } from './targets.js'

/** What is told of users. */
export const userActivities: Readonly<Record<string, AuditedTable>> = {
  [users.name]: {
    category: 'UserManagement',
    targets: itself('User'),
    activities: {
      added: [
        { name: 'Add user', operation: 'Add' },
        {
          name: 'Invite external user',
          operation: 'Add',
          service: 'Invited Users',
          when: is('creationType', 'Invitation'),
        },
      ],
      updated: [
        {
          name: 'Change user password',
          operation: 'Update',
          properties: ['password'],
          when: (occurrence) => setsPassword(occurrence) && isSelf(occurrence),
        },
        {
          name: 'Reset user password',
          operation: 'Update',
          properties: ['password'],
          when: (occurrence) => setsPassword(occurrence) && !isSelf(occurrence),
        },
        {
          name: 'Set force change user password',
          operation: 'Update',
          properties: ['password'],
          when: not(setsPassword),
        },
        {
          name: 'Update StsRefreshTokenValidFrom Timestamp',
          operation: 'Update',
          properties: ['signInSessionsValidFromDateTime'],
        },
        {
          name: 'Change user license',
          operation: 'Update',
          properties: ['assignedLicenses', 'licenseAssignmentStates'],
          by: byLicensing,
        },
        { name: 'Set user manager', operation: 'Update', properties: ['managerId'] },
        {
          name: 'Disable account',
          operation: 'Update',
          properties: ['accountEnabled'],
          beside: true,
          when: not(isEnabled),
        },
        { name: 'Enable account', operation: 'Update', properties: ['accountEnabled'], beside: true, when: isEnabled },
        { name: 'Update user', operation: 'Update' },
      ],
      deleted: [{ name: 'Delete user', operation: 'Delete' }],
      restored: [{ name: 'Restore user', operation: 'Update' }],
      purged: [{ name: 'Hard Delete user', operation: 'Delete' }],
    },
  },
}
