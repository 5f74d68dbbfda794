import type { Access } from '../../domain/access.js'
import { holdsNamedPrivilege } from '../../domain/dataverse/access-check.js'
import type { DirectoryLink } from '../../domain/dataverse/directory-link.js'
import { effectivePrivileges } from '../../domain/dataverse/effective-privileges.js'
import type { LocatedEnvironment } from '../../domain/dataverse/locate-environment.js'
import { createSession, type Session } from '../../domain/dataverse/session.js'
import { initialId, systemUserIdOf, userKindOf } from '../../domain/dataverse/special-users.js'
import { findSystemuserByApplicationId, findSystemuserByObjectId } from '../../domain/dataverse/systemusers.js'
import { type Row, rowsOf } from '../../domain/dataverse/tables.js'
import { DomainError } from '../../kernel/errors.js'
import { isGuid } from '../../kernel/guid.js'
import type { Authenticated } from './authenticate.js'
import type { FirstAccesses } from './first-accesses.js'
import type { DataverseRooms } from './rooms.js'

export interface CallerMapping {
  readonly access: Access
  readonly rooms: DataverseRooms
  readonly directory: DirectoryLink
  readonly firstAccesses: FirstAccesses
}

/**
 * The session of a caller in an environment: the systemuser behind the token, or the one whom the headers say it acts
 * for. A user who knocks for the first time is added if the rules allow it. Throws `notMember`, `userDisabled`,
 * `unitDisabled`, `userWithoutRoles`, `actOnBehalfDenied`, `callerIdInvalid`, `rowMissing`.
 */
export function openSession(
  mapping: CallerMapping,
  authenticated: Authenticated,
  headers: Readonly<Record<string, string>>,
): Session {
  const { access, directory } = mapping
  const { tenantId, environment, caller } = authenticated
  const reader = access.read(tenantId)
  const unchecked = caller.unchecked === true
  const row = callerRow(mapping, authenticated)
  requireUsable(mapping, authenticated, row)
  const session = createSession(environment, row, directory, { unchecked })
  const impersonated = impersonatedRow(mapping, authenticated, headers, () => {
    if (!holdsNamedPrivilege(reader, session, 'prvActOnBehalfOfAnotherUser')) throw new DomainError('actOnBehalfDenied')
  })
  if (!impersonated || impersonated.systemuserid === row.systemuserid) return session
  requireUsable(mapping, authenticated, impersonated)
  return createSession(environment, impersonated, directory, { caller: row, unchecked })
}

function callerRow(mapping: CallerMapping, authenticated: Authenticated): Row {
  const { tenantId, environment, caller } = authenticated
  const reader = mapping.access.read(tenantId)
  const users = rowsOf(reader, environment, 'systemuser')
  const special = caller.special && users.get(initialId(environment, 'systemuser', caller.special))
  if (special) return special
  const row =
    caller.kind === 'app'
      ? findSystemuserByApplicationId(reader, environment, caller.appId)
      : userRow(mapping, authenticated)
  if (row) return row
  const system = caller.unchecked ? users.get(systemUserIdOf(environment)) : undefined
  if (system) return system
  throw new DomainError('notMember')
}

/** The row of a directory user, brought up to date when the session is due or the account has lapsed. */
function userRow(mapping: CallerMapping, authenticated: Authenticated): Row | undefined {
  const { access, rooms, firstAccesses } = mapping
  const { tenantId, environment, caller, lapsed } = authenticated
  const row = findSystemuserByObjectId(access.read(tenantId), environment, caller.oid)
  const isDue = firstAccesses.isDue(environment.id, caller, rooms.clock.now())
  if (row && !row.isdisabled && !isDue && !lapsed) return row
  return rowBroughtUpToDate(mapping, authenticated, caller.oid)
}

/** What becomes of a directory user's row when the user accesses the environment. */
function rowBroughtUpToDate(
  { access, rooms }: CallerMapping,
  { tenantId, environment }: LocatedEnvironment,
  oid: string,
) {
  rooms.firstAccess(access, tenantId, environment.id, oid)
  return findSystemuserByObjectId(access.read(tenantId), environment, oid)
}

/** The user whom `CallerObjectId` (which wins) or `MSCRMCallerID` name. To be impersonated is an access, each time. */
function impersonatedRow(
  mapping: CallerMapping,
  { tenantId, environment }: LocatedEnvironment,
  headers: Readonly<Record<string, string>>,
  requireRight: () => void,
): Row | undefined {
  const objectId = headers.callerobjectid
  const systemuserid = headers.mscrmcallerid
  const given = objectId ?? systemuserid
  if (given === undefined) return undefined
  if (!isGuid(given)) throw new DomainError('callerIdInvalid')
  requireRight()
  const id = given.toLowerCase()
  if (objectId !== undefined) {
    const row = rowBroughtUpToDate(mapping, { tenantId, environment }, id)
    if (!row) throw new DomainError('notMember')
    return row
  }
  const row = rowsOf(mapping.access.read(tenantId), environment, 'systemuser').get(id)
  if (!row) throw new DomainError('rowMissing', { table: 'systemuser', id })
  if (userKindOf(environment, row) !== 'person') return row
  const oid = String(row.azureactivedirectoryobjectid)
  return rowBroughtUpToDate(mapping, { tenantId, environment }, oid) ?? row
}

function requireUsable({ access }: CallerMapping, { tenantId, environment, caller }: Authenticated, row: Row): void {
  if (row.isdisabled) throw new DomainError('userDisabled')
  const reader = access.read(tenantId)
  const unitId = String(row.businessunitid)
  if (rowsOf(reader, environment, 'businessunit').get(unitId)?.isdisabled)
    throw new DomainError('unitDisabled', { unitId })
  if (caller.unchecked) return
  const held = effectivePrivileges(reader, environment, row)
  if (!held.implicit && held.roleCount === 0) throw new DomainError('userWithoutRoles', { id: row.systemuserid })
}
