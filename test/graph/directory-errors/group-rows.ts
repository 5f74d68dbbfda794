import { badRequest, denied, invalid, missingOne, NOBODY, type Row, required, taken } from './row.js'
import { dynamic, unified } from './world.js'

const RULE_TOO_LONG = `user.city -eq "${'a'.repeat(3072)}"`
const roleAssignable = { isAssignableToRole: true }

/** Refusals of groups themselves. */
export const groupRows: readonly Row[] = [
  ...(['displayName', 'mailEnabled', 'mailNickname', 'securityEnabled'] as const).map(
    (property): Row => ({
      name: `1.4 a group without ${property}`,
      provoke: (graph) => graph.createGroup({ [property]: undefined }),
      ...required(property, 'Group'),
    }),
  ),
  ...['a b', 'a@b', 'é', 'a'.repeat(65)].map(
    (mailNickname): Row => ({
      name: `1.4 the mail nickname ${mailNickname}`,
      provoke: (graph) => graph.createGroup({ mailNickname }),
      ...invalid('mailNickname', 'Group'),
    }),
  ),
  {
    name: '1.2 a name that is too long',
    provoke: (graph) => graph.createGroup({ displayName: 'a'.repeat(257) }),
    ...invalid('displayName', 'Group'),
  },
  {
    name: '1.4 the nickname of another Microsoft 365 group',
    provoke: async (graph) => {
      await graph.createGroup(unified)
      return await graph.createGroup(unified)
    },
    ...taken('mailNickname'),
  },
  {
    name: '1.4 more than twenty references',
    provoke: (graph) =>
      graph.createGroup({ 'members@odata.bind': Array.from({ length: 21 }, () => `users/${NOBODY}`) }),
    ...badRequest,
    message: 'At most 20 references can be added in one request.',
  },
  {
    name: '1.4 hidden membership, after the group was made',
    provoke: async (graph) =>
      graph.patch(`/groups/${await graph.madeGroup(unified)}`, { visibility: 'HiddenMembership' }),
    ...invalid('visibility', 'Group'),
  },
  {
    name: '1.4 members of a group whose rule finds them',
    provoke: (graph) => graph.createGroup({ ...dynamic, 'members@odata.bind': [`users/${graph.newUser('Ann').id}`] }),
    ...denied,
  },
  {
    name: '1.2 what only a mailbox has, when the group is made',
    provoke: (graph) => graph.createGroup({ ...unified, autoSubscribeNewMembers: true }),
    ...badRequest,
    message: "Property 'autoSubscribeNewMembers' is read-only and cannot be set.",
  },
  {
    name: '1.4 a mail-enabled group that is not unified',
    provoke: (graph) => graph.createGroup({ mailEnabled: true }),
    ...badRequest,
    message:
      'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.',
  },
  {
    name: '1.6 a group that becomes role-assignable later',
    provoke: async (graph) => graph.patch(`/groups/${await graph.madeGroup()}`, roleAssignable),
    ...badRequest,
    message: "Property 'isAssignableToRole' is read-only and cannot be set.",
  },
  ...[dynamic, { ...unified }].map(
    (kind): Row => ({
      name: `1.6 a role-assignable group that is ${kind.groupTypes[0]} and may not`,
      provoke: (graph) => graph.createGroup({ ...kind, ...roleAssignable }),
      ...invalid('isAssignableToRole', 'Group'),
    }),
  ),
  {
    name: '1.6 a role-assignable group, made by an app that may not manage roles',
    provoke: (graph) => graph.createGroup(roleAssignable, graph.asApp('Group.ReadWrite.All')),
    ...denied,
  },
  {
    name: '1.6 a role-assignable group, made by a Groups Administrator',
    provoke: (graph) =>
      graph.createGroup(
        roleAssignable,
        graph.asRole('Groups Administrator', 'Group.ReadWrite.All', 'RoleManagement.ReadWrite.Directory'),
      ),
    ...denied,
  },
  {
    name: '1.6 a role-assignable group, deleted by an app that may not manage roles',
    provoke: async (graph) =>
      graph.remove(`/groups/${await graph.madeGroup(roleAssignable)}`, graph.asApp('Group.ReadWrite.All')),
    ...denied,
  },
  {
    name: '1.7 a security group that was deleted',
    provoke: async (graph) => {
      const id = await graph.madeGroup()
      await graph.remove(`/groups/${id}`)
      return await graph.get(`/directory/deletedItems/${id}`)
    },
    ...missingOne,
  },
  ...['expand=members', 'orderby=displayName', 'search="displayName:a"'].map(
    (option): Row => ({
      name: `1.8 changes with $${option}`,
      provoke: (graph) => graph.get(`/groups/delta?$${option}`),
      status: 400,
      code: 'Request_UnsupportedQuery',
      message: `The query option '$${option.split('=')[0]}' is not supported for this request.`,
    }),
  ),
  {
    name: '1.8 changes of more than fifty groups',
    provoke: (graph) =>
      graph.get(`/groups/delta?$filter=${Array.from({ length: 51 }, () => `id eq '${NOBODY}'`).join(' or ')}`),
    status: 400,
    code: 'Request_UnsupportedQuery',
    message: "The query option '$filter' is not supported for this request.",
  },
  {
    name: '1.8 changes since a time that is too long ago',
    provoke: async (graph) => {
      const link: string = (await graph.get('/groups/delta')).body['@odata.deltaLink']
      graph.clock.set(Date.UTC(2026, 0, 10))
      return await graph.get(link.slice(link.indexOf('/v1.0')))
    },
    status: 410,
    code: 'resyncRequired',
    message: 'The delta token is too old: start again with a full synchronization.',
  },
  {
    name: '1.9 half of a body that licenses a group',
    provoke: async (graph) => graph.post(`/groups/${await graph.madeGroup()}/assignLicense`, { addLicenses: [] }),
    ...badRequest,
    message:
      "One or more parameters of the operation 'assignLicense' are missing from the request payload. The missing parameters are: removeLicenses.",
  },
  ...['/groups/{id}', '/directoryObjects'].map(
    (path): Row => ({
      name: `1.9 a nickname that is taken, asked at ${path}`,
      provoke: async (graph) => {
        await graph.createGroup({ ...unified, mailNickname: 'sales' })
        const id = await graph.madeGroup({ ...unified, mailNickname: 'other' })
        const asked = { entityType: path === '/directoryObjects' ? 'Group' : undefined, mailNickname: 'sales' }
        return await graph.post(`${path.replace('{id}', id)}/validateProperties`, asked)
      },
      status: 422,
      code: 'Request_UnprocessableEntity',
      message: 'The values provided contain one or more validation errors.',
      details: [
        {
          target: 'mailNickname',
          code: 'PropertyConflict',
          message: 'Another object with the same value for property mailNickname already exists.',
        },
      ],
    }),
  ),
  {
    name: '1.9 more than twenty groups to look through',
    provoke: async (graph) =>
      graph.post(`/groups/${await graph.madeGroup()}/checkMemberGroups`, {
        groupIds: Array.from({ length: 21 }, () => NOBODY),
      }),
    ...badRequest,
    message: 'At most 20 ids can be given in one request.',
  },
  {
    name: '1.10 an id that is none',
    provoke: (graph) => graph.get('/groups/sales'),
    ...badRequest,
    message: "Invalid object identifier 'sales'.",
  },
  {
    name: '1.10 a permission that is missing',
    provoke: (graph) => graph.get('/groups', { token: graph.appWith('Application.Read.All') }),
    ...denied,
  },
  {
    name: '1.10 a method that the path does not take',
    provoke: async (graph) => graph.call('PUT', `/groups/${await graph.madeGroup()}`, { body: {} }),
    status: 405,
    code: 'Request_BadRequest',
    message: 'Specified HTTP method is not allowed for the request target.',
  },
  {
    name: '1.10 a unique name that is taken',
    provoke: async (graph) => {
      await graph.createGroup({ uniqueName: 'sales' })
      return await graph.createGroup({ uniqueName: 'sales' })
    },
    ...taken('uniqueName'),
  },
  {
    name: '1.10 a read-only property in POST',
    provoke: (graph) => graph.createGroup({ createdDateTime: '2026-01-01T00:00:00Z' }),
    ...badRequest,
    message: "Property 'createdDateTime' is read-only and cannot be set.",
  },
  {
    name: '1.10 a read-only property in PATCH',
    provoke: async (graph) => graph.patch(`/groups/${await graph.madeGroup()}`, { mail: 'g@contoso.com' }),
    ...badRequest,
    message: "Property 'mail' is read-only and cannot be set.",
  },
  {
    name: '1.11 a rule that is too long',
    provoke: (graph) => graph.createGroup({ ...dynamic, membershipRule: RULE_TOO_LONG }),
    ...invalid('membershipRule', 'Group'),
  },
]
