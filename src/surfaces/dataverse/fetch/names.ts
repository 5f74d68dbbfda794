import type { ColumnMetadata, TableMetadata } from '../../../domain/dataverse/metadata.js'
import { DomainError } from '../../../kernel/errors.js'
import type { RequestContext } from '../context.js'
import { RequestRefused } from '../errors.js'

/** The table of that logical name. Throws a refusal when there is none. */
export function tableNamed({ model }: RequestContext, name: string): TableMetadata {
  const table = model.table(name)
  if (table) return table
  throw new DomainError('tableUnknown', { name })
}

/** The column of that logical name. Throws a refusal when there is none that may be read. */
export function columnOf(table: TableMetadata, name: string): ColumnMetadata {
  const column = table.columns.get(name)
  if (column?.validForRead) return column
  const { schemaName, metadataId, logicalName } = table
  throw new RequestRefused(
    400,
    '0x80041103',
    `'${schemaName}' entity doesn't contain attribute with Name = '${name}' and NameMapping = 'Logical' (look up attribute by name is case-sensitive).orgIndex: 0, id: ${metadataId}, logicalName: ${logicalName}`,
  )
}
