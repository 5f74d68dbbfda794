import { type Right, rightBits } from '../../../domain/dataverse/privilege-catalog.js'
import { conditionOperators } from '../fetch/condition-operator.js'
import { joinOperators, logicalOperators } from '../fetch/query-expression.js'
import type { Members } from './operation-signatures.js'

/** The complex types that operations take and answer with (Microsoft: Web API Complex Type Reference). */
export const complexTypes: Readonly<Record<string, Members>> = {
  BooleanManagedProperty: { Value: 'Boolean', CanBeChanged: 'Boolean', ManagedPropertyLogicalName: 'String' },
  ComplexEntityMetadata: { MetadataId: 'Guid', LogicalName: 'String', SchemaName: 'String' },
  ConditionExpression: {
    AttributeName: 'String',
    EntityName: 'String',
    Operator: 'ConditionOperator',
    Values: '[Object]',
  },
  EndpointCollection: { Count: 'Int32', IsReadOnly: 'Boolean', Keys: '[EndpointType]', Values: '[String]' },
  EntityRecordCountCollection: { Count: 'Int32', IsReadOnly: 'Boolean', Keys: '[String]', Values: '[Int64]' },
  EntityQueryExpression: {
    Properties: 'MetadataPropertiesExpression',
    Criteria: 'MetadataFilterExpression',
    AttributeQuery: 'MetadataQueryExpression',
    KeyQuery: 'MetadataQueryExpression',
    RelationshipQuery: 'MetadataQueryExpression',
  },
  FilterExpression: {
    Conditions: '[ConditionExpression]',
    FilterOperator: 'LogicalOperator',
    Filters: '[FilterExpression]',
  },
  LinkEntity: {
    LinkFromAttributeName: 'String',
    LinkToEntityName: 'String',
    LinkToAttributeName: 'String',
    JoinOperator: 'JoinOperator',
    EntityAlias: 'String',
    LinkCriteria: 'FilterExpression',
    LinkEntities: '[LinkEntity]',
  },
  MetadataConditionExpression: {
    PropertyName: 'String',
    ConditionOperator: 'MetadataConditionOperator',
    Value: 'Object',
  },
  MetadataFilterExpression: {
    Conditions: '[MetadataConditionExpression]',
    FilterOperator: 'LogicalOperator',
    Filters: '[MetadataFilterExpression]',
  },
  MetadataPropertiesExpression: { AllProperties: 'Boolean', PropertyNames: '[String]' },
  MetadataQueryExpression: { Properties: 'MetadataPropertiesExpression', Criteria: 'MetadataFilterExpression' },
  Object: { Type: 'String', Value: 'String' },
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
  QueryExpression: {
    EntityName: 'String',
    Criteria: 'FilterExpression',
    LinkEntities: '[LinkEntity]',
    TopCount: 'Int32',
  },
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
  ConditionOperator: { members: conditionOperators },
  EndpointAccessType: { members: { Default: 0, Internet: 1, Intranet: 2 } },
  EndpointType: { members: { OrganizationService: 0, OrganizationDataService: 1, WebApplication: 2 } },
  JoinOperator: { members: joinOperators },
  LogicalOperator: { members: logicalOperators },
  MetadataConditionOperator: {
    members: { Equals: 0, NotEquals: 1, In: 2, NotIn: 3, GreaterThan: 4, LessThan: 5 },
  },
  OrganizationState: { members: { Enabled: 0, Disabled: 1 } },
  PrivilegeDepth: { members: { Basic: 0, Local: 1, Deep: 2, Global: 3 } },
}
