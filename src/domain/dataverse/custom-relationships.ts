import type { CustomColumn } from './environment-rows.js'
import type { ColumnMetadata, ManyToOne, TableMetadata } from './metadata.js'

/**
 * The relationships of a custom table's lookups, one for each lookup and target: of a custom table all columns count, of
 * a standard one those that are custom. Rows of a custom table can have access teams of their own.
 */
export function customRelationships(table: TableMetadata, columns: readonly CustomColumn[]): ManyToOne[] {
  const relationships: ManyToOne[] = table.isCustom && table.ownership === 'UserOwned' ? [recordTeams(table)] : []
  for (const column of table.columns.values()) {
    if (column.type === 'Owner' || !(table.isCustom || column.isCustom)) continue
    const { relationships: named = [] } =
      columns.find((each) => each.logicalName.toLowerCase() === column.logicalName) ?? {}
    for (const target of column.targets ?? []) {
      const names = named.find(({ to }) => to === target)
      relationships.push({ ...usualRelationship(table, column, target), ...names })
    }
  }
  return relationships
}

function recordTeams({ logicalName }: TableMetadata): ManyToOne {
  return {
    schemaName: `${logicalName}_Teams`,
    from: 'team',
    column: 'regardingobjectid',
    navigation: `regardingobjectid_${logicalName}`,
    to: logicalName,
    collection: `${logicalName}_Teams`,
    cascadeDelete: 'Cascade',
    cascadeAssign: 'NoCascade',
  }
}

function usualRelationship(table: TableMetadata, column: ColumnMetadata, target: string): ManyToOne {
  const several = (column.targets?.length ?? 0) > 1
  const schemaName = `${table.logicalName}_${column.logicalName}_${target}`
  return {
    schemaName,
    from: table.logicalName,
    column: column.logicalName,
    navigation: several ? `${column.schemaName}_${target}` : column.schemaName,
    to: target,
    collection: schemaName,
    cascadeDelete: 'RemoveLink',
    cascadeAssign: 'NoCascade',
  }
}
