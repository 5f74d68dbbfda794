import { requiredTable } from '../../../domain/dataverse/model.js'
import type { RowReference } from '../../../domain/dataverse/records/record-input.js'
import { isGuid } from '../../../kernel/guid.js'
import type { RequestContext } from '../context.js'
import { RequestRefused } from '../errors.js'
import { isObject } from '../json-body.js'
import { readReference } from '../read-reference.js'

const NAMESPACE = /^#?Microsoft\.Dynamics\.CRM\./

/**
 * The row that a parameter names: `{"@odata.id": "accounts(…)"}`, or `{"accountid": …, "@odata.type": …}` where a
 * principal may go by `ownerid`. A parameter of a declared type needs no `@odata.type`. Throws when the row is not there
 * or not named well enough.
 */
export function entityParameter(context: RequestContext, value: unknown, declared?: string): RowReference {
  if (!isObject(value)) throw keyless()
  if (typeof value['@odata.id'] === 'string') return readReference(context, value['@odata.id'])
  const type = value['@odata.type'] ?? (declared && `Microsoft.Dynamics.CRM.${declared}`)
  if (typeof type !== 'string' || !NAMESPACE.test(type)) throw keyless()
  const table = context.model.table(type.replace(NAMESPACE, ''))
  if (!table) throw keyless()
  const id = value[requiredTable(context.model, table.logicalName).primaryId] ?? value.ownerid
  if (typeof id !== 'string' || !isGuid(id)) throw keyless()
  return readReference(context, `${table.entitySetName}(${id})`)
}

function keyless(): RequestRefused {
  return new RequestRefused(400, '0x80060888', 'EdmEntityObject passed should have the key property value set.')
}
