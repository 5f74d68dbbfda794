import { DOMAIN } from '../open-graph.js'
import { badRequest, denied, invalid, missing, type Row, required } from './row.js'
import { referenceTo } from './world.js'

const GUEST_INVITER = '95e79109-95c0-4d8e-aee3-d01accf2d47b'
const ROLES = '/roleManagement/directory'
const UNITS = '/directory/administrativeUnits'
const ROLES_WRITTEN = 'RoleManagement.ReadWrite.Directory'
const rolePermissions = [{ allowedResourceActions: ['microsoft.directory/applications/basic/read'] }]
const custom = { displayName: 'Custom', isEnabled: true, rolePermissions }
const ann = {
  accountEnabled: true,
  displayName: 'Ann Archer',
  mailNickname: 'ann',
  userPrincipalName: `ann@${DOMAIN}`,
  passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
}
const given = (principalId: string, change: object = {}) => ({
  principalId,
  roleDefinitionId: GUEST_INVITER,
  directoryScopeId: '/',
  ...change,
})

/** Refusals of roles, of administrative units, and of what needs a role. */
export const roleRows: readonly Row[] = [
  {
    name: '2.4 an assignment by somebody without a role',
    provoke: (graph) =>
      graph.post(
        '/roleManagement/directory/roleAssignments',
        {
          principalId: graph.newUser('Ann').id,
          roleDefinitionId: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
          directoryScopeId: '/',
        },
        graph.asMember('RoleManagement.ReadWrite.Directory'),
      ),
    ...denied,
  },
  {
    name: "2.6 an administrator's sensitive property, touched by an app without a role",
    provoke: (graph) => {
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
  {
    name: '2.1 a role that is not switched on, by its template',
    provoke: (graph) => graph.get(`/directoryRoles(roleTemplateId='${GUEST_INVITER}')`),
    ...missing(GUEST_INVITER),
  },
  {
    name: '2.1 more than the template where a role is switched on',
    provoke: (graph) => graph.post('/directoryRoles', { roleTemplateId: GUEST_INVITER, displayName: 'Mine' }),
    ...badRequest,
    message:
      "The property 'displayName' does not exist on type 'directoryRoles'. Make sure to only use property names that are defined by the type.",
  },
  {
    name: '2.1 roles, read by a guest',
    provoke: (graph) => graph.get('/directoryRoles', graph.asGuest('RoleManagement.Read.Directory')),
    ...denied,
  },
  {
    name: '2.1 a member of a role, added by somebody without a role',
    provoke: async (graph) => {
      const role = (await graph.post('/directoryRoles', { roleTemplateId: GUEST_INVITER })).body.id
      const body = referenceTo(graph.newUser('Ann').id)
      return await graph.post(`/directoryRoles/${role}/members/$ref`, body, graph.asMember(ROLES_WRITTEN))
    },
    ...denied,
  },
  {
    name: '2.2 a built-in role that is changed',
    provoke: (graph) => graph.patch(`${ROLES}/roleDefinitions/${GUEST_INVITER}`, { description: 'x' }),
    ...denied,
  },
  {
    name: '2.2 a built-in role that is deleted',
    provoke: (graph) => graph.remove(`${ROLES}/roleDefinitions/${GUEST_INVITER}`),
    ...denied,
  },
  ...(['displayName', 'isEnabled', 'rolePermissions'] as const).map(
    (property): Row => ({
      name: `2.2 a role of one's own without ${property}`,
      provoke: (graph) => graph.post(`${ROLES}/roleDefinitions`, { ...custom, [property]: undefined }),
      ...required(property, 'UnifiedRoleDefinition'),
    }),
  ),
  {
    name: '2.2 an assignment without a scope',
    provoke: (graph) =>
      graph.post(`${ROLES}/roleAssignments`, given(graph.newUser('Ann').id, { directoryScopeId: undefined })),
    ...required('directoryScopeId', 'RoleAssignment'),
  },
  {
    name: '2.2 a Global Administrator who gives up that role',
    provoke: async (graph) => {
      const admin = graph.newUser('Admin')
      graph.giveRole(admin, 'Global Administrator')
      const [held] = (await graph.get(`${ROLES}/roleAssignments?$filter=principalId eq '${admin.id}'`)).body.value
      const token = graph.userWith(admin, ROLES_WRITTEN)
      return await graph.remove(`${ROLES}/roleAssignments/${held.id}`, { token })
    },
    ...badRequest,
    message: 'A Global Administrator cannot remove their own assignment of that role.',
  },
  ...['/users', '/groups'].map(
    (path): Row => ({
      name: `2.6 ${path}, listed by a guest`,
      provoke: (graph) => graph.get(path, graph.asGuest('User.Read.All', 'Group.Read.All')),
      ...denied,
    }),
  ),
  {
    name: "2.5 an administrator's password, reset by a Helpdesk Administrator",
    provoke: (graph) => {
      const target = graph.newUser('Target')
      graph.giveRole(target, 'User Administrator')
      const body = { passwordProfile: { password: 'xWwvJ]6NMw+bWH-e' } }
      return graph.patch(
        `/users/${target.id}`,
        body,
        graph.asRole('Helpdesk Administrator', 'User-PasswordProfile.ReadWrite.All'),
      )
    },
    ...denied,
  },
  {
    name: '2.4 a user, made by a License Administrator',
    provoke: (graph) => graph.post('/users', ann, graph.asRole('License Administrator', 'User.ReadWrite.All')),
    ...denied,
  },
  {
    name: '2.7 an administrative unit without a name',
    provoke: (graph) => graph.post(UNITS, {}),
    ...required('displayName', 'AdministrativeUnit'),
  },
  {
    name: '2.7 an administrative unit with a name that is too long',
    provoke: (graph) => graph.post(UNITS, { displayName: 'a'.repeat(257) }),
    ...invalid('displayName', 'AdministrativeUnit'),
  },
  {
    name: '2.7 an administrative unit, made with a permission that only reads it',
    provoke: (graph) => graph.post(UNITS, { displayName: 'U' }, graph.asApp('Directory.ReadWrite.All')),
    ...denied,
  },
  {
    name: '2.7 an administrative unit, made by somebody without a role',
    provoke: (graph) => graph.post(UNITS, { displayName: 'U' }, graph.asMember('AdministrativeUnit.ReadWrite.All')),
    ...denied,
  },
  {
    name: '2.7 the restriction of a unit, changed later',
    provoke: async (graph) => {
      const { id } = (await graph.post(UNITS, { displayName: 'U' })).body
      return await graph.patch(`${UNITS}/${id}`, { isMemberManagementRestricted: true })
    },
    ...badRequest,
    message: "Property 'isMemberManagementRestricted' is read-only and cannot be set.",
  },
]
