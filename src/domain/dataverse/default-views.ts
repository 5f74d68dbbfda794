import data from '../../../fixtures/dataverse-views.json' with { type: 'json' }
import type { Transaction } from '../access.js'
import type { Environment } from './environment-rows.js'
import { modelOf, requiredTable } from './model.js'
import { defaultColumns } from './records/default-columns.js'
import { createdStamp } from './row-stamps.js'
import { initialId } from './special-users.js'
import { insertRow } from './tables.js'

/** `[id where it is the same everywhere, or 0; name; table; whether it is the table's default; columns; conditions]` */
type ViewData = readonly [string | 0, string, string, boolean, readonly string[], string]

// The compiler takes rows of JSON for arrays of anything that stands in them; their form is told in fixtures/README.md.
const views = data.views as unknown as readonly ViewData[]

/** The views of a new environment, for everybody who may read views. */
export function createDefaultViews(transaction: Transaction, environment: Environment): void {
  const model = modelOf(environment)
  for (const [id, name, returnedtypecode, isdefault, columns, conditions] of views) {
    const { primaryId, objectTypeCode } = requiredTable(model, returnedtypecode)
    insertRow(transaction, environment, 'savedquery', {
      ...defaultColumns(requiredTable(model, 'savedquery')),
      savedqueryid: id === 0 ? initialId(environment, 'savedquery', name) : id,
      name,
      returnedtypecode,
      isdefault,
      iscustom: false,
      isuserdefined: false,
      organizationid: environment.organizationId,
      fetchxml: fetchXmlOf(returnedtypecode, [primaryId, ...columns], conditions),
      layoutxml: layoutXmlOf(objectTypeCode, primaryId, columns),
      ...createdStamp(transaction, environment),
    })
  }
}

function fetchXmlOf(table: string, columns: readonly string[], conditions: string): string {
  const attributes = columns.map((column) => `<attribute name="${column}"/>`).join('')
  const order = `<order attribute="${columns[1]}" descending="false"/>`
  const entity = `<entity name="${table}">${attributes}<filter type="and">${conditions}</filter>${order}</entity>`
  return `<fetch version="1.0" output-format="xml-platform" mapping="logical">${entity}</fetch>`
}

function layoutXmlOf(code: number | null, primaryId: string, columns: readonly string[]): string {
  const cells = columns.map((column) => `<cell name="${column}" width="150"/>`).join('')
  const row = `<row name="result" id="${primaryId}">${cells}</row>`
  return `<grid name="resultset" object="${code}" jump="${columns[0]}" select="1" icon="1" preview="1">${row}</grid>`
}
