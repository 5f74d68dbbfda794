import { roleTemplates } from '../../domain/dataverse/default-roles.js'
import { privilegeCatalog } from '../../domain/dataverse/privilege-catalog.js'
import type { Row } from '../../domain/dataverse/tables.js'
import { listSource } from '../../odata/list-source.js'
import type { RowSource } from '../../odata/row-source.js'
import { applicationUserRows } from './application-user-rows.js'
import { type RequestContext, readerOf } from './context.js'
import { directoryUserRows } from './directory-user-rows.js'
import { privilegeRow, rolePrivilegeRows } from './role-privilege-rows.js'

type VirtualTable = (context: RequestContext) => RowSource<Row>

/** Tables whose rows are worked out and stored nowhere. */
const virtualTables: Readonly<Record<string, VirtualTable>> = {
  privilege: ({ environment }) => sourceOf(privilegeCatalog(environment).all.map(privilegeRow), 'privilegeid'),
  roletemplate: () =>
    sourceOf(
      [...roleTemplates].map(([name, roletemplateid]) => ({ roletemplateid, name, upgrading: false })),
      'roletemplateid',
    ),
  applicationuser: (context) =>
    sourceOf([...applicationUserRows(readerOf(context), context.environment)], 'applicationuserid'),
  aaduser: (context) => sourceOf([...directoryUserRows(readerOf(context))], 'aaduserid'),
  roleprivileges: (context) => sourceOf([...rolePrivilegeRows(context)], 'roleprivilegeid'),
}

/** How the rows of a virtual table are found, or undefined for a table that is stored. */
export function virtualTable(logicalName: string): VirtualTable | undefined {
  return virtualTables[logicalName]
}

function sourceOf(rows: readonly Row[], id: string): RowSource<Row> {
  return listSource(rows, (row) => String(row[id]))
}
