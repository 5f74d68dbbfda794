import type { ColumnDetails, CustomColumn } from './environment-rows.js'
import type { ColumnMetadata, ColumnType } from './metadata.js'

const usualDetails: Partial<Record<ColumnType, ColumnDetails>> = {
  String: { maxLength: 100 },
  Memo: { maxLength: 2000 },
  Boolean: {
    options: [
      [false, 'No'],
      [true, 'Yes'],
    ],
    default: false,
  },
}

/** A column that an environment has beside the standard ones, as its table shows it. */
export function customColumn(column: CustomColumn): ColumnMetadata {
  const { logicalName, schemaName = logicalName, type, relationships, ...details } = column
  return {
    logicalName: logicalName.toLowerCase(),
    schemaName,
    type,
    isCustom: true,
    label: schemaName,
    required: 'None',
    validForCreate: true,
    validForRead: true,
    validForUpdate: true,
    ...usualDetails[type],
    ...details,
  }
}
