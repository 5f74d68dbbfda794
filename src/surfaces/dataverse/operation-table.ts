import type { Operation } from './operation.js'
import { accessOperations } from './operations/access-operations.js'
import { bulkOperations } from './operations/bulk-operations.js'
import { definitionOperations } from './operations/definition-operations.js'
import { directoryUserOperations } from './operations/directory-user-operations.js'
import { multipleOperations } from './operations/multiple-operations.js'
import { organizationOperations } from './operations/organization-operations.js'
import { privilegeOperations } from './operations/privilege-operations.js'
import { publishOperations } from './operations/publish-operations.js'
import { recordTeamOperations } from './operations/record-team-operations.js'
import { roleOperations } from './operations/role-operations.js'
import { teamOperations } from './operations/team-operations.js'
import { userOperations } from './operations/user-operations.js'

/** Every function and action of the service. */
export const operations: readonly Operation[] = [
  ...organizationOperations,
  ...definitionOperations,
  ...publishOperations,
  ...privilegeOperations,
  ...roleOperations,
  ...teamOperations,
  ...recordTeamOperations,
  ...accessOperations,
  ...userOperations,
  ...directoryUserOperations,
  ...multipleOperations,
  ...bulkOperations,
]

const byName = new Map(operations.map((operation) => [operation.name, operation]))

/** A function or action that is called on no row, by name. */
export function unboundOperation(name: string): Operation | undefined {
  const operation = byName.get(name)
  return operation && !operation.boundTo ? operation : undefined
}

/** An operation by its name without the namespace, if it is bound to rows (or the collection) of that table. */
export function boundOperation(name: string, table: string, collection: boolean): Operation | undefined {
  const operation = byName.get(name)
  if (!operation?.boundTo || (operation.collection ?? false) !== collection) return undefined
  return operation.boundTo.includes('*') || operation.boundTo.includes(table) ? operation : undefined
}

/** Where an operation is called, as `openapi/dataverse.yaml` has it: one path for each table it is bound to. */
export function pathsOf(operation: Operation, entitySetOf: (table: string) => string): readonly string[] {
  const { name, boundTo, collection } = operation
  if (!boundTo) return [`/${name}`]
  return boundTo.map((table) => {
    const set = table === '*' ? '{entitySet}' : entitySetOf(table)
    return `/${set}${collection ? '' : '({key})'}/Microsoft.Dynamics.CRM.${name}`
  })
}
