import { type Right, rightBits } from '../../../domain/dataverse/privilege-catalog.js'
import type { Members } from './operation-signatures.js'

/** The complex types that operations take and answer with (Microsoft: Web API Complex Type Reference). */
export const complexTypes: Readonly<Record<string, Members>> = {
  BooleanManagedProperty: { Value: 'Boolean', CanBeChanged: 'Boolean', ManagedPropertyLogicalName: 'String' },
  EndpointCollection: { Count: 'Int32', IsReadOnly: 'Boolean', Keys: '[EndpointType]', Values: '[String]' },
  EntityRecordCountCollection: { Count: 'Int32', IsReadOnly: 'Boolean', Keys: '[String]', Values: '[Int64]' },
  OrganizationDetail: {
    OrganizationId: 'Guid',
    FriendlyName: 'String',
    OrganizationVersion: 'String',
    EnvironmentId: 'String',
    DatacenterId: 'Guid',
    Geo: 'String',
    TenantId: 'String',
    UrlName: 'String',
    UniqueName: 'String',
    State: 'OrganizationState',
    Endpoints: 'EndpointCollection',
  },
  PrincipalAccess: { AccessMask: 'AccessRights', Principal: 'principal' },
  RolePrivilege: {
    Depth: 'PrivilegeDepth',
    PrivilegeId: 'Guid',
    BusinessUnitId: 'Guid',
    PrivilegeName: 'String',
    RecordFilterId: 'Guid',
    RecordFilterUniqueName: 'String',
  },
}

/** An enumeration: its members with their numbers, which are added up where several may be given. */
export interface EnumType {
  readonly members: Readonly<Record<string, number>>
  readonly isFlags?: true
}

const accessRights = (Object.keys(rightBits) as Right[])
  .map((right) => [right === 'None' ? right : `${right}Access`, rightBits[right]] as const)
  .sort(([, left], [, right]) => left - right)

/** The enumerations that operations take and answer with (Microsoft: Web API EnumType Reference). */
export const enumTypes: Readonly<Record<string, EnumType>> = {
  AccessRights: { members: Object.fromEntries(accessRights), isFlags: true },
  EndpointAccessType: { members: { Default: 0, Internet: 1, Intranet: 2 } },
  EndpointType: { members: { OrganizationService: 0, OrganizationDataService: 1, WebApplication: 2 } },
  OrganizationState: { members: { Enabled: 0, Disabled: 1 } },
  PrivilegeDepth: { members: { Basic: 0, Local: 1, Deep: 2, Global: 3 } },
}
