import type { AuditedTable } from './activity.js'

/** Something that is added, updated and deleted, and no more. */
export function objectActivities(name: string): AuditedTable['activities'] {
  return {
    added: [{ name: `Add ${name}`, operation: 'Add' }],
    updated: [{ name: `Update ${name}`, operation: 'Update' }],
    deleted: [{ name: `Delete ${name}`, operation: 'Delete' }],
  }
}
