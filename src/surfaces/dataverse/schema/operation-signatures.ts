/**
 * A type by its name: one of Edm (`Guid`), one of this service (`RolePrivilege`, `systemuser`), or a list of one
 * (`[Guid]`).
 */
export type TypeName = string

/** Members, or parameters, with their types. */
export type Members = Readonly<Record<string, TypeName>>

/** What a function or action takes, and what it answers with: members of a complex type of its own, or rows. */
export interface Signature {
  readonly takes?: Members
  readonly answers?: Members | TypeName
}

const PRIVILEGES = { RolePrivileges: '[RolePrivilege]' }
const SHARED = { Target: 'crmbaseentity', PrincipalAccess: 'PrincipalAccess' }
const RECORD_TEAM = {
  takes: { Record: 'crmbaseentity', TeamTemplate: 'teamtemplate' },
  answers: { AccessTeamId: 'Guid' },
}
const TARGETS = { Targets: '[crmbaseentity]' }

/** Every operation by name (Microsoft: Web API Function Reference, Web API Action Reference). */
export const signatures: Readonly<Record<string, Signature>> = {
  WhoAmI: { answers: { BusinessUnitId: 'Guid', UserId: 'Guid', OrganizationId: 'Guid' } },
  RetrieveVersion: { answers: { Version: 'String' } },
  RetrieveCurrentOrganization: {
    takes: { AccessType: 'EndpointAccessType' },
    answers: { Detail: 'OrganizationDetail' },
  },
  RetrieveTotalRecordCount: {
    takes: { EntityNames: '[String]' },
    answers: { EntityRecordCountCollection: 'EntityRecordCountCollection' },
  },
  GetTimeZoneCodeByLocalizedName: {
    takes: { LocalizedStandardName: 'String', LocaleId: 'Int32' },
    answers: { TimeZoneCode: 'Int32' },
  },
  RetrieveUserPrivileges: { answers: PRIVILEGES },
  RetrieveUserPrivilegeByPrivilegeId: { takes: { PrivilegeId: 'Guid' }, answers: PRIVILEGES },
  RetrieveUserPrivilegeByPrivilegeName: { takes: { PrivilegeName: 'String' }, answers: PRIVILEGES },
  RetrieveUserSetOfPrivilegesByNames: { takes: { PrivilegeNames: '[String]' }, answers: PRIVILEGES },
  RetrieveUserSetOfPrivilegesByIds: { takes: { PrivilegeIds: '[Guid]' }, answers: PRIVILEGES },
  RetrieveUsersPrivilegesThroughTeams: {
    takes: { ExcludeOrgDisabledPrivileges: 'Boolean', IncludeSetupUserFiltering: 'Boolean' },
    answers: PRIVILEGES,
  },
  RetrieveTeamPrivileges: { answers: PRIVILEGES },
  RetrieveRolePrivilegesRole: { takes: { RoleId: 'Guid' }, answers: PRIVILEGES },
  RetrieveAadUserRoles: { takes: { DirectoryObjectId: 'Guid' }, answers: '[role]' },
  RetrieveAadUserPrivileges: { takes: { DirectoryObjectId: 'Guid' }, answers: PRIVILEGES },
  RetrieveAadUserSetOfPrivilegesByIds: {
    takes: { DirectoryObjectId: 'Guid', PrivilegeIds: '[Guid]' },
    answers: PRIVILEGES,
  },
  RetrieveAadUserSetOfPrivilegesByNames: {
    takes: { DirectoryObjectId: 'Guid', PrivilegeNames: '[String]' },
    answers: PRIVILEGES,
  },
  RetrieveAllChildUsersSystemUser: { answers: '[systemuser]' },
  RetrieveBusinessHierarchyBusinessUnit: { answers: '[businessunit]' },
  RetrievePrincipalAccess: { takes: { Target: 'crmbaseentity' }, answers: { AccessRights: 'AccessRights' } },
  RetrieveSharedPrincipalsAndAccess: {
    takes: { Target: 'crmbaseentity' },
    answers: { PrincipalAccesses: '[PrincipalAccess]' },
  },
  GrantAccess: { takes: SHARED },
  ModifyAccess: { takes: SHARED },
  RevokeAccess: { takes: { Target: 'crmbaseentity', Revokee: 'principal' } },
  AddPrivilegesRole: { takes: { Privileges: '[RolePrivilege]' } },
  ReplacePrivilegesRole: { takes: { Privileges: '[RolePrivilege]' } },
  RemovePrivilegeRole: { takes: { PrivilegeId: 'Guid' } },
  AddMembersTeam: { takes: { Members: '[systemuser]' } },
  RemoveMembersTeam: { takes: { Members: '[systemuser]' } },
  AddUserToRecordTeam: RECORD_TEAM,
  RemoveUserFromRecordTeam: RECORD_TEAM,
  SetBusinessSystemUser: { takes: { BusinessUnit: 'businessunit', ReassignPrincipal: 'principal' } },
  SetParentSystemUser: { takes: { Parent: 'systemuser', KeepChildUsers: 'Boolean' } },
  ReassignObjectsSystemUser: { takes: { ReassignPrincipal: 'principal' } },
  PublishXml: { takes: { ParameterXml: 'String' } },
  PublishAllXml: {},
  CreateEntities: { takes: { Entities: '[ComplexEntityMetadata]', SolutionUniqueName: 'String' } },
  RetrieveMetadataChanges: {
    takes: { Query: 'EntityQueryExpression', ClientVersionStamp: 'String' },
    answers: { ServerVersionStamp: 'String', EntityMetadata: '[ComplexEntityMetadata]' },
  },
  CreateMultiple: { takes: TARGETS, answers: { Ids: '[Guid]' } },
  UpdateMultiple: { takes: TARGETS },
  UpsertMultiple: { takes: TARGETS },
  BulkDelete: {
    takes: {
      QuerySet: '[QueryExpression]',
      JobName: 'String',
      SendEmailNotification: 'Boolean',
      ToRecipients: '[crmbaseentity]',
      CCRecipients: '[crmbaseentity]',
      RecurrencePattern: 'String',
      StartDateTime: 'DateTimeOffset',
    },
    answers: { JobId: 'Guid' },
  },
}
