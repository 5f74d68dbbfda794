import type { Access, Transaction } from '../../../domain/access.js'
import type { SchemaExtension } from '../../../domain/directory/extension-rows.js'
import { adoptSchemaExtension, findSchemaExtension } from '../../../domain/directory/schema-extensions.js'
import { type Call, write } from '../call.js'

/** As `write`, for bodies with values of extensions: those of other tenants are made known here first. */
export function writeExtended<Result>(call: Call, work: (transaction: Transaction) => Result): Result {
  return write(call, (transaction) => {
    for (const [name, value] of Object.entries(call.body as object)) {
      if (typeof value === 'object' && value !== null && name.includes('_')) adopt(call, transaction, name)
    }
    return work(transaction)
  })
}

/** A definition that its owner made available is there for every tenant, as it is at that time. */
function adopt({ access }: Call, transaction: Transaction, id: string): void {
  const known = findSchemaExtension(transaction, id)
  if (known && known.definedBy === undefined) return
  const tenants = known?.definedBy === undefined ? access.tenants() : [known.definedBy]
  const home = tenants.find((tenant) => tenant !== transaction.tenant && releasedSchema(access, tenant, id))
  const schema = home === undefined ? undefined : releasedSchema(access, home, id)
  if (home !== undefined && schema) adoptSchemaExtension(transaction, schema, home)
}

function releasedSchema(access: Access, tenant: string, id: string): SchemaExtension | undefined {
  const schema = access.hasTenant(tenant) ? findSchemaExtension(access.read(tenant), id) : undefined
  return schema && schema.definedBy === undefined && schema.status !== 'InDevelopment' ? schema : undefined
}
