import type { Row } from '../tables.js'

const labels = ['Exists', 'SoftDeleted', 'NotFoundOrHardDeleted']

/** What messages about the directory state of a user name. */
export function directoryStateOf(user: Row, azurestate: number): { id: string; oid: string; state: string } {
  return {
    id: String(user.systemuserid),
    oid: String(user.azureactivedirectoryobjectid ?? ''),
    state: labels[azurestate] ?? 'Exists',
  }
}
