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
  /** Tables that a fixture added to the standard ones, and columns that it added to those. */
  readonly customTables: readonly (NewTable | TableExtension)[]
}

/** A table beside the standard ones. */
export interface NewTable {
  readonly logicalName: string
  readonly entitySetName: string
  readonly primaryName: string
  readonly columns: readonly CustomColumn[]
}

/** Columns beside those that a standard table has. */
export interface TableExtension {
  /** Of the standard table. */
  readonly logicalName: string
  readonly columns: readonly CustomColumn[]
}

export interface CustomColumn {
  readonly logicalName: string
  readonly type: string
  readonly targets?: readonly string[]
}
