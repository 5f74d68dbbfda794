import type { Change, Commit, Reader } from '../access.js'
import { environments } from '../dataverse/tables.js'
import { parseRoleAssignmentId } from '../directory/role-assignments.js'
import {
  deletedItems,
  groupLinks,
  groups,
  organizations,
  parseGroupLinkId,
  roleAssignments,
  users,
} from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import { MAPPED_PROPERTIES } from './field-mapping.js'

/** Whose standing commits may have changed: these users everywhere, and these environments as a whole. */
export class Affected {
  readonly userIds = new Set<string>()
  readonly environmentIds = new Set<string>()
}

const USER_PROPERTIES: ReadonlySet<string> = new Set<keyof User>([
  ...MAPPED_PROPERTIES,
  'accountEnabled',
  'assignedLicenses',
  'homeTenantLicenses',
  'userType',
])

/** Properties of an environment by which the rules may decide otherwise about all its users. */
const ENVIRONMENT_PROPERTIES: ReadonlySet<string> = new Set([
  'securityGroupId',
  'type',
  'appPass',
  'creatorId',
  'roleBySku',
  'settings',
])

type Observer = (reader: Reader, change: Change, affected: Affected) => void

/** What a change of each table means. Others, Dataverse's own among them, concern nobody. */
const OBSERVERS: ReadonlyMap<string, Observer> = new Map<string, Observer>([
  [users.name, observeUser],
  [deletedItems.name, (_, { id }, affected) => affected.userIds.add(id)],
  [groupLinks.name, observeGroupLink],
  [roleAssignments.name, observeRoleAssignment],
  [organizations.name, observeOrganization],
  [environments.name, observeEnvironment],
])

/** Adds whom a commit concerns; `reader` reads its tenant as it is now. Nothing is examined here. */
export function noteAffected(reader: Reader, commit: Commit, affected: Affected): void {
  for (const change of commit.changes) {
    if (change.scope === '') OBSERVERS.get(change.table)?.(reader, change, affected)
  }
}

function observeUser(_: Reader, { id, kind, properties }: Change, affected: Affected): void {
  if (kind !== 'update' || properties.some((name) => USER_PROPERTIES.has(name))) affected.userIds.add(id)
}

/** A nested group brings or takes many: every environment that has a security group is looked at as a whole. */
function observeGroupLink(reader: Reader, { id }: Change, affected: Affected): void {
  const { principalId } = parseGroupLinkId(id)
  if (!isGroup(reader, principalId)) affected.userIds.add(principalId)
  else
    for (const environment of reader.table(environments).rows()) {
      if (environment.securityGroupId !== null) affected.environmentIds.add(environment.id)
    }
}

function isGroup(reader: Reader, id: string): boolean {
  return reader.table(groups).has(id) || reader.table(deletedItems).get(id)?.kind === 'group'
}

function observeRoleAssignment(_: Reader, { id }: Change, affected: Affected): void {
  const principalId = parseRoleAssignmentId(id)?.principalId
  if (principalId !== undefined) affected.userIds.add(principalId)
}

function observeOrganization(reader: Reader, { kind, properties }: Change, affected: Affected): void {
  if (kind !== 'update' || !properties.includes('marketingLicense')) return
  for (const environment of reader.table(environments).rows()) affected.environmentIds.add(environment.id)
}

function observeEnvironment(_: Reader, { id, kind, properties }: Change, affected: Affected): void {
  if (kind === 'update' && properties.some((name) => ENVIRONMENT_PROPERTIES.has(name))) affected.environmentIds.add(id)
}
