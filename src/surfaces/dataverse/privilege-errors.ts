import { accessModeLabels } from '../../domain/dataverse/access-modes.js'
import type { EffectivePrivileges } from '../../domain/dataverse/effective-privileges.js'
import type { TableMetadata } from '../../domain/dataverse/metadata.js'
import { type Privilege, privilegeCatalog, type Right } from '../../domain/dataverse/privilege-catalog.js'
import type { Session } from '../../domain/dataverse/session.js'

/** The text about a privilege that nobody gave the user, as current builds word it. Tools read it with patterns. */
export function missingPrivilegeMessage(details: Readonly<Record<string, unknown>>): string {
  const { privilege, session, lacking } = details as {
    privilege: Privilege
    session: Session
    lacking: EffectivePrivileges
  }
  // Also when it is the caller who lacks it, the impersonated user is the one named.
  const { user } = session
  const catalog = privilegeCatalog(session.environment).all
  const table = privilege.table === null ? undefined : session.model.table(privilege.table)
  if (!table)
    return `SecLib::CheckPrivilege failed. User: ${user.systemuserid}, PrivilegeName: ${privilege.name}, PrivilegeId: ${privilege.privilegeid}, Required Depth: Basic, BusinessUnitId: ${user.businessunitid}, MetadataCache Privileges Count: ${catalog.length}, User Privileges Count: ${lacking.grants.size}`
  const facts = [
    `Id=${user.systemuserid}`,
    'type=8',
    `roleCount=${lacking.roleCount}`,
    `privilegeCount=${lacking.grants.size}`,
    `accessMode='${accessModeLabels[Number(user.accessmode ?? 0)] ?? accessModeLabels[0]}'`,
    `AADObjectId='${user.azureactivedirectoryobjectid ?? ''}'`,
    `MetadataCachePrivilegesCount=${catalog.length}`,
    `businessUnitId=${user.businessunitid}`,
  ]
  return `Principal user (${facts.join(', ')}), is missing ${privilege.name} privilege (Id=${privilege.privilegeid}) on OTC=${table.objectTypeCode ?? 0} for entity '${table.logicalName}' (LocalizedName='${table.displayName ?? table.schemaName}'). context.Caller=${user.systemuserid}. Consider adding missed privilege to one of the principal (user/team) roles.`
}

/** The text about a row that a privilege, though held, does not reach. */
export function accessDeniedMessage(details: Readonly<Record<string, unknown>>): string {
  const { right, table, id, session } = details as { right: Right; table: TableMetadata; id: string; session: Session }
  return `Principal user with id ${session.user.systemuserid} does not have ${right}Access right(s) for record with id ${id} of entity ${table.logicalName}. Consider assigning a role with the level BusinessUnitLevel or similar to the user or team.`
}
