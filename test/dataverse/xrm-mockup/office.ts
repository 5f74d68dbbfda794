import type { Depth } from '../../../src/domain/dataverse/privilege-catalog.js'
import { linkRoleToTeam } from '../../../src/domain/dataverse/role-assignments.js'
import { findRole } from '../../../src/domain/dataverse/roles.js'
import { HandSeeded, ROOT, TENANT } from '../hand-seeded.js'

export const CRM = 'Microsoft.Dynamics.CRM'

/** Rights on a table with one depth for all of them: `rights('Account', 'Basic', 'Read', 'Write')`. */
export function rights(table: string, depth: Depth, ...names: readonly string[]): Record<string, Depth> {
  return Object.fromEntries(names.map((name) => [`prv${name}${table}`, depth]))
}

/** An environment with what is done in it all the time, as an administrator unless somebody else is named. */
export class Office extends HandSeeded {
  /** The id of the root business unit. */
  async root(): Promise<string> {
    return (await this.call('GET', '/WhoAmI')).json.BusinessUnitId
  }

  /** An owner team of a unit, with a role if one is named; answers with its id. */
  async team(name: string, unit: string, role?: string): Promise<string> {
    const teamid = await this.make('teams', {
      name,
      teamtype: 0,
      'businessunitid@odata.bind': `businessunits(${unit})`,
    })
    const found = role && findRole(this.store.read(TENANT), this.environment, role, unit)
    if (found) this.write((t) => linkRoleToTeam(t, this.environment, teamid, String(found.roleid)))
    return teamid
  }

  join(team: string, ...users: readonly string[]) {
    return this.#changeMembers('AddMembersTeam', team, users)
  }

  leave(team: string, ...users: readonly string[]) {
    return this.#changeMembers('RemoveMembersTeam', team, users)
  }

  #changeMembers(action: string, team: string, users: readonly string[]) {
    const Members = users.map((user) => reference(`systemusers(${user})`))
    return this.call('POST', `/teams(${team})/${CRM}.${action}`, { body: { Members } })
  }

  /** The ids of a team's members. */
  async members(team: string): Promise<string[]> {
    const { json } = await this.call('GET', `/teams(${team})/teammembership_association?$select=systemuserid`)
    return json.value.map(({ systemuserid }: { systemuserid: string }) => systemuserid).sort()
  }

  /** The default team of a unit. */
  async defaultTeam(unit: string) {
    const { json } = await this.call('GET', `/teams?$filter=_businessunitid_value eq ${unit} and isdefault eq true`)
    return json.value[0]
  }

  /** An account of somebody. */
  account(name: string, owner: string, more: object = {}): Promise<string> {
    return this.make('accounts', { name, 'ownerid@odata.bind': owner, ...more })
  }

  async status(method: string, path: string, as: string, body?: unknown): Promise<number> {
    return (await this.call(method, path, { as, body })).status
  }

  async reads(as: string, path: string): Promise<boolean> {
    return (await this.status('GET', `/${path}`, as)) === 200
  }

  async writes(as: string, path: string, body: object = { description: as }): Promise<boolean> {
    return (await this.status('PATCH', `/${path}`, as, body)) === 204
  }

  /** Who owns a row: the id. */
  async ownerOf(path: string): Promise<string> {
    return (await this.call('GET', `/${path}?$select=_ownerid_value`)).json._ownerid_value
  }

  share(path: string, principal: string, AccessMask: string, as = 'admin') {
    const body = { Target: reference(path), PrincipalAccess: { Principal: reference(principal), AccessMask } }
    return this.call('POST', '/GrantAccess', { as, body })
  }

  unshare(path: string, principal: string, as = 'admin') {
    return this.call('POST', '/RevokeAccess', { as, body: { Target: reference(path), Revokee: reference(principal) } })
  }

  /** Gives a row to another owner. */
  assign(path: string, owner: string, as = 'admin') {
    return this.call('PATCH', `/${path}`, { as, body: { 'ownerid@odata.bind': `/${owner}` } })
  }
}

export function reference(path: string): { '@odata.id': string } {
  return { '@odata.id': `${ROOT}/${path}` }
}
