import type { ColumnMetadata, ColumnType, KeyMetadata, ManyToMany } from './metadata.js'

export type EnvironmentType = 'Production' | 'Sandbox' | 'Trial' | 'Developer' | 'Default' | 'Teams'

/** A Power Platform environment of the tenant, with or without a Dataverse database. */
export interface Environment {
  readonly id: string
  readonly uniqueName: string
  readonly displayName: string
  readonly type: EnvironmentType
  readonly hasDatabase: boolean
  readonly isDefault: boolean
  readonly createdDateTime: string
  /** Object id of the directory user who made it. */
  readonly creatorId: string | null
  /** Object id of the directory group that limits who gets in; for a Teams environment the team's group. */
  readonly securityGroupId: string | null
  /** App-pass (per-app) capacity is allocated. */
  readonly appPass: boolean
  /** Linked to finance and operations. */
  readonly fnoLinked: boolean
  readonly dynamicsApps: readonly string[]
  /** Security roles that a license brings, by SKU part number. */
  readonly roleBySku: Readonly<Record<string, readonly string[]>>
  /** Configuration flags by the names of the provisioning rules (`sync.mode`, `roles.auto`, …). */
  readonly settings: Readonly<Record<string, string | number | boolean>>
  /** Null without a database. */
  readonly organizationId: string | null
  readonly rootBusinessUnitId: string | null
  /** Tables beside the standard ones, and what was changed of those. */
  readonly customTables: readonly (NewTable | TableExtension | NewIntersect)[]
  /** Grows with every change of tables, columns, keys and relationships. */
  readonly metadataVersion?: number
}

/** How a table is shown, where that was said. */
interface TableDisplay {
  readonly displayName?: string
  readonly displayCollectionName?: string
  readonly description?: string
  readonly changeTracking?: boolean
}

/** A table beside the standard ones. */
export interface NewTable extends TableDisplay {
  readonly logicalName: string
  /** The logical name where absent. */
  readonly schemaName?: string
  readonly entitySetName: string
  readonly primaryName: string
  readonly objectTypeCode: number
  /** Users and teams own the rows where absent. */
  readonly ownership?: 'UserOwned' | 'OrganizationOwned'
  /** The primary name is among them where it is not a plain text. */
  readonly columns: readonly CustomColumn[]
  readonly keys?: readonly KeyMetadata[]
}

/** What a standard table has beside its columns. */
export interface TableExtension extends TableDisplay {
  /** Of the standard table. */
  readonly logicalName: string
  readonly columns: readonly CustomColumn[]
  readonly keys?: readonly KeyMetadata[]
}

/** A many-to-many relationship beside the standard ones, with the table that holds its links. */
export interface NewIntersect {
  /** Of the intersect table. */
  readonly logicalName: string
  readonly columns: readonly []
  readonly link: ManyToMany
}

/** What may be said of a custom column; the rest is as usual for its type. */
export type ColumnDetails = Partial<
  Pick<
    ColumnMetadata,
    | 'label'
    | 'description'
    | 'required'
    | 'maxLength'
    | 'min'
    | 'max'
    | 'precision'
    | 'format'
    | 'behavior'
    | 'options'
    | 'default'
  >
>

export interface CustomColumn extends ColumnDetails {
  readonly logicalName: string
  /** The logical name where absent. */
  readonly schemaName?: string
  readonly type: ColumnType
  readonly targets?: readonly string[]
  /** How the relationships of a lookup are called, where that was said. */
  readonly relationships?: readonly RelationshipNames[]
}

/** The names of a lookup's relationship with one of its targets, and what becomes of rows when the target's is deleted. */
export interface RelationshipNames {
  readonly schemaName: string
  readonly to: string
  readonly navigation: string
  readonly collection: string
  readonly cascadeDelete: string
  readonly cascadeAssign: string
}
