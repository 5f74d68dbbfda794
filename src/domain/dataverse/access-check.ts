import { DomainError } from '../../kernel/errors.js'
import type { Reader } from '../../store/transaction.js'
import { isClosedByAccessMode, refuseByAccessMode } from './access-modes.js'
import type { EffectivePrivileges, Reach } from './effective-privileges.js'
import type { TableMetadata } from './metadata.js'
import { type Privilege, privilegeCatalog, type Right, rightBits } from './privilege-catalog.js'
import type { Session } from './session.js'
import { sharedObjectIds, sharedRights } from './sharing.js'
import type { Row } from './tables.js'

/**
 * Refuses an operation on a table that the session holds no privilege for, at whatever depth.
 * Throws `privilegeMissing` and the refusals of access modes.
 */
export function requirePrivilege(reader: Reader, session: Session, table: TableMetadata, right: Right): void {
  if (session.unchecked) return
  for (const user of session.acting) refuseByAccessMode(user, table, right)
  const privilege = governing(session, table, right)
  if (privilege) requireHeld(reader, session, privilege)
}

/** As `requirePrivilege`, for what takes the privilege over every row there is. */
export function requireAccessToAll(reader: Reader, session: Session, table: TableMetadata, right: Right): void {
  requirePrivilege(reader, session, table, right)
  const privilege = session.unchecked ? undefined : governing(session, table, right)
  const isPartial = (principal: EffectivePrivileges) => {
    const held = privilege && principal.reach(privilege.name)
    return held !== undefined && !reachesAll(held, table)
  }
  const lacking = session.privileges(reader).find(isPartial)
  if (privilege && lacking) throw new DomainError('privilegeMissing', { privilege, session, lacking })
}

/** Refuses who does not hold a privilege by its name. Throws `privilegeMissing`. */
export function requireNamedPrivilege(reader: Reader, session: Session, name: string): void {
  const privilege = privilegeCatalog(session.environment).byName(name)
  if (privilege && !session.unchecked) requireHeld(reader, session, privilege)
}

/** Whether a caller holds a privilege at any depth, and so does whoever calls on his behalf. */
export function holdsNamedPrivilege(reader: Reader, session: Session, name: string): boolean {
  return session.unchecked || session.privileges(reader).every((each) => each.reach(name) !== undefined)
}

/** Refuses an operation on a row that lies outside the reach of the session. Throws `privilegeMissing`, `accessDenied`. */
export function requireAccess(reader: Reader, session: Session, table: TableMetadata, right: Right, row: Row): void {
  requirePrivilege(reader, session, table, right)
  if (canAccess(reader, session, table, right, row)) return
  const privilege = governing(session, table, right)
  const lacking = session.privileges(reader).find((each) => privilege && isTeamsAlone(each, privilege))
  // Who could only make rows for a team has, for rows of his own, no privilege at all.
  if (right === 'Create' && lacking) throw new DomainError('privilegeMissing', { privilege, session, lacking })
  throw new DomainError('accessDenied', { right, table, id: row[table.primaryId], session })
}

function isTeamsAlone(principal: EffectivePrivileges, privilege: Privilege): boolean {
  const reach = principal.reach(privilege.name)
  return reach !== undefined && !reach.own && !reach.everywhere && reach.units.size === 0
}

/** True when the session may do this to the row. */
export function canAccess(reader: Reader, session: Session, table: TableMetadata, right: Right, row: Row): boolean {
  if (session.unchecked) return true
  const privilege = governing(session, table, right)
  if (!privilege) return true
  return session.privileges(reader).every((each) => reaches(reader, session, each, privilege, table, row))
}

/**
 * The rows of a table that the session may read: all, none, or those that pass the test. Throws the refusals of
 * access modes and `privilegeMissing`.
 */
export function readableRows(
  reader: Reader,
  session: Session,
  table: TableMetadata,
): ((row: Row) => boolean) | undefined {
  requirePrivilege(reader, session, table, 'Read')
  return visibleRows(reader, session, table)
}

/** As `readableRows` without refusing: a table that may not be read shows no rows. Undefined when all rows are visible. */
export function visibleRows(
  reader: Reader,
  session: Session,
  table: TableMetadata,
): ((row: Row) => boolean) | undefined {
  const privilege = session.unchecked ? undefined : governing(session, table, 'Read')
  if (!session.unchecked && session.acting.some((user) => isClosedByAccessMode(user, table))) return () => false
  if (!privilege) return undefined
  const principals = session.privileges(reader)
  if (principals.every((each) => each.reach(privilege.name)?.everywhere)) return undefined
  const tests = principals.map((each) => visibilityTest(reader, session, each, privilege, table))
  return (row) => tests.every((test) => test(row))
}

/** Where the rows lie that somebody may read: with these owners, in these units, or of these ids. */
export interface Territory {
  readonly owners: readonly string[]
  readonly units: readonly string[]
  /** The column of the unit that a row lies in. */
  readonly unitColumn: 'owningbusinessunit' | 'businessunitid'
  readonly ids: readonly string[]
}

/** Where all rows are that the session may read, and perhaps others; undefined when they may be anywhere. */
export function territoryOf(reader: Reader, session: Session, table: TableMetadata): Territory | undefined {
  const privilege = session.unchecked ? undefined : governing(session, table, 'Read')
  if (!privilege) return undefined
  for (const principal of session.privileges(reader)) {
    const reach = principal.reach(privilege.name)
    if (!reach || reachesAll(reach, table)) continue
    const shared = sharedObjectIds(reader, session.environment, principal, rightBits[privilege.right])
    const own = reach.own ? [String(principal.user.systemuserid), ...principal.teamIds] : []
    const isUnits = table.ownership === 'BusinessOwned'
    return {
      owners: isUnits ? [] : [...new Set([...own, ...reach.teams])],
      units: [...reach.units],
      unitColumn: isUnits ? 'businessunitid' : 'owningbusinessunit',
      ids: [...shared],
    }
  }
  return undefined
}

/** As `reaches`, with everything that does not depend on the row worked out before. */
function visibilityTest(
  reader: Reader,
  session: Session,
  principal: EffectivePrivileges,
  privilege: Privilege,
  table: TableMetadata,
): (row: Row) => boolean {
  const reach = principal.reach(privilege.name)
  if (!reach) return () => false
  if (reachesAll(reach, table)) return () => true
  const shared = sharedObjectIds(reader, session.environment, principal, rightBits[privilege.right])
  return (row) => reachesByPlace(principal, reach, table, row) || shared.has(String(row[table.primaryId]))
}

function governing(session: Session, table: TableMetadata, right: Right): Privilege | undefined {
  return privilegeCatalog(session.environment).forTable(table.logicalName, right)
}

function requireHeld(reader: Reader, session: Session, privilege: Privilege): void {
  const lacking = session.privileges(reader).find((each) => !each.reach(privilege.name))
  if (lacking) throw new DomainError('privilegeMissing', { privilege, session, lacking })
}

function reaches(
  reader: Reader,
  session: Session,
  principal: EffectivePrivileges,
  privilege: Privilege,
  table: TableMetadata,
  row: Row,
): boolean {
  const reach = principal.reach(privilege.name)
  if (!reach) return false
  return (
    reachesAll(reach, table) ||
    reachesByPlace(principal, reach, table, row) ||
    reachesByShare(reader, session, principal, privilege, table, row)
  )
}

/** Rows that belong to nobody are reached at any depth. */
function reachesAll(reach: Reach, table: TableMetadata): boolean {
  return reach.everywhere || table.ownership === 'OrganizationOwned' || table.ownership === 'None'
}

function reachesByPlace(principal: EffectivePrivileges, reach: Reach, table: TableMetadata, row: Row): boolean {
  if (table.ownership === 'BusinessOwned') {
    const unit = row.businessunitid
    return typeof unit === 'string' && reach.units.has(unit)
  }
  const { owningbusinessunit, ownerid } = row
  if (typeof owningbusinessunit === 'string' && reach.units.has(owningbusinessunit)) return true
  if (typeof ownerid !== 'string') return false
  if (reach.own && (ownerid === principal.user.systemuserid || principal.teamIds.has(ownerid))) return true
  return reach.teams.has(ownerid)
}

function reachesByShare(
  reader: Reader,
  session: Session,
  principal: EffectivePrivileges,
  privilege: Privilege,
  table: TableMetadata,
  row: Row,
): boolean {
  const objectId = String(row[table.primaryId])
  const shared = sharedRights(reader, session.environment, objectId, principal)
  return (shared & rightBits[privilege.right]) !== 0
}
