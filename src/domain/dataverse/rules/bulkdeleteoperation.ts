import { requireNamedPrivilege } from '../access-check.js'
import type { TableRules } from './table-rules.js'

/** One privilege opens bulk deletions, to read about them and to forget them. */
export const bulkDeleteOperationRules: TableRules = {
  delete(transaction, session) {
    requireNamedPrivilege(transaction, session, 'prvBulkDelete')
    return 'goOn'
  },
}
