import type { Reader } from '../../../domain/access.js'
import { scopedAssignments } from '../../../domain/directory/administrative-units.js'
import type { Application, ServicePrincipal } from '../../../domain/directory/application-rows.js'
import { extensionPropertiesOf } from '../../../domain/directory/define-extension-property.js'
import { rootDomainOf } from '../../../domain/directory/domains.js'
import type { OpenExtension } from '../../../domain/directory/extension-rows.js'
import { federatedCredentialsOf } from '../../../domain/directory/federated-credentials.js'
import type { Group } from '../../../domain/directory/group-rows.js'
import { groupSettingsOf } from '../../../domain/directory/group-settings.js'
import { licenseDetails } from '../../../domain/directory/license-details.js'
import { openExtensionsOf } from '../../../domain/directory/open-extensions.js'
import { builtInRole } from '../../../domain/directory/role-catalog.js'
import type { SecurityAttributeDefinition } from '../../../domain/directory/security-attribute-rows.js'
import { appRoleAssignments } from '../../../domain/directory/tables.js'
import type {
  AdministrativeUnit,
  Domain,
  RoleAssignment,
  RoleDefinition,
} from '../../../domain/directory/tenant-rows.js'
import type { User } from '../../../domain/directory/user-rows.js'
import type { SelectItem } from '../../../odata/nodes/query.js'
import { federatedCredentialType } from '../model/application-type.js'
import { domainType } from '../model/domain-types.js'
import { extensionPropertyType, presentExtension } from '../model/extension-type.js'
import { appRoleAssignmentType } from '../model/grant-types.js'
import type { GraphType } from '../model/graph-type.js'
import { groupSettingType } from '../model/group-setting-type.js'
import { findRoleDefinition, roleDefinitionType } from '../model/role-types.js'
import { presentScopedRole } from '../model/scoped-role.js'
import { allowedValueType } from '../model/security-attribute-types.js'
import { present, selectedProperties } from '../present.js'

/** What an expansion of something contained goes by. */
export interface Asked {
  readonly reader: Reader
  readonly select: readonly SelectItem[] | undefined
  readonly keepExtensions: (rows: readonly OpenExtension[]) => readonly OpenExtension[]
}

/** A relationship to things that are no directory objects. */
export interface Contained {
  readonly name: string
  readonly read: (row: never, asked: Asked) => unknown
}

const DIRECTORY_READERS = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b'

/** By type and relationship; the type of the row is the one that is named. */
const relationships: Readonly<Record<string, Contained['read']>> = {
  'user/extensions': extensions,
  'group/extensions': extensions,
  'organization/extensions': extensions,
  'administrativeUnit/extensions': extensions,
  'device/extensions': extensions,
  'user/licenseDetails': (user: User, { reader }) => licenseDetails(reader, user),
  'user/appRoleAssignments': heldAppRoles,
  'group/appRoleAssignments': heldAppRoles,
  'group/settings': ({ id }: Group, asked) => presentAll(groupSettingsOf(asked.reader, id), groupSettingType(), asked),
  'customSecurityAttributeDefinition/allowedValues': ({ allowedValues }: SecurityAttributeDefinition, asked) =>
    presentAll(allowedValues, allowedValueType(), asked),
  'group/groupLifecyclePolicies': () => [],
  'servicePrincipal/appRoleAssignments': heldAppRoles,
  'application/extensionProperties': ({ id }: Application, asked) =>
    presentAll(extensionPropertiesOf(asked.reader, id), extensionPropertyType(), asked),
  'application/federatedIdentityCredentials': (application: Application, asked) =>
    presentAll(federatedCredentialsOf(application), federatedCredentialType(), asked),
  'domain/rootDomain': (domain: Domain, asked) => {
    const root = rootDomainOf(asked.reader, domain)
    return root ? presentOne(root, domainType(), asked) : null
  },
  'administrativeUnit/scopedRoleMembers': ({ id }: AdministrativeUnit, { reader }) =>
    Array.from(scopedAssignments(reader, id), (assignment) => presentScopedRole(reader, id, assignment)),
  'unifiedRoleAssignment/roleDefinition': ({ roleDefinitionId }: RoleAssignment, asked) => {
    const role = findRoleDefinition(asked.reader, roleDefinitionId)
    return role ? presentOne(role, roleDefinitionType(), asked) : null
  },
  'unifiedRoleDefinition/inheritsPermissionsFrom': ({ id }: RoleDefinition) =>
    builtInRole(id) ? [{ id: DIRECTORY_READERS }] : [],
}

const byName: ReadonlyMap<string, Contained> = new Map(
  Object.entries(relationships).map(([path, read]) => [
    `microsoft.graph.${path}`.toLowerCase(),
    { name: path.slice(path.indexOf('/') + 1), read },
  ]),
)

/** Such a relationship of a type by name, in any case, or undefined. */
export function containedBy(typeName: string, name: string): Contained | undefined {
  return byName.get(`${typeName}/${name}`.toLowerCase())
}

function extensions({ id }: { readonly id: string }, { reader, keepExtensions }: Asked): unknown {
  return keepExtensions(openExtensionsOf(reader, id)).map(presentExtension)
}

function heldAppRoles({ id }: User | Group | ServicePrincipal, asked: Asked): unknown {
  return presentAll(asked.reader.table(appRoleAssignments).find('principalId', id), appRoleAssignmentType(), asked)
}

function presentAll<Row>(rows: Iterable<Row>, type: GraphType<Row>, asked: Asked): unknown {
  return Array.from(rows, (row) => presentOne(row, type, asked))
}

function presentOne<Row>(row: Row, type: GraphType<Row>, { reader, select }: Asked): object {
  return present(row, selectedProperties(type, select), reader)
}
