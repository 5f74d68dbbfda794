import { expect } from 'vitest'
import type { EnvironmentDocument, FixtureDocument, TenantDocument } from '../../src/domain/fixture/tenant-document.js'
import { createEmulator } from '../../src/index.js'
import { type As, type Reply, Rulebook } from './rulebook.js'
import { rulebookFixture } from './rulebook-tenant.js'

export type Depth = 'Basic' | 'Local' | 'Deep' | 'Global'

const ACTION = 'Microsoft.Dynamics.CRM'

/** The error code of a refusal. */
export function codeOf({ body }: Reply): string | undefined {
  return (body.error as { code?: string } | undefined)?.code
}

/** Status and error code of an answer; the code is undefined for what succeeded. */
export function outcomeOf(reply: Reply): readonly [status: number, code: string | undefined] {
  return [reply.status, codeOf(reply)]
}

/** Status, code and message of a refusal, for rules that say all three. */
export function refusalOf(reply: Reply): readonly [status: number, code: string | undefined, message: string] {
  return [reply.status, codeOf(reply), String((reply.body.error as { message?: string } | undefined)?.message)]
}

/** Makes a row, by the application user unless told otherwise, and answers with its id. */
export async function make(book: Rulebook, environment: string, set: string, body: object, as?: As): Promise<string> {
  const reply = await book.dataverse(environment, 'POST', `/${set}`, body, as)
  expect(reply.status, reply.text).toBe(204)
  return /\(([0-9a-f-]{36})\)$/.exec(reply.headers.get('odata-entityid') ?? '')?.[1] ?? ''
}

/** The user's first access; answers with the id of the row. */
export async function enter(book: Rulebook, user: string, environment: string): Promise<string> {
  await book.jit(user, environment)
  return String((await book.row(user, environment))?.systemuserid)
}

export async function rootUnit(book: Rulebook, environment: string): Promise<string> {
  const [unit] = await book.rows(environment, '_parentbusinessunitid_value eq null', 'businessunits')
  return String(unit?.businessunitid)
}

export async function makeUnit(book: Rulebook, environment: string, name: string, parent?: string): Promise<string> {
  const above = parent ?? (await rootUnit(book, environment))
  return make(book, environment, 'businessunits', {
    name,
    'parentbusinessunitid@odata.bind': `/businessunits(${above})`,
  })
}

/** Makes a role with privileges by name (without `prv`); in the root unit unless `columns` say otherwise. */
export async function makeRole(
  book: Rulebook,
  environment: string,
  name: string,
  privileges: Readonly<Record<string, Depth>>,
  columns: object = {},
): Promise<string> {
  const role = await make(book, environment, 'roles', { name, ...columns })
  const Privileges = Object.entries(privileges).map(([each, Depth]) => ({ PrivilegeName: `prv${each}`, Depth }))
  const added = await book.dataverse(environment, 'POST', `/roles(${role})/${ACTION}.AddPrivilegesRole`, { Privileges })
  expect(added.status, added.text).toBe(204)
  return role
}

/** The copy of a role that belongs to a unit. */
export async function copyIn(book: Rulebook, environment: string, role: string, unit: string): Promise<string> {
  const filter = `_parentrootroleid_value eq ${role} and _businessunitid_value eq ${unit}`
  const [copy] = await book.rows(environment, filter, 'roles')
  return String(copy?.roleid)
}

/** Links a row through a navigation property, as `teams(…)/teamroles_association`. */
export function link(book: Rulebook, environment: string, path: string, target: string, as?: As): Promise<Reply> {
  return book.dataverse(environment, 'POST', `/${path}/$ref`, { '@odata.id': target }, as)
}

export function unlink(book: Rulebook, environment: string, path: string, as?: As): Promise<Reply> {
  return book.dataverse(environment, 'DELETE', `/${path}/$ref`, undefined, as)
}

/** Links a row and expects it to succeed. */
export async function linked(book: Rulebook, environment: string, path: string, target: string): Promise<void> {
  const reply = await link(book, environment, path, target)
  expect(reply.status, reply.text).toBe(204)
}

/** Makes a team of a directory group, with a role when one is named. */
export async function groupTeam(
  book: Rulebook,
  environment: string,
  group: string,
  role?: string,
  columns: object = {},
): Promise<string> {
  const body = { name: group, azureactivedirectoryobjectid: book.group(group), membershiptype: 0, teamtype: 2 }
  const team = await make(book, environment, 'teams', { ...body, ...columns })
  if (role !== undefined) {
    const roleid = await book.role(environment, role)
    await linked(book, environment, `teams(${team})/teamroles_association`, `roles(${roleid})`)
  }
  return team
}

/** Gives a user's row a role and expects it to succeed. */
export function given(book: Rulebook, environment: string, user: string, role: string): Promise<void> {
  return linked(book, environment, `systemusers(${user})/systemuserroles_association`, `roles(${role})`)
}

/** Names of the roles that a user holds directly, in order. */
export async function roleNames(book: Rulebook, environment: string, user: string): Promise<string[]> {
  const { body } = await book.dataverse(environment, 'GET', `/systemusers(${user})/systemuserroles_association`)
  return (body.value as { name: string }[]).map(({ name }) => name).sort()
}

/** Keys of the directory users whom a team lists, in order. */
export async function membersOf(book: Rulebook, environment: string, team: string): Promise<unknown[]> {
  const path = `/teams(${team})/teammembership_association?$select=azureactivedirectoryobjectid`
  const { body, text, status } = await book.dataverse(environment, 'GET', path)
  expect(status, text).toBe(200)
  const ids = (body.value as { azureactivedirectoryobjectid?: string }[]).map((row) => row.azureactivedirectoryobjectid)
  return book.tenant.users.flatMap(({ id, key }) => (ids.includes(id) ? key : [])).sort()
}

/** Switches organization settings of an environment. */
export async function setOrganization(book: Rulebook, environment: string, settings: object): Promise<void> {
  const [organization] = await book.rows(environment, undefined, 'organizations')
  const elements = Object.entries(settings).map(([name, value]) => `<${name}>${value}</${name}>`)
  const orgdborgsettings = `<OrgSettings>${elements.join('')}</OrgSettings>`
  const path = `/organizations(${organization?.organizationid})`
  const { status, text } = await book.dataverse(environment, 'PATCH', path, { orgdborgsettings })
  expect(status, text).toBe(204)
}

/** Tries something in a tenant that differs from the usual one: in what is said about an environment, or altogether. */
export async function withFixture(
  environments: Readonly<Record<string, Partial<EnvironmentDocument>>>,
  run: (book: Rulebook) => Promise<void>,
  tenant: Partial<TenantDocument> = {},
): Promise<void> {
  const emulator = await createEmulator({ fixture: changed(environments, tenant), sync: 'manual' })
  try {
    await run(new Rulebook(emulator))
  } finally {
    await emulator.close()
  }
}

function changed(
  environments: Readonly<Record<string, Partial<EnvironmentDocument>>>,
  tenant: Partial<TenantDocument>,
): FixtureDocument {
  const { tenants } = rulebookFixture()
  return {
    tenants: tenants.map((each) => ({
      ...each,
      ...(each.key === 't' && tenant),
      ...(each.environments && {
        environments: each.environments.map((environment) => ({
          ...environment,
          ...environments[environment.uniqueName],
          settings: { ...environment.settings, ...environments[environment.uniqueName]?.settings },
        })),
      }),
    })),
  }
}
