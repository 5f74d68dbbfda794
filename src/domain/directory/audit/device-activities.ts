import { deviceLinks, devices } from '../device-tables.js'
import type { AuditedTable } from './activity.js'
import { is } from './conditions.js'
import { itself, userAndDevice } from './targets.js'

/** What is told of devices, their owners and users. */
export const deviceActivities: Readonly<Record<string, AuditedTable>> = {
  [devices.name]: {
    category: 'Device',
    targets: itself('Device'),
    activities: {
      added: [{ name: 'Add device', operation: 'Add' }],
      updated: [{ name: 'Update device', operation: 'Update' }],
      deleted: [{ name: 'Delete device', operation: 'Delete' }],
    },
  },
  [deviceLinks.name]: {
    category: 'Device',
    targets: userAndDevice,
    isLink: true,
    activities: {
      added: [
        { name: 'Add registered owner to device', operation: 'Assign', when: is('kind', 'registeredOwner') },
        { name: 'Add registered users to device', operation: 'Assign', when: is('kind', 'registeredUser') },
      ],
      deleted: [
        { name: 'Remove registered owner from device', operation: 'Unassign', when: is('kind', 'registeredOwner') },
        { name: 'Remove registered users from device', operation: 'Unassign', when: is('kind', 'registeredUser') },
      ],
    },
  },
}
