import type { Reader } from '../../../domain/access.js'
import { directGroups } from '../../../domain/directory/memberships.js'
import { directoryRolesOf } from '../../../domain/directory/role-assignments.js'
import { roleNamed } from '../../../domain/directory/role-catalog.js'

/**
 * `reset`: password, phones, other mails; `sessions`: ending them, which goes with it. `sensitive`: those and deleting,
 * restoring; `account`: blocking and renaming, which goes with it.
 */
export type Touch = 'reset' | 'sessions' | 'sensitive' | 'account'

interface Row {
  readonly reset: readonly string[]
  readonly sensitive: readonly string[]
}

/** Where in the matrix a touch is found. */
const COLUMN: Readonly<Record<Touch, keyof Row>> = {
  reset: 'reset',
  sessions: 'reset',
  sensitive: 'sensitive',
  account: 'sensitive',
}
/** What Directory Writers may do as well, to people without any role. */
const WRITTEN: ReadonlySet<Touch> = new Set(['sessions', 'account'])

const PASSWORD = 'Password Administrator'
const HELPDESK = 'Helpdesk Administrator'
const AUTHENTICATION = 'Authentication Administrator'
const USERS = 'User Administrator'

const anybody: Row = { reset: [PASSWORD, HELPDESK, AUTHENTICATION, USERS], sensitive: [AUTHENTICATION, USERS] }
const reader: Row = { reset: [HELPDESK, AUTHENTICATION, USERS], sensitive: [AUTHENTICATION, USERS] }
const byUserAdministrators: Row = { reset: [USERS], sensitive: [USERS] }
const byNobodyElse: Row = { reset: [], sensitive: [] }

/**
 * Who may touch whom: by the role the target holds, the roles that may (Microsoft Entra: Who can reset passwords, Who
 * can perform sensitive actions). Roles that are not listed can be touched by those of `ALWAYS` alone.
 */
const byTargetRole: Readonly<Record<string, Row>> = {
  'Directory Readers': anybody,
  'Guest Inviter': anybody,
  [PASSWORD]: anybody,
  'Message Center Reader': reader,
  'Reports Reader': reader,
  'Usage Summary Reports Reader': reader,
  'User Experience Success Manager': reader,
  [HELPDESK]: { reset: [HELPDESK, USERS], sensitive: [USERS] },
  [AUTHENTICATION]: { reset: [AUTHENTICATION], sensitive: [AUTHENTICATION] },
  'Groups Administrator': byUserAdministrators,
  [USERS]: byUserAdministrators,
}

const ALWAYS = ['Global Administrator', 'Privileged Authentication Administrator']

/** Whether the roles that a caller holds allow such a touch of a target; one with several roles must allow it in each. */
export function mayTouch(reader: Reader, callerRoles: ReadonlySet<string>, targetId: string, touch: Touch): boolean {
  if (holdsAny(callerRoles, ALWAYS)) return true
  const rows = rowsOf(reader, targetId)
  if (WRITTEN.has(touch) && rows.length === 0 && holdsAny(callerRoles, ['Directory Writers'])) return true
  return (rows.length > 0 ? rows : [anybody]).every((row) => holdsAny(callerRoles, row[COLUMN[touch]]))
}

/** Whether somebody is protected as an administrator: holds a role, or is in or owns a role-assignable group. */
export function isProtected(reader: Reader, targetId: string): boolean {
  return rowsOf(reader, targetId).some((row) => row !== anybody)
}

/** The rows that a target is of: none for people without any role. */
function rowsOf(reader: Reader, targetId: string): readonly Row[] {
  const held = directoryRolesOf(reader, targetId)
  const rows = [...held].map((templateId) => rowByTemplate().get(templateId) ?? byNobodyElse)
  if (isInRoleAssignableGroup(reader, targetId)) rows.push(byNobodyElse)
  return rows
}

function isInRoleAssignableGroup(reader: Reader, id: string): boolean {
  for (const kind of ['member', 'owner'] as const) {
    for (const group of directGroups(reader, id, kind)) if (group.isAssignableToRole) return true
  }
  return false
}

/** Whether one of the roles with these names is among the held ones. */
export function holdsAny(held: ReadonlySet<string>, names: readonly string[]): boolean {
  if (held.size === 0) return false
  return names.some((name) => held.has(roleNamed(name)?.templateId ?? ''))
}

let byTemplate: ReadonlyMap<string, Row> | undefined

function rowByTemplate(): ReadonlyMap<string, Row> {
  byTemplate ??= new Map(Object.entries(byTargetRole).map(([name, row]) => [roleNamed(name)?.templateId ?? '', row]))
  return byTemplate
}
