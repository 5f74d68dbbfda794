/** What a column may hold, by the attribute type codes of Dataverse; `Image` and `File` stand for columns with content. */
export type ColumnType =
  | 'String'
  | 'Memo'
  | 'Integer'
  | 'BigInt'
  | 'Decimal'
  | 'Double'
  | 'Money'
  | 'Boolean'
  | 'Picklist'
  | 'State'
  | 'Status'
  | 'Lookup'
  | 'Owner'
  | 'Customer'
  | 'Uniqueidentifier'
  | 'DateTime'
  | 'EntityName'
  | 'ManagedProperty'
  | 'Image'
  | 'File'

/** A choice: value and label; of a State the default status, of a Status the state it belongs to. */
export type Choice = readonly [value: number | boolean, label: string, partner?: number]

export type RequiredLevel = 'None' | 'Recommended' | 'ApplicationRequired' | 'SystemRequired'

/** A column of a table, as data. */
export interface ColumnMetadata {
  readonly logicalName: string
  readonly schemaName: string
  readonly type: ColumnType
  readonly label: string | null
  readonly description?: string
  readonly required: RequiredLevel
  readonly validForCreate: boolean
  /** Without it the column is never returned and cannot be selected. */
  readonly validForRead: boolean
  readonly validForUpdate: boolean
  readonly maxLength?: number
  readonly min?: number
  readonly max?: number
  readonly precision?: number
  readonly format?: string
  readonly behavior?: string
  readonly options?: readonly Choice[]
  readonly default?: number | boolean
  /** Logical names of the tables a lookup may point to. */
  readonly targets?: readonly string[]
  /** Neither of a standard table nor one that every table has. */
  readonly isCustom?: true
}

/** A declared alternate key. */
export interface KeyMetadata {
  readonly logicalName: string
  readonly columns: readonly string[]
}

export type Ownership = 'UserOwned' | 'BusinessOwned' | 'OrganizationOwned' | 'None'

/** A table, as data: everything the generic engine needs to serve it. */
export interface TableMetadata {
  readonly logicalName: string
  readonly schemaName: string
  readonly entitySetName: string
  /** Null where no number is known. */
  readonly objectTypeCode: number | null
  readonly ownership: Ownership
  readonly primaryId: string
  readonly primaryName: string | null
  readonly displayName: string | null
  readonly displayCollectionName: string | null
  readonly description?: string
  readonly metadataId: string
  readonly isIntersect: boolean
  readonly isActivity: boolean
  readonly isCustom: boolean
  readonly optimisticConcurrency: boolean
  readonly changeTracking: boolean
  readonly keys: readonly KeyMetadata[]
  readonly columns: ReadonlyMap<string, ColumnMetadata>
}

/** `from.column` refers to a row of `to`; `navigation` leads there, `collection` leads back. */
export interface ManyToOne {
  readonly schemaName: string
  readonly from: string
  readonly column: string
  readonly navigation: string
  readonly to: string
  readonly collection: string
  readonly cascadeDelete: string
  readonly cascadeAssign: string
}

/** Rows of two tables linked by rows of an intersect table. */
export interface ManyToMany {
  readonly schemaName: string
  readonly table1: string
  readonly column1: string
  readonly navigation1: string
  readonly table2: string
  readonly column2: string
  readonly navigation2: string
  readonly intersectTable: string
}

/** A navigation property of a table, whichever kind of relationship is behind it. */
export type Navigation =
  | {
      readonly kind: 'single'
      readonly name: string
      readonly column: string
      /** One table, or several for a lookup whose one navigation property reaches all of them (`ownerid`). */
      readonly targets: readonly string[]
      /** The lookup column may hold rows of several tables and remembers which in `{column}type`. */
      readonly polymorphic: boolean
    }
  | {
      readonly kind: 'collection'
      readonly name: string
      readonly target: string
      readonly column: string
      readonly polymorphic: boolean
      readonly relationship: ManyToOne
    }
  | {
      readonly kind: 'many'
      readonly name: string
      readonly target: string
      readonly intersectTable: string
      readonly ownColumn: string
      readonly targetColumn: string
      readonly relationship: ManyToMany
    }

/** A lookup of any kind: its value is the id of a row elsewhere. */
export function isLookup(column: ColumnMetadata): boolean {
  return column.type === 'Lookup' || column.type === 'Owner' || column.type === 'Customer'
}

/** True when the lookup remembers the table of its value in a companion column. */
export function isPolymorphic(column: ColumnMetadata): boolean {
  return isLookup(column) && (column.targets?.length ?? 0) > 1
}

/** The companion column that holds the table of a polymorphic lookup's value. */
export function typeColumnOf(column: string): string {
  return `${column}type`
}

/** The property under which a lookup column stands on the wire. */
export function lookupProperty(column: string): string {
  return `_${column}_value`
}
