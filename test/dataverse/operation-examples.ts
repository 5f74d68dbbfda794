import { guidOf } from '../../src/kernel/guid.js'
import { column, label, lookup, table } from './customize-bodies.js'
import { type HandSeeded, ROOT } from './hand-seeded.js'

export type Request = readonly [method: string, path: string, body?: unknown]

/** A call of an operation that succeeds for whoever holds what it asks for. */
export interface OperationExample {
  /** Privileges by name: `{Table}` stands for the table of the entity set, `{Related}` for the one at the other end. */
  readonly asks: readonly string[]
  readonly request: (rows: ExampleRows) => Request
}

export interface ExampleRows {
  readonly account: string
  readonly contact: string
  readonly unrelated: string
  readonly bob: string
  readonly ann: string
  readonly team: string
  readonly role: string
  readonly unit: string
  readonly privilege: string
  readonly template: string
}

/** The tables that stand for any two. */
export const TABLES = { Table: 'Account', Related: 'Contact' } as const

/** What the examples are about: an account with a contact, two people, one of them in teams, a role and a unit. */
export async function exampleRows(house: HandSeeded): Promise<ExampleRows> {
  const bob = house.person('bob', { role: 'Basic User' })
  const ann = house.person('ann', { role: 'Basic User' })
  const role = house.role('Clerk', { prvReadContact: 'Basic' })
  const unit = house.unit('EMEA')
  const account = await house.make('accounts', { name: 'Fabrikam', fax: '1' })
  const bound = { 'parentcustomerid_account@odata.bind': `accounts(${account})` }
  const contact = await house.make('contacts', { lastname: 'Lee', ...bound })
  const unrelated = await house.make('contacts', { lastname: 'Kim' })
  await house.call('PATCH', `/accounts(${account})`, {
    body: { 'primarycontactid@odata.bind': `contacts(${contact})` },
  })
  const root = (await house.call('GET', '/WhoAmI')).json.BusinessUnitId
  const team = await house.make('teams', { name: 'Sales', 'businessunitid@odata.bind': `businessunits(${root})` })
  await house.call('POST', `/teams(${team})/teammembership_association/$ref`, {
    body: { '@odata.id': `${ROOT}/systemusers(${ann})` },
  })
  const { json } = await house.call('GET', "/privileges?$select=privilegeid&$filter=name eq 'prvReadContact'")
  const template = await house.make('teamtemplates', {
    teamtemplatename: 'Readers',
    objecttypecode: 1,
    defaultaccessrightsmask: 1,
  })
  const privilege = json.value[0].privilegeid
  const rows = { account, contact, unrelated, bob, ann, team, role, unit, privilege, template }
  await house.call('POST', `/systemusers(${ann})/Microsoft.Dynamics.CRM.AddUserToRecordTeam`, {
    body: recordTeamOf(rows),
  })
  await house.call('POST', `${project}/Keys`, { body: { SchemaName: 'new_NameKey', KeyAttributes: ['new_name'] } })
  return rows
}

const reference = (path: string) => ({ '@odata.id': `${ROOT}/${path}` })
const target = (id: string) => `Target=@t)?@t={"@odata.id":"accounts(${id})"}`
const sharedWith = ({ account, bob }: ExampleRows) => ({
  Target: reference(`accounts(${account})`),
  PrincipalAccess: { Principal: reference(`systemusers(${bob})`), AccessMask: 'ReadAccess' },
})
const recordTeamOf = ({ account, template }: ExampleRows) => ({
  Record: reference(`accounts(${account})`),
  TeamTemplate: reference(`teamtemplates(${template})`),
})
const grantOf = ({ privilege }: ExampleRows) => ({ Privileges: [{ PrivilegeId: privilege, Depth: 'Local' }] })
const oid = guidOf('bob')
const names = '["prvReadAccount"]'
const account = "EntityDefinitions(LogicalName='account')"

function get(path: string | ((rows: ExampleRows) => string), ...asks: readonly string[]): OperationExample {
  return { asks, request: (rows) => ['GET', typeof path === 'string' ? path : path(rows)] }
}

function ofUser(call: string | ((rows: ExampleRows) => string)): OperationExample {
  const text = (rows: ExampleRows) => (typeof call === 'string' ? call : call(rows))
  return get((rows) => `/systemusers(${rows.bob})/Microsoft.Dynamics.CRM.${text(rows)}`, 'prvReadUser')
}

function withBody(
  method: string,
  path: (rows: ExampleRows) => string,
  body: (rows: ExampleRows) => unknown,
  ...asks: readonly string[]
): OperationExample {
  return { asks, request: (rows) => [method, path(rows), body(rows)] }
}

function multiple(name: string, item: (rows: ExampleRows) => object, ...asks: readonly string[]): OperationExample {
  const typed = (rows: ExampleRows) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.account', ...item(rows) })
  return withBody(
    'POST',
    () => `/accounts/Microsoft.Dynamics.CRM.${name}`,
    (rows) => ({ Targets: [typed(rows)] }),
    ...asks,
  )
}

const rowExamples: Readonly<Record<string, OperationExample>> = {
  getServiceDocument: get('/'),
  getMetadata: get('/$metadata'),
  listRows: get('/accounts', 'prvRead{Table}'),
  createRow: withBody(
    'POST',
    () => '/accounts',
    () => ({ name: 'New' }),
    'prvCreate{Table}',
  ),
  getRow: get((rows) => `/accounts(${rows.account})`, 'prvRead{Table}'),
  updateRow: withBody(
    'PATCH',
    (rows) => `/accounts(${rows.account})`,
    () => ({ fax: '2' }),
    'prvWrite{Table}',
  ),
  deleteRow: { asks: ['prvDelete{Table}'], request: (rows) => ['DELETE', `/accounts(${rows.account})`] },
  countRows: get('/accounts/$count', 'prvRead{Table}'),
  getMember: get((rows) => `/accounts(${rows.account})/name`, 'prvRead{Table}'),
  getRawValue: get((rows) => `/accounts(${rows.account})/name/$value`, 'prvRead{Table}'),
  putProperty: withBody(
    'PUT',
    (rows) => `/accounts(${rows.account})/fax`,
    () => ({ value: '2' }),
    'prvWrite{Table}',
  ),
  deleteProperty: { asks: ['prvWrite{Table}'], request: (rows) => ['DELETE', `/accounts(${rows.account})/fax`] },
  createRelatedRow: withBody(
    'POST',
    (rows) => `/accounts(${rows.account})/contact_customer_accounts`,
    () => ({ lastname: 'New' }),
    ...['prvCreate{Related}', 'prvAppend{Related}', 'prvAppendTo{Table}'],
  ),
  countRelatedRows: get(
    (rows) => `/accounts(${rows.account})/contact_customer_accounts/$count`,
    ...['prvRead{Table}', 'prvRead{Related}'],
  ),
  getRelatedRow: get(
    (rows) => `/accounts(${rows.account})/contact_customer_accounts(${rows.contact})`,
    ...['prvRead{Table}', 'prvRead{Related}'],
  ),
  getReferences: get((rows) => `/accounts(${rows.account})/contact_customer_accounts/$ref`, 'prvRead{Table}'),
  getRelatedReference: get(
    (rows) => `/accounts(${rows.account})/contact_customer_accounts(${rows.contact})/$ref`,
    ...['prvRead{Table}', 'prvRead{Related}'],
  ),
  addReference: withBody(
    'POST',
    (rows) => `/accounts(${rows.account})/contact_customer_accounts/$ref`,
    (rows) => reference(`contacts(${rows.unrelated})`),
    ...['prvWrite{Related}', 'prvAppend{Related}', 'prvAppendTo{Table}'],
  ),
  setReference: withBody(
    'PUT',
    (rows) => `/accounts(${rows.account})/primarycontactid/$ref`,
    (rows) => reference(`contacts(${rows.unrelated})`),
    ...['prvWrite{Table}', 'prvAppend{Table}', 'prvAppendTo{Related}'],
  ),
  clearReference: {
    asks: ['prvWrite{Table}'],
    request: (rows) => ['DELETE', `/accounts(${rows.account})/primarycontactid/$ref`],
  },
  removeReference: {
    asks: ['prvWrite{Related}'],
    request: (rows) => ['DELETE', `/accounts(${rows.account})/contact_customer_accounts(${rows.contact})/$ref`],
  },
  runBatch: {
    asks: [],
    request: () => [
      'POST',
      '/$batch',
      ['--b', 'Content-Type: application/http', '', 'GET WhoAmI HTTP/1.1', '', '', '--b--', ''].join('\r\n'),
    ],
  },
}

const definitionExamples: Readonly<Record<string, OperationExample>> = {
  listEntityDefinitions: get('/EntityDefinitions?$select=LogicalName'),
  getEntityDefinition: get(`/${account}`),
  listTableAttributes: get(`/${account}/Attributes`),
  getTableAttribute: get(`/${account}/Attributes(LogicalName='name')`),
  getOptionSet: get(
    `/${account}/Attributes(LogicalName='accountcategorycode')/Microsoft.Dynamics.CRM.PicklistAttributeMetadata/OptionSet`,
  ),
  listTableKeys: get("/EntityDefinitions(LogicalName='systemuser')/Keys"),
  getTableKey: get("/EntityDefinitions(LogicalName='systemuser')/Keys(LogicalName='azureactivedirectoryobjectid')"),
  listTableManyToOneRelationships: get(`/${account}/ManyToOneRelationships`),
  getTableManyToOneRelationship: get(`/${account}/ManyToOneRelationships(SchemaName='account_primary_contact')`),
  listTableOneToManyRelationships: get(`/${account}/OneToManyRelationships`),
  getTableOneToManyRelationship: get(`/${account}/OneToManyRelationships(SchemaName='contact_customer_accounts')`),
  listTableManyToManyRelationships: get("/EntityDefinitions(LogicalName='team')/ManyToManyRelationships"),
  getTableManyToManyRelationship: get(
    "/EntityDefinitions(LogicalName='team')/ManyToManyRelationships(SchemaName='teammembership_association')",
  ),
  listRelationshipDefinitions: get('/RelationshipDefinitions'),
  getRelationshipDefinition: get("/RelationshipDefinitions(SchemaName='account_primary_contact')"),
  listGlobalOptionSetDefinitions: get('/GlobalOptionSetDefinitions'),
}

const project = "/EntityDefinitions(LogicalName='new_project')"

function change(method: string, path: string, body: object | undefined, ...asks: readonly string[]): OperationExample {
  return { asks, request: () => [method, path, body] }
}

const definitionChangeExamples: Readonly<Record<string, OperationExample>> = {
  createEntityDefinition: change('POST', '/EntityDefinitions', table('new_BankAccount'), 'prvCreateEntity'),
  updateEntityDefinition: change('PUT', project, { DisplayName: label('Undertaking') }, 'prvWriteEntity'),
  deleteEntityDefinition: change('DELETE', project, undefined, 'prvDeleteEntity'),
  createAttribute: change('POST', `${project}/Attributes`, column('String', 'new_Code'), 'prvCreateAttribute'),
  updateAttribute: change(
    'PUT',
    `${project}/Attributes(LogicalName='new_budget')`,
    column('Money', 'new_Budget'),
    'prvWriteAttribute',
  ),
  deleteAttribute: change('DELETE', `${project}/Attributes(LogicalName='new_budget')`, undefined, 'prvDeleteAttribute'),
  createEntityKey: change(
    'POST',
    `${project}/Keys`,
    { SchemaName: 'new_OtherKey', KeyAttributes: ['new_name'] },
    'prvCreateEntityKey',
  ),
  deleteEntityKey: change('DELETE', `${project}/Keys(LogicalName='new_namekey')`, undefined, 'prvDeleteEntityKey'),
  createRelationshipDefinition: change(
    'POST',
    '/RelationshipDefinitions',
    lookup('new_account_projects', 'new_project', 'account'),
    'prvCreateRelationship',
  ),
  updateRelationshipDefinition: change(
    'PUT',
    "/RelationshipDefinitions(SchemaName='new_project_new_customerid_account')",
    { SchemaName: 'new_project_new_customerid_account', CascadeConfiguration: { Delete: 'Restrict' } },
    'prvWriteRelationship',
  ),
  deleteRelationshipDefinition: change(
    'DELETE',
    "/RelationshipDefinitions(SchemaName='new_project_new_customerid_account')",
    undefined,
    'prvDeleteRelationship',
  ),
}

const functionExamples: Readonly<Record<string, OperationExample>> = {
  WhoAmI: get('/WhoAmI'),
  RetrieveVersion: get('/RetrieveVersion()'),
  RetrieveMetadataChanges: get(
    '/RetrieveMetadataChanges(Query=@q)?@q={"Properties":{"PropertyNames":["LogicalName"]}}',
  ),
  RetrieveCurrentOrganization: get(
    "/RetrieveCurrentOrganization(AccessType=@p)?@p=Microsoft.Dynamics.CRM.EndpointAccessType'Default'",
  ),
  RetrieveTotalRecordCount: get('/RetrieveTotalRecordCount(EntityNames=@p)?@p=["account"]'),
  GetTimeZoneCodeByLocalizedName: get("/GetTimeZoneCodeByLocalizedName(LocalizedStandardName='UTC',LocaleId=1033)"),
  RetrieveUserPrivileges: ofUser('RetrieveUserPrivileges'),
  RetrieveUserPrivilegeByPrivilegeId: ofUser(
    ({ privilege }) => `RetrieveUserPrivilegeByPrivilegeId(PrivilegeId=${privilege})`,
  ),
  RetrieveUserPrivilegeByPrivilegeName: ofUser("RetrieveUserPrivilegeByPrivilegeName(PrivilegeName='prvReadAccount')"),
  RetrieveUserSetOfPrivilegesByIds: ofUser(
    ({ privilege }) => `RetrieveUserSetOfPrivilegesByIds(PrivilegeIds=@p)?@p=["${privilege}"]`,
  ),
  RetrieveUserSetOfPrivilegesByNames: ofUser(`RetrieveUserSetOfPrivilegesByNames(PrivilegeNames=@p)?@p=${names}`),
  RetrieveUsersPrivilegesThroughTeams: ofUser(
    'RetrieveUsersPrivilegesThroughTeams(ExcludeOrgDisabledPrivileges=false,IncludeSetupUserFiltering=false)',
  ),
  RetrieveTeamPrivileges: get(
    ({ team }) => `/teams(${team})/Microsoft.Dynamics.CRM.RetrieveTeamPrivileges`,
    'prvReadTeam',
  ),
  RetrieveRolePrivilegesRole: get(({ role }) => `/RetrieveRolePrivilegesRole(RoleId=${role})`, 'prvReadRole'),
  RetrieveAadUserRoles: get(`/RetrieveAadUserRoles(DirectoryObjectId=${oid})`, ...['prvReadUser', 'prvReadRole']),
  RetrieveAadUserPrivileges: get(`/RetrieveAadUserPrivileges(DirectoryObjectId=${oid})`, 'prvReadUser'),
  RetrieveAadUserSetOfPrivilegesByIds: get(
    ({ privilege }) =>
      `/RetrieveAadUserSetOfPrivilegesByIds(DirectoryObjectId=${oid},PrivilegeIds=@p)?@p=["${privilege}"]`,
    'prvReadUser',
  ),
  RetrieveAadUserSetOfPrivilegesByNames: get(
    `/RetrieveAadUserSetOfPrivilegesByNames(DirectoryObjectId=${oid},PrivilegeNames=@p)?@p=${names}`,
    'prvReadUser',
  ),
  RetrieveAllChildUsersSystemUser: ofUser('RetrieveAllChildUsersSystemUser'),
  RetrieveBusinessHierarchyBusinessUnit: get(
    ({ unit }) => `/businessunits(${unit})/Microsoft.Dynamics.CRM.RetrieveBusinessHierarchyBusinessUnit`,
    'prvReadBusinessUnit',
  ),
  RetrievePrincipalAccess: get(
    (rows) => `/systemusers(${rows.bob})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(${target(rows.account)}`,
    'prvRead{Table}',
  ),
  'RetrievePrincipalAccess.2': get(
    (rows) => `/teams(${rows.team})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(${target(rows.account)}`,
    'prvRead{Table}',
  ),
  RetrieveSharedPrincipalsAndAccess: get(
    (rows) => `/RetrieveSharedPrincipalsAndAccess(${target(rows.account)}`,
    'prvRead{Table}',
  ),
}

const actionExamples: Readonly<Record<string, OperationExample>> = {
  CreateEntities: change('POST', '/CreateEntities', { Entities: [table('new_BankAccount')] }, 'prvCreateEntity'),
  BulkDelete: withBody(
    'POST',
    () => '/BulkDelete',
    () => ({
      QuerySet: [{ EntityName: 'account' }],
      JobName: 'Clean up',
      SendEmailNotification: false,
      ToRecipients: [],
      CCRecipients: [],
    }),
    ...['prvBulkDelete', 'prvDelete{Table}', 'prvRead{Table}'],
  ),
  PublishAllXml: { asks: ['prvPublishCustomization'], request: () => ['POST', '/PublishAllXml'] },
  PublishXml: withBody(
    'POST',
    () => '/PublishXml',
    () => ({ ParameterXml: '<importexportxml><entities><entity>account</entity></entities></importexportxml>' }),
    'prvPublishCustomization',
  ),
  GrantAccess: withBody('POST', () => '/GrantAccess', sharedWith, 'prvShare{Table}'),
  ModifyAccess: withBody('POST', () => '/ModifyAccess', sharedWith, 'prvShare{Table}'),
  RevokeAccess: withBody(
    'POST',
    () => '/RevokeAccess',
    (rows) => ({ Target: reference(`accounts(${rows.account})`), Revokee: reference(`systemusers(${rows.bob})`) }),
    'prvShare{Table}',
  ),
  AddPrivilegesRole: withBody(
    'POST',
    ({ role }) => `/roles(${role})/Microsoft.Dynamics.CRM.AddPrivilegesRole`,
    grantOf,
    'prvWriteRole',
  ),
  ReplacePrivilegesRole: withBody(
    'POST',
    ({ role }) => `/roles(${role})/Microsoft.Dynamics.CRM.ReplacePrivilegesRole`,
    grantOf,
    'prvWriteRole',
  ),
  RemovePrivilegeRole: withBody(
    'POST',
    ({ role }) => `/roles(${role})/Microsoft.Dynamics.CRM.RemovePrivilegeRole`,
    ({ privilege }) => ({ PrivilegeId: privilege }),
    'prvWriteRole',
  ),
  AddMembersTeam: withBody(
    'POST',
    ({ team }) => `/teams(${team})/Microsoft.Dynamics.CRM.AddMembersTeam`,
    ({ bob }) => ({ Members: [reference(`systemusers(${bob})`)] }),
    ...['prvAppendTeam', 'prvAppendToUser'],
  ),
  RemoveMembersTeam: withBody(
    'POST',
    ({ team }) => `/teams(${team})/Microsoft.Dynamics.CRM.RemoveMembersTeam`,
    ({ ann }) => ({ Members: [reference(`systemusers(${ann})`)] }),
    ...['prvAppendTeam', 'prvAppendToUser'],
  ),
  AddUserToRecordTeam: withBody(
    'POST',
    ({ bob }) => `/systemusers(${bob})/Microsoft.Dynamics.CRM.AddUserToRecordTeam`,
    recordTeamOf,
    ...['prvReadUser', 'prvReadCustomization', 'prvShare{Table}', 'prvRead{Table}'],
  ),
  RemoveUserFromRecordTeam: withBody(
    'POST',
    ({ ann }) => `/systemusers(${ann})/Microsoft.Dynamics.CRM.RemoveUserFromRecordTeam`,
    recordTeamOf,
    ...['prvReadUser', 'prvReadCustomization', 'prvShare{Table}', 'prvRead{Table}'],
  ),
  SetParentSystemUser: withBody(
    'POST',
    ({ bob }) => `/systemusers(${bob})/Microsoft.Dynamics.CRM.SetParentSystemUser`,
    ({ ann }) => ({ ParentId: ann, KeepChildUsers: true }),
    ...['prvReadUser', 'prvWriteUser'],
  ),
  SetBusinessSystemUser: withBody(
    'POST',
    ({ bob }) => `/systemusers(${bob})/Microsoft.Dynamics.CRM.SetBusinessSystemUser`,
    ({ unit }) => ({ BusinessUnit: reference(`businessunits(${unit})`) }),
    ...['prvReparentUser', 'prvWriteUser'],
  ),
  ReassignObjectsSystemUser: withBody(
    'POST',
    ({ bob }) => `/systemusers(${bob})/Microsoft.Dynamics.CRM.ReassignObjectsSystemUser`,
    ({ ann }) => ({ ReassignPrincipal: reference(`systemusers(${ann})`) }),
    'prvWriteUser',
  ),
  CreateMultiple: multiple('CreateMultiple', () => ({ name: 'New' }), 'prvCreate{Table}'),
  UpdateMultiple: multiple('UpdateMultiple', (rows) => ({ accountid: rows.account, fax: '2' }), 'prvWrite{Table}'),
  UpsertMultiple: multiple('UpsertMultiple', (rows) => ({ accountid: rows.account, fax: '2' }), 'prvWrite{Table}'),
}

const examples: Readonly<Record<string, OperationExample>> = {
  ...rowExamples,
  ...definitionExamples,
  ...definitionChangeExamples,
  ...functionExamples,
  ...actionExamples,
}

/** One for every operation of openapi/dataverse.yaml, by its id. */
export const operationExamples: ReadonlyMap<string, OperationExample> = new Map(
  Object.entries(examples).map(([name, example]) => [`dataverse.${name}`, example]),
)
