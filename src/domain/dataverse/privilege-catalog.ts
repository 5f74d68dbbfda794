import data from '../../../fixtures/dataverse-privileges.json' with { type: 'json' }
import { guidOf } from '../../kernel/guid.js'
import type { Environment } from './environment-rows.js'
import { type Model, modelOf } from './model.js'

/** What a privilege lets its holder do; `None` for privileges that belong to no table operation. */
export type Right = 'Create' | 'Read' | 'Write' | 'Delete' | 'Append' | 'AppendTo' | 'Assign' | 'Share' | 'None'

/** How far a privilege reaches, from the holder's own rows to the whole organization. */
export type Depth = 'Basic' | 'Local' | 'Deep' | 'Global'

/** Every depth, the nearest first. */
export const depths: readonly Depth[] = ['Basic', 'Local', 'Deep', 'Global']

/** The bits of the AccessRights enumeration. */
export const rightBits: Readonly<Record<Right, number>> = {
  None: 0,
  Read: 1,
  Write: 2,
  Append: 4,
  AppendTo: 16,
  Create: 32,
  Delete: 65_536,
  Share: 262_144,
  Assign: 524_288,
}

/** Everything that is done with a row that is there: what can be shared. */
export const rightsOnRows =
  rightBits.Read |
  rightBits.Write |
  rightBits.Append |
  rightBits.AppendTo |
  rightBits.Delete |
  rightBits.Share |
  rightBits.Assign

export interface Privilege {
  readonly privilegeid: string
  readonly name: string
  /** Logical name of the table it is about, or null. */
  readonly table: string | null
  readonly right: Right
  /** The depths at which it can be given. */
  readonly depths: readonly Depth[]
}

/** The depth at which a role has a privilege that has all of them at a depth: the deepest that there is, at most. */
export function depthAmongAll({ depths: possible }: Privilege, all: Depth): Depth {
  return possible.includes(all) ? all : (possible.at(-1) ?? all)
}

/** The privileges that exist in an environment. */
export interface PrivilegeCatalog {
  readonly all: readonly Privilege[]
  /** By name, whatever the case. */
  byName(name: string): Privilege | undefined
  byId(privilegeid: string): Privilege | undefined
  /** The privilege that governs an operation on a table; undefined where the table has none for it. */
  forTable(logicalName: string, right: Right): Privilege | undefined
  /** False for tables that no privilege guards. */
  guards(logicalName: string): boolean
}

const depthLetters: Readonly<Record<string, Depth>> = { B: 'Basic', L: 'Local', D: 'Deep', G: 'Global' }
const rights: readonly Right[] = ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign', 'Share']
/** Rows that nobody owns are neither assigned nor shared. */
const rightsOnUnowned = rights.filter((right) => right !== 'Assign' && right !== 'Share')
const catalogs = new WeakMap<Model, PrivilegeCatalog>()

/** `[name, table or 0, right, depth letters, id where one is known]` */
type PrivilegeData = readonly [string, string | 0, Right, string, string?]

// The compiler takes rows of JSON for arrays of anything that stands in them; their form is told in fixtures/README.md.
const standardPrivileges = data.privileges as unknown as readonly PrivilegeData[]

/** The catalog of an environment: the standard privileges and eight for each custom table. */
export function privilegeCatalog(environment: Pick<Environment, 'customTables'>): PrivilegeCatalog {
  const model = modelOf(environment)
  const known = catalogs.get(model)
  if (known) return known
  const catalog = createCatalog(model)
  catalogs.set(model, catalog)
  return catalog
}

function createCatalog(model: Model): PrivilegeCatalog {
  const all = [...standardPrivileges.map(standardPrivilege), ...custom(model)]
  const byName = new Map(all.map((privilege) => [privilege.name.toLowerCase(), privilege]))
  const byId = new Map(all.map((privilege) => [privilege.privilegeid, privilege]))
  const byTable = new Map(all.map((privilege) => [`${privilege.table}/${privilege.right}`, privilege]))
  const guarded = new Set(all.map((privilege) => privilege.table))
  return {
    all,
    byName: (name) => byName.get(name.toLowerCase()),
    byId: (id) => byId.get(id),
    forTable: (table, right) => (right === 'None' ? undefined : byTable.get(`${table}/${right}`)),
    guards: (table) => guarded.has(table),
  }
}

function standardPrivilege([name, table, right, letters, id]: PrivilegeData): Privilege {
  return {
    privilegeid: id ?? privilegeIdOf(name),
    name,
    table: table === 0 ? null : table,
    right,
    depths: [...letters].flatMap((letter) => depthLetters[letter] ?? []),
  }
}

function custom(model: Model): Privilege[] {
  const tables = model.tableNames
    .flatMap((name) => model.table(name) ?? [])
    .filter((table) => table.isCustom && !table.isIntersect)
  return tables.flatMap((table) => {
    const isOwned = table.ownership === 'UserOwned'
    return (isOwned ? rights : rightsOnUnowned).map((right): Privilege => {
      const name = `prv${right}${table.schemaName}`
      const privilegeid = privilegeIdOf(name)
      return { privilegeid, name, table: table.logicalName, right, depths: isOwned ? depths : ['Global'] }
    })
  })
}

/** Standard privileges have the same id everywhere; where it is not known it follows from the name. */
function privilegeIdOf(name: string): string {
  return guidOf(`privilege/${name}`)
}
