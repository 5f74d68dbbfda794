import type { Row } from '../tables.js'

const labels = ['Exists', 'SoftDeleted', 'NotFoundOrHardDeleted']

/** What messages about the directory state of a user name. */
export function directoryStateOf(user: Row): { id: string; oid: string; state: string } {
  return {
    id: String(user.systemuserid),
    oid: String(user.azureactivedirectoryobjectid ?? ''),
    state: labels[Number(user.azurestate ?? 0)] ?? 'Exists',
  }
}
