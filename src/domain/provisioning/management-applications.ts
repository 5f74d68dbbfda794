import { fold } from '../../kernel/fold.js'
import { defineTable } from '../../store/table-definition.js'
import type { Reader, Transaction } from '../access.js'

/** An app that administers the environments of the tenant (Power Platform: Create a service principal). */
interface ManagementApplication {
  /** Client id. */
  readonly applicationId: string
}

export const managementApplications = defineTable<ManagementApplication>({
  name: 'managementApplications',
  id: (row) => row.applicationId,
  indexes: {},
})

export function isManagementApplication(reader: Reader, applicationId: string): boolean {
  return reader.table(managementApplications).has(fold(applicationId))
}

/** Registers an app; once more changes nothing. */
export function registerManagementApplication(transaction: Transaction, applicationId: string): ManagementApplication {
  const row = { applicationId: fold(applicationId) }
  return (
    transaction.table(managementApplications).get(row.applicationId) ?? transaction.insert(managementApplications, row)
  )
}

export function removeManagementApplication(transaction: Transaction, applicationId: string): void {
  transaction.remove(managementApplications, fold(applicationId))
}
