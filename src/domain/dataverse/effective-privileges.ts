import type { Reader, TableReader } from '../access.js'
import { descendantUnits } from './business-units.js'
import type { Environment } from './environment-rows.js'
import { type Depth, depthAmongAll, depths, privilegeCatalog } from './privilege-catalog.js'
import { directRolesOf, teamRolesOf } from './role-assignments.js'
import { privilegesOfRole, rolePrivileges } from './role-privileges.js'
import { userKindOf } from './special-users.js'
import { type Row, rowsOf } from './tables.js'
import { teamIdsOf } from './team-members.js'

/** One privilege as one role grants it, measured from the business unit of the user or team that holds the role. */
export interface Grant {
  readonly depth: Depth
  readonly businessUnitId: string
  /** The team whose role it is, when the role does not make it the member's own. */
  readonly teamId: string | null
}

/** Whose rows a privilege reaches. */
export interface Reach {
  readonly everywhere: boolean
  /** Business units whose rows are reached. */
  readonly units: ReadonlySet<string>
  /** The user's own rows, and those of the user's teams. */
  readonly own: boolean
  /** Teams whose rows are reached although the privilege is not the user's own. */
  readonly teams: ReadonlySet<string>
}

/** What a user may do: the union of direct roles and those of every team (Microsoft: Security roles and privileges). */
export interface EffectivePrivileges {
  readonly user: Row
  readonly teamIds: ReadonlySet<string>
  readonly roleCount: number
  /** SYSTEM and its like hold everything without any role. */
  readonly implicit: boolean
  readonly grants: ReadonlyMap<string, readonly Grant[]>
  /** How far a privilege reaches, or undefined when the user does not hold it. */
  reach(privilegeName: string): Reach | undefined
}

/** Tables out of which privileges are computed; a change in any of them voids what was remembered. */
const sources = ['systemuserroles', 'teamroles', 'teammembership', 'role', 'team', 'businessunit']

interface Memory {
  readonly tables: readonly { readonly revision: number }[]
  stamp: number
  readonly users: Map<string, EffectivePrivileges>
}

const remembered = new WeakMap<TableReader<Row>, Memory>()

/** The effective privileges of a user, computed once until a role, team, membership or unit changes. */
export function effectivePrivileges(reader: Reader, environment: Environment, user: Row): EffectivePrivileges {
  const memory = memoryOf(reader, environment)
  const id = String(user.systemuserid)
  const known = memory.users.get(id)
  if (known && known.user === user) return known
  const made = computePrivileges(reader, environment, user)
  memory.users.set(id, made)
  return made
}

function memoryOf(reader: Reader, environment: Environment): Memory {
  const anchor = rowsOf(reader, environment, 'systemuserroles')
  let memory = remembered.get(anchor)
  if (!memory) {
    const tables = [...sources.map((name) => rowsOf(reader, environment, name)), rolePrivilegesOf(reader, environment)]
    memory = { tables, stamp: -1, users: new Map() }
    remembered.set(anchor, memory)
  }
  // Every revision only grows, so equal sums mean that nothing changed.
  const stamp = memory.tables.reduce((sum, table) => sum + table.revision, 0)
  if (memory.stamp !== stamp) memory.users.clear()
  memory.stamp = stamp
  return memory
}

function rolePrivilegesOf(reader: Reader, environment: Environment): { readonly revision: number } {
  return reader.table(rolePrivileges, environment.id)
}

/** The deepest of several depths. */
export function deepest(found: Iterable<Depth>): Depth {
  let best = 0
  for (const depth of found) best = Math.max(best, depths.indexOf(depth))
  return depths[best] ?? 'Basic'
}

function computePrivileges(reader: Reader, environment: Environment, user: Row): EffectivePrivileges {
  const grants = new Map<string, Grant[]>()
  let roleCount = 0
  const id = String(user.systemuserid)
  const collect = (role: Row, businessUnitId: string, teamId: string | null) => {
    roleCount++
    for (const [name, depth] of grantedBy(reader, environment, role)) {
      const grant = { depth, businessUnitId, teamId }
      const known = grants.get(name)
      if (known) known.push(grant)
      else grants.set(name, [grant])
    }
  }
  for (const role of directRolesOf(reader, environment, id)) collect(role, String(user.businessunitid), null)
  const teamIds = new Set(teamIdsOf(reader, environment, id))
  const teams = rowsOf(reader, environment, 'team')
  for (const teamId of teamIds) {
    const unit = String(teams.get(teamId)?.businessunitid)
    for (const role of teamRolesOf(reader, environment, teamId)) {
      collect(role, unit, role.isinherited === 0 ? teamId : null)
    }
  }
  const implicit = userKindOf(environment, user) === 'system'
  const reaches = new Map<string, Reach>()
  const reach = (name: string) => {
    if (implicit) return everything
    const known = reaches.get(name)
    if (known) return known
    const found = grants.get(name)
    const made = found && reachOf(reader, environment, found)
    if (made) reaches.set(name, made)
    return made
  }
  return { user, teamIds, roleCount, implicit, grants, reach }
}

const nowhere: ReadonlySet<string> = new Set()
const everything: Reach = { everywhere: true, units: nowhere, own: true, teams: nowhere }

function* grantedBy(reader: Reader, environment: Environment, role: Row): Generator<[string, Depth]> {
  const { all, privileges } = privilegesOfRole(reader, environment, role)
  if (all === null) yield* Object.entries(privileges)
  else for (const privilege of privilegeCatalog(environment).all) yield [privilege.name, depthAmongAll(privilege, all)]
}

function reachOf(reader: Reader, environment: Environment, grants: readonly Grant[]): Reach {
  const units = new Set<string>()
  const teams = new Set<string>()
  let everywhere = false
  let own = false
  for (const { depth, businessUnitId, teamId } of grants) {
    if (teamId === null) own = true
    else teams.add(teamId)
    if (depth === 'Global') everywhere = true
    else if (depth === 'Local') units.add(businessUnitId)
    else if (depth === 'Deep') for (const unit of descendantUnits(reader, environment, businessUnitId)) units.add(unit)
  }
  return { everywhere, units, own, teams }
}
