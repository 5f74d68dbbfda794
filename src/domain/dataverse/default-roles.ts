import data from '../../../fixtures/dataverse-roles.json' with { type: 'json' }
import type { Transaction } from '../../store/transaction.js'
import type { Environment } from './environment-rows.js'
import type { Depth } from './privilege-catalog.js'
import { createRole } from './roles.js'
import { initialId } from './special-users.js'

interface DefaultRole {
  readonly name: string
  readonly roletemplateid?: string
  /** Fixed for roles that a solution delivers. */
  readonly roleid?: string
  readonly all?: Depth
  /** Another role whose privileges it has, too: what is published of it is the name, and what it can do besides. */
  readonly like?: string
  /** Privilege names without `prv`, by depth. */
  readonly privileges?: Partial<Readonly<Record<Depth, readonly string[]>>>
}

// The compiler takes rows of JSON for arrays of anything that stands in them; their form is told in fixtures/README.md.
const { roles, templates } = data as unknown as {
  roles: readonly DefaultRole[]
  templates: readonly (readonly [string, string])[]
}

/** The role of everybody in an environment linked to finance and operations. */
export const FINANCE_AND_OPERATIONS_ROLE = 'Finance and Operations Basic User'

const inTeams = ({ type }: Environment): boolean => type === 'Teams'

/** Roles that only some environments have; so it is with those that are like one. */
const CONDITIONS: Readonly<Record<string, (environment: Environment) => boolean>> = {
  Salesperson: ({ dynamicsApps }) => dynamicsApps.includes('Sales'),
  'Teams Member': inTeams,
  'Teams Guest': inTeams,
  [FINANCE_AND_OPERATIONS_ROLE]: ({ fnoLinked }) => fnoLinked,
}

const expanded = new Map<DefaultRole, Readonly<Record<string, Depth>>>()

/** Name and template id of every role template. */
export const roleTemplates: ReadonlyMap<string, string> = new Map(templates)

/** The security roles of a new environment, in its root business unit. */
export function createDefaultRoles(transaction: Transaction, environment: Environment): void {
  for (const role of roles) {
    if (CONDITIONS[role.like ?? role.name]?.(environment) === false) continue
    createRole(transaction, environment, {
      name: role.name,
      roleid: role.roleid ?? initialId(environment, 'role', role.name),
      roletemplateid: role.roletemplateid ?? null,
      privileges: privilegesOf(role),
      ...(role.all ? { all: role.all } : {}),
    })
  }
}

/** One frozen map per default role, shared by all environments. */
function privilegesOf(role: DefaultRole): Readonly<Record<string, Depth>> {
  const known = expanded.get(role)
  if (known) return known
  const made: Record<string, Depth> = { ...privilegesLike(role) }
  for (const [depth, names] of Object.entries(role.privileges ?? {})) {
    for (const name of names ?? []) made[`prv${name}`] = depth as Depth
  }
  expanded.set(role, made)
  return made
}

function privilegesLike({ like }: DefaultRole): Readonly<Record<string, Depth>> | undefined {
  const other = roles.find(({ name }) => name === like)
  return other && privilegesOf(other)
}
