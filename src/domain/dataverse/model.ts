import { customRelationships } from './custom-relationships.js'
import {
  customTableMetadata,
  extendedTable,
  intersectMetadata,
  newIntersects,
  newTables,
  tableExtensions,
} from './custom-tables.js'
import type { Environment } from './environment-rows.js'
import type { ColumnMetadata, ManyToMany, ManyToOne, Navigation, TableMetadata } from './metadata.js'
import { isPolymorphic } from './metadata.js'
import {
  standardEntitySets,
  standardManyToMany,
  standardManyToOne,
  standardTable,
  standardTableNames,
} from './standard-tables.js'

/** The tables, columns and relationships of one environment. */
export interface Model {
  readonly tableNames: readonly string[]
  table(logicalName: string): TableMetadata | undefined
  tableOfSet(entitySetName: string): TableMetadata | undefined
  /** Navigation properties of a table by name (the case counts). */
  navigations(logicalName: string): ReadonlyMap<string, Navigation>
  /** Relationships in which rows of other tables refer to rows of this one. */
  referencesTo(logicalName: string): readonly ManyToOne[]
  readonly manyToOne: readonly ManyToOne[]
  readonly manyToMany: readonly ManyToMany[]
}

type CustomTables = Environment['customTables']

const noCustomTables: CustomTables = []
const models = new WeakMap<CustomTables, Model>()

/** The model of an environment. Environments without custom tables share one. */
export function modelOf(environment: Pick<Environment, 'customTables'>): Model {
  const custom = environment.customTables.length === 0 ? noCustomTables : environment.customTables
  const known = models.get(custom)
  if (known) return known
  const model = createModel(custom)
  models.set(custom, model)
  return model
}

/** The metadata of a table that is known to exist. */
export function requiredTable(model: Model, logicalName: string): TableMetadata {
  const table = model.table(logicalName)
  if (!table) throw new Error(`no table '${logicalName}' in this environment`)
  return table
}

function createModel(customTables: CustomTables): Model {
  const links = newIntersects({ customTables })
  const made = [...newTables({ customTables }).map(customTableMetadata), ...links.map(intersectMetadata)]
  const customSets = new Map(made.map((table) => [table.entitySetName, table.logicalName]))
  const tables = new Map(made.map((table) => [table.logicalName, table]))
  for (const extension of tableExtensions({ customTables })) tables.set(extension.logicalName, extendedTable(extension))
  const manyToOne = [
    ...standardManyToOne,
    ...customTables.flatMap(({ logicalName, columns }) => {
      const table = tables.get(logicalName)
      return table ? customRelationships(table, columns) : []
    }),
  ]
  const manyToMany = [...standardManyToMany, ...links.map(({ link }) => link)]
  const navigations = new Map<string, ReadonlyMap<string, Navigation>>()
  const references = new Map<string, readonly ManyToOne[]>()
  const table = (logicalName: string) => tables.get(logicalName) ?? standardTable(logicalName)
  return {
    tableNames: [...standardTableNames, ...made.map(({ logicalName }) => logicalName)],
    manyToOne,
    manyToMany,
    table,
    tableOfSet: (set) => table(customSets.get(set) ?? standardEntitySets.get(set) ?? ''),
    referencesTo(logicalName) {
      const known = references.get(logicalName)
      if (known) return known
      const found = manyToOne.filter((relationship) => relationship.to === logicalName)
      references.set(logicalName, found)
      return found
    },
    navigations(logicalName) {
      const known = navigations.get(logicalName)
      if (known) return known
      const made = navigationsOf(table(logicalName), manyToOne, manyToMany, table)
      navigations.set(logicalName, made)
      return made
    },
  }
}

function navigationsOf(
  table: TableMetadata | undefined,
  manyToOne: readonly ManyToOne[],
  manyToMany: readonly ManyToMany[],
  tableByName: (logicalName: string) => TableMetadata | undefined,
): ReadonlyMap<string, Navigation> {
  const found = new Map<string, Navigation>()
  if (!table) return found
  const add = (navigation: Navigation) => found.set(navigation.name, navigation)
  for (const column of table.columns.values()) if (column.type === 'Owner') add(ownerNavigation(column))
  for (const relationship of manyToOne) {
    if (relationship.from === table.logicalName) add(singleNavigation(relationship, table))
    if (relationship.to === table.logicalName) add(collectionNavigation(relationship, tableByName(relationship.from)))
  }
  for (const relationship of manyToMany) {
    if (relationship.table1 === table.logicalName) add(manyNavigation(relationship, 1))
    if (relationship.table2 === table.logicalName) add(manyNavigation(relationship, 2))
  }
  return found
}

/** `ownerid` is one navigation property for users and teams alike. */
function ownerNavigation(column: ColumnMetadata): Navigation {
  return {
    kind: 'single',
    name: column.logicalName,
    column: column.logicalName,
    targets: column.targets ?? ['systemuser', 'team'],
    polymorphic: true,
  }
}

function singleNavigation(relationship: ManyToOne, table: TableMetadata): Navigation {
  const column = table.columns.get(relationship.column)
  return {
    kind: 'single',
    name: relationship.navigation,
    column: relationship.column,
    targets: [relationship.to],
    polymorphic: column !== undefined && isPolymorphic(column),
  }
}

function collectionNavigation(relationship: ManyToOne, from: TableMetadata | undefined): Navigation {
  const column = from?.columns.get(relationship.column)
  return {
    kind: 'collection',
    name: relationship.collection,
    target: relationship.from,
    column: relationship.column,
    polymorphic: column !== undefined && isPolymorphic(column),
    relationship,
  }
}

function manyNavigation(relationship: ManyToMany, side: 1 | 2): Navigation {
  const { table1, column1, navigation1, table2, column2, navigation2, intersectTable } = relationship
  return side === 1
    ? {
        kind: 'many',
        name: navigation1,
        target: table2,
        intersectTable,
        ownColumn: column1,
        targetColumn: column2,
        relationship,
      }
    : {
        kind: 'many',
        name: navigation2,
        target: table1,
        intersectTable,
        ownColumn: column2,
        targetColumn: column1,
        relationship,
      }
}
