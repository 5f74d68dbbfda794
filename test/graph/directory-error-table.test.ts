import { beforeEach, describe, expect, it } from 'vitest'
import { createGroup } from '../../src/domain/directory/create-group.js'
import type { Group } from '../../src/domain/directory/group-rows.js'
import { groups } from '../../src/domain/directory/tables.js'
import { eventual, type Options, openGraph, type Reply } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const NOBODY = '0af2b6c3-0000-4000-8000-000000000001'
const GRAPH_APP = '00000003-0000-0000-c000-000000000000'
const plain = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }

interface Row {
  /** The section of Microsoft's behavior, and what provokes it. */
  readonly name: string
  readonly provoke: () => Promise<Reply>
  readonly status: number
  readonly code: string
  readonly message: string | RegExp
}

const badRequest = { status: 400, code: 'Request_BadRequest' }
const gateway = { status: 400, code: 'BadRequest' }
const unsupported = { status: 400, code: 'Request_UnsupportedQuery' }
const unauthorized = { status: 401, code: 'InvalidAuthenticationToken' }
const sameKey = { status: 409, code: 'Request_MultipleObjectsWithSameKeyValue' }
const denied = {
  status: 403,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
}
const missing = (id: string) => ({
  status: 404,
  code: 'Request_ResourceNotFound',
  message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
})

const create = (change: object, options?: Options) => graph.post('/groups', { ...plain, ...change }, options)
const referenceTo = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` })

/** A group as it comes from elsewhere, for nobody can make one like it here. */
function groupWith(change: Partial<Group>): string {
  return graph.write((t) => {
    const made = createGroup(t, plain)
    t.replace(groups, { ...made, ...change })
    return made.id
  })
}

async function madeGroup(change: object = {}): Promise<string> {
  return (await create(change)).body.id
}

/** A member who acts with permissions that allow everything to those who hold roles. */
const member = (...scopes: readonly string[]) => ({ token: graph.userWith(graph.newUser('Member'), ...scopes) })

async function principalOf(displayName: string): Promise<{ id: string; appId: string }> {
  const { appId } = (await graph.post('/applications', { displayName })).body
  const { id } = (await graph.post('/servicePrincipals', { appId })).body
  return { id, appId }
}

async function graphPrincipal(): Promise<{ id: string; appRoles: readonly { id: string; value: string }[] }> {
  return (await graph.get(`/servicePrincipals(appId='${GRAPH_APP}')`)).body
}

async function assignAppRole(roleId?: string, times = 1): Promise<Reply> {
  const { id } = await principalOf('Client')
  const resource = await graphPrincipal()
  const appRoleId = roleId ?? resource.appRoles.find(({ value }) => value === 'User.Read.All')?.id
  const body = { principalId: id, resourceId: resource.id, appRoleId }
  let reply = await graph.post(`/servicePrincipals/${id}/appRoleAssignments`, body)
  for (let more = 1; more < times; more++) reply = await graph.post(`/servicePrincipals/${id}/appRoleAssignments`, body)
  return reply
}

const groupRows: readonly Row[] = [
  {
    name: '1.4 a mail-enabled group that is not unified',
    provoke: () => create({ mailEnabled: true }),
    ...badRequest,
    message:
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
  },
  {
    name: '1.6 a member who is one already',
    provoke: async () => {
      const { id } = graph.newUser('Ann')
      const group = await madeGroup()
      await graph.post(`/groups/${group}/members/$ref`, referenceTo(id))
      return await graph.post(`/groups/${group}/members/$ref`, referenceTo(id))
    },
    ...badRequest,
    message: "One or more added object references already exist for the following modified properties: 'members'.",
  },
  {
    name: '1.6 an owner who is one already',
    provoke: async () => {
      const { id } = graph.newUser('Ann')
      const group = await madeGroup()
      await graph.post(`/groups/${group}/owners/$ref`, referenceTo(id))
      return await graph.post(`/groups/${group}/owners/$ref`, referenceTo(id))
    },
    ...badRequest,
    message: "One or more added object references already exist for the following modified properties: 'owners'.",
  },
  {
    name: '1.6 a member who is nobody',
    provoke: async () => graph.post(`/groups/${await madeGroup()}/members/$ref`, referenceTo(NOBODY)),
    ...missing(NOBODY),
  },
  {
    name: '1.6 the last owner is removed',
    provoke: async () => {
      const { id } = graph.newUser('Ann')
      const group = await madeGroup({ 'owners@odata.bind': [`https://graph.microsoft.com/v1.0/users/${id}`] })
      return await graph.remove(`/groups/${group}/owners/${id}/$ref`)
    },
    ...badRequest,
    message: 'The group must have at least one owner, hence this owner cannot be removed.',
  },
  {
    name: '1.6 a member of a distribution list',
    provoke: () => {
      const { id } = graph.newUser('Ann')
      const list = groupWith({ mailEnabled: true, securityEnabled: false })
      return graph.post(`/groups/${list}/members/$ref`, referenceTo(id))
    },
    ...badRequest,
    message: 'Cannot Update a mail-enabled security groups and or distribution list.',
  },
  {
    name: '1.6 a member of a group from on-premises',
    provoke: () => {
      const { id } = graph.newUser('Ann')
      const synced = groupWith({ onPremisesSyncEnabled: true })
      return graph.post(`/groups/${synced}/members/$ref`, referenceTo(id))
    },
    ...badRequest,
    message:
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
  },
  { name: '1.10 an unknown group', provoke: () => graph.get(`/groups/${NOBODY}`), ...missing(NOBODY) },
  {
    name: '1.10 an id that is none',
    provoke: () => graph.get('/groups/sales'),
    ...badRequest,
    message: "Invalid object identifier 'sales'.",
  },
  {
    name: '1.10 a permission that is missing',
    provoke: () => graph.get('/groups', { token: graph.appWith('Application.Read.All') }),
    ...denied,
  },
  {
    name: '1.10 a method that the path does not take',
    provoke: async () => graph.call('PUT', `/groups/${await madeGroup()}`, { body: {} }),
    status: 405,
    code: 'Request_BadRequest',
    message: 'Specified HTTP method is not allowed for the request target.',
  },
  {
    name: '1.10 a unique name that is taken',
    provoke: async () => {
      await create({ uniqueName: 'sales' })
      return await create({ uniqueName: 'sales' })
    },
    ...badRequest,
    message: 'Another object with the same value for property uniqueName already exists.',
  },
  {
    name: '1.10 a read-only property in POST',
    provoke: () => create({ createdDateTime: '2026-01-01T00:00:00Z' }),
    ...badRequest,
    message: "Property 'createdDateTime' is read-only and cannot be set.",
  },
  {
    name: '1.10 a read-only property in PATCH',
    provoke: async () => graph.patch(`/groups/${await madeGroup()}`, { mail: 'g@contoso.com' }),
    ...badRequest,
    message: "Property 'mail' is read-only and cannot be set.",
  },
]

const roleRows: readonly Row[] = [
  {
    name: '2.4 an assignment by somebody without a role',
    provoke: () =>
      graph.post(
        '/roleManagement/directory/roleAssignments',
        {
          principalId: graph.newUser('Ann').id,
          roleDefinitionId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
          directoryScopeId: '/',
        },
        member('RoleManagement.ReadWrite.Directory'),
      ),
    ...denied,
  },
  {
    name: "2.6 an administrator's sensitive property, touched by an app without a role",
    provoke: () => {
      const admin = graph.newUser('Admin')
      graph.giveRole(admin, 'Global Administrator')
      return graph.patch(
        `/users/${admin.id}`,
        { accountEnabled: false },
        { token: graph.appWith('User.ReadWrite.All') },
      )
    },
    ...denied,
  },
]

const applicationRows: readonly Row[] = [
  {
    name: '3.4 a second service principal of an application',
    provoke: async () => graph.post('/servicePrincipals', { appId: (await principalOf('Client')).appId }),
    ...sameKey,
    message:
      /^The service principal cannot be created, updated, or restored because the service principal name [0-9a-f-]{36} is already in use\.$/,
  },
  {
    name: '3.6 an app role that is assigned already',
    provoke: () => assignAppRole(undefined, 2),
    ...badRequest,
    message: 'Permission being assigned already exists on the object',
  },
  {
    name: '3.6 an app role that nobody knows',
    provoke: () => assignAppRole(NOBODY),
    ...badRequest,
    message: 'Permission being assigned was not found on application',
  },
  {
    name: '3.6 an app role for apps, assigned to a user',
    provoke: async () => {
      const { id } = graph.newUser('Ann')
      const resource = await graphPrincipal()
      const body = { principalId: id, resourceId: resource.id, appRoleId: resource.appRoles[0]?.id }
      return await graph.post(`/users/${id}/appRoleAssignments`, body)
    },
    ...badRequest,
    message: 'Not a valid reference update.',
  },
  {
    name: '3.7 a grant that there is already',
    provoke: async () => {
      const { id } = await principalOf('Client')
      const body = {
        clientId: id,
        consentType: 'AllPrincipals',
        resourceId: (await graphPrincipal()).id,
        scope: 'User.Read',
      }
      await graph.post('/oauth2PermissionGrants', body)
      return await graph.post('/oauth2PermissionGrants', body)
    },
    ...sameKey,
    message: 'Permission entry already exists.',
  },
]

const queryRows: readonly Row[] = [
  {
    name: '4.3 $skip',
    provoke: () => graph.get('/users?$skip=1'),
    ...badRequest,
    message: "'$skip' is not supported by the service.",
  },
  {
    name: '4.4 a count without the header',
    provoke: () => graph.get('/users/$count'),
    ...badRequest,
    message: '$count is not currently supported.',
  },
  {
    name: '4.4 a search without the header',
    provoke: () => graph.get('/users?$search="displayName:ann"'),
    ...unsupported,
    message:
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
  },
  {
    name: '4.4 an operator that needs the header',
    provoke: () => graph.get("/users?$filter=endsWith(mail,'.com')"),
    ...unsupported,
    message:
      "Operator 'endsWith' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information",
  },
  {
    name: '4.4 a property that is not indexed',
    provoke: () => graph.get('/groups?$filter=createdDateTime ge 2026-01-01T00:00:00Z'),
    ...unsupported,
    message: "Unsupported or invalid query filter clause specified for property 'createdDateTime' of resource 'Group'.",
  },
  {
    name: '4.4 ne without the header',
    provoke: () => graph.get("/users?$filter=displayName ne 'a'"),
    ...unsupported,
    message: "Filter operator 'NotEqualsMatch' is not supported.",
  },
  {
    name: '4.4 a filter with an order, without the header',
    provoke: () => graph.get("/users?$filter=startswith(displayName,'a')&$orderby=displayName"),
    ...unsupported,
    message: 'Sorting not supported for current query.',
  },
  {
    name: '4.4 a filter over members, without the header',
    provoke: async () => graph.get(`/groups/${await madeGroup()}/members?$filter=startswith(displayName,'a')`),
    ...unsupported,
    message: 'The specified filter to the reference property query is currently not supported.',
  },
  {
    name: '4.4 a filter over members, without a count',
    provoke: async () =>
      graph.get(`/groups/${await madeGroup()}/members?$filter=startswith(displayName,'a')`, eventual),
    ...unsupported,
    message: 'The specified filter to the reference property query is currently not supported.',
  },
  {
    name: '4.4 a property of a user that is stored elsewhere, in a list',
    provoke: () => graph.get('/users?$select=aboutMe'),
    status: 501,
    code: 'NotImplemented',
    message: 'This operation target is not yet supported.',
  },
]

const protocolRows: readonly Row[] = [
  {
    name: '4.7 more than twenty requests in a batch',
    provoke: () =>
      graph.post('/$batch', {
        requests: Array.from({ length: 21 }, (_, at) => ({ id: `${at}`, method: 'GET', url: '/users' })),
      }),
    ...gateway,
    message: /20/,
  },
  {
    name: '4.7 the same id twice in a batch',
    provoke: () => graph.post('/$batch', { requests: ['a', 'A'].map((id) => ({ id, method: 'GET', url: '/users' })) }),
    ...gateway,
    message: /unique|duplicate|same id|twice/i,
  },
  {
    name: '4.10 a body that is no JSON',
    provoke: () => graph.call('POST', '/groups', { body: '{' }),
    ...gateway,
    message:
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  },
  {
    name: '4.10 a place in pages that nobody gave out',
    provoke: () => graph.get('/users?$skiptoken=x'),
    status: 400,
    code: 'Directory_ExpiredPageToken',
    message: /token/i,
  },
  {
    name: '4.10 no token',
    provoke: () => graph.get('/groups', { token: '' }),
    ...unauthorized,
    message: 'Access token is empty.',
  },
  {
    name: '4.10 a token without dots',
    provoke: () => graph.get('/groups', { token: 'nonsense' }),
    ...unauthorized,
    message: /^IDX14100: JWT is not well formed, there are no dots \(\.\)\./,
  },
  {
    name: '4.10 a token for another audience',
    provoke: () =>
      graph.get('/groups', {
        token: graph.addToken({ kind: 'app', oid: graph.app.id, appId: graph.app.appId }, 'application'),
      }),
    ...unauthorized,
    message: 'Access token validation failure. Invalid audience.',
  },
  {
    name: '4.10 a token of an app that is not in the tenant',
    provoke: () => graph.get('/groups', { token: graph.addToken({ kind: 'app', oid: NOBODY, appId: NOBODY }) }),
    status: 401,
    code: 'Authorization_IdentityNotFound',
    message: 'The identity of the calling application could not be established.',
  },
  {
    name: '4.10 a path that nobody knows',
    provoke: () => graph.get('/nowhere'),
    ...gateway,
    message: "Resource not found for the segment 'nowhere'.",
  },
]

describe.each([
  ['groups', groupRows],
  ['roles', roleRows],
  ['applications', applicationRows],
  ['queries', queryRows],
  ['the protocol', protocolRows],
] as const)('what Microsoft Graph says about %s', (_, rows) => {
  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_, { provoke, status, code, message }) => {
    const reply = await provoke()
    const { error } = reply.body
    expect([reply.status, error.code]).toEqual([status, code])
    if (typeof message === 'string') expect(error.message).toBe(message)
    else expect(error.message).toMatch(message)
  })
})

it('answers a request of a batch whose predecessor failed with 424', async () => {
  const requests = [
    { id: '1', method: 'GET', url: `/groups/${NOBODY}` },
    { id: '2', method: 'GET', url: '/groups', dependsOn: ['1'] },
  ]
  const { status, body } = await graph.post('/$batch', { requests })
  expect(status).toBe(200)
  const second = body.responses.find(({ id }: { id: string }) => id === '2')
  expect([second.status, second.body.error.code]).toEqual([424, 'FailedDependency'])
})
