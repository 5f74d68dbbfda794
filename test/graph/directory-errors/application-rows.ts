import { badRequest, denied, invalid, missingOne, NOBODY, type Row, required, sameKey } from './row.js'

const appRole = {
  id: '8fb3a1f0-0000-4000-8000-000000000001',
  value: 'Task.Read',
  displayName: 'Read tasks',
  description: 'Reads tasks',
  allowedMemberTypes: ['Application'],
  isEnabled: true,
}

/** Refusals of applications, of service principals and of what is granted to them. */
export const applicationRows: readonly Row[] = [
  {
    name: '3.1 a second service principal of an application',
    provoke: async (graph) => graph.post('/servicePrincipals', { appId: (await graph.principalOf('Client')).appId }),
    ...sameKey,
    message:
      /^The service principal cannot be created, updated, or restored because the service principal name [0-9a-f-]{36} is already in use\.$/,
  },
  {
    name: '3.5 an app role that is assigned already',
    provoke: (graph) => graph.assignAppRole({}, 2),
    ...badRequest,
    message: 'Permission being assigned already exists on the object',
  },
  {
    name: '3.5 an app role that nobody knows',
    provoke: (graph) => graph.assignAppRole({ appRoleId: NOBODY }),
    ...badRequest,
    message: 'Permission being assigned was not found on application',
  },
  {
    name: '3.5 an app role for apps, assigned to a user',
    provoke: async (graph) => {
      const { id } = graph.newUser('Ann')
      const resource = await graph.graphPrincipal()
      const body = { principalId: id, resourceId: resource.id, appRoleId: resource.appRoles[0]?.id }
      return await graph.post(`/users/${id}/appRoleAssignments`, body)
    },
    ...badRequest,
    message: 'Not a valid reference update.',
  },
  {
    name: '3.6 a grant that there is already',
    provoke: async (graph) => {
      const body = await graph.grantOf()
      await graph.post('/oauth2PermissionGrants', body)
      return await graph.post('/oauth2PermissionGrants', body)
    },
    ...sameKey,
    message: 'Permission entry already exists.',
  },
  {
    name: '3.1 an application without a name',
    provoke: (graph) => graph.post('/applications', {}),
    ...required('displayName', 'Application'),
  },
  {
    name: '3.1 an application that brings its secret along',
    provoke: (graph) => graph.post('/applications', { displayName: 'A', passwordCredentials: [{ displayName: 's' }] }),
    ...badRequest,
    message: "Property 'passwordCredentials' is read-only and cannot be set.",
  },
  {
    name: '3.1 an app id where an object id is wanted',
    provoke: async (graph) => graph.get(`/applications/${(await graph.principalOf('Client')).appId}`),
    ...missingOne,
  },
  ...(['applications', 'servicePrincipals'] as const).map(
    (set): Row => ({
      name: `3.1 a secret that is not there, removed from ${set}`,
      provoke: async (graph) => {
        const { id, applicationId } = await graph.principalOf('Client')
        const holder = set === 'applications' ? applicationId : id
        return await graph.post(`/${set}/${holder}/removePassword`, { keyId: NOBODY })
      },
      ...badRequest,
      message: 'No credentials found to be removed.',
    }),
  ),
  {
    name: '3.1 a service principal of an application that is nowhere',
    provoke: (graph) => graph.post('/servicePrincipals', { appId: NOBODY }),
    ...badRequest,
    message: `The appId '${NOBODY}' of the service principal does not reference a valid application object.`,
    details: [{ code: 'NoBackingApplicationObject', target: 'appId' }],
  },
  {
    name: '3.1 the same, by an app that may write only what it owns',
    provoke: (graph) =>
      graph.post('/servicePrincipals', { appId: NOBODY }, graph.asApp('Application.ReadWrite.OwnedBy')),
    ...denied,
    message:
      'When using this permission, the backing application of the service principal being created must in the local tenant',
  },
  {
    name: '3.1 a service principal without an app id',
    provoke: (graph) => graph.post('/servicePrincipals', {}),
    ...required('appId', 'ServicePrincipal'),
  },
  ...['removed', 'changed'].map(
    (how): Row => ({
      name: `3.2 a role that is enabled, ${how}`,
      provoke: async (graph) => {
        const { id } = (await graph.post('/applications', { displayName: 'A', appRoles: [appRole] })).body
        const appRoles = how === 'removed' ? [] : [{ ...appRole, value: 'Other' }]
        return await graph.patch(`/applications/${id}`, { appRoles })
      },
      status: 400,
      code: 'CannotDeleteOrUpdateEnabledEntitlement',
      message: 'Permission (scope or role) cannot be deleted or updated unless disabled first.',
    }),
  ),
  ...(['principalId', 'resourceId', 'appRoleId'] as const).map(
    (property): Row => ({
      name: `3.5 an app role assignment without ${property}`,
      provoke: (graph) => graph.assignAppRole({ [property]: undefined }),
      ...required(property, 'AppRoleAssignment'),
    }),
  ),
  {
    name: '3.5 an app role assignment to somebody else than the path says',
    provoke: (graph) => graph.assignAppRole({ principalId: graph.app.id }),
    ...badRequest,
    message: 'Not a valid reference update.',
  },
  {
    name: '3.5 an app role assignment by an app that may not read applications',
    provoke: (graph) => graph.assignAppRole({}, 1, graph.asApp('AppRoleAssignment.ReadWrite.All')),
    ...denied,
  },
  {
    name: '2.4 an app role of Microsoft Graph, assigned by an Application Administrator',
    provoke: (graph) =>
      graph.assignAppRole(
        {},
        1,
        graph.asRole('Application Administrator', 'AppRoleAssignment.ReadWrite.All', 'Application.Read.All'),
      ),
    ...denied,
  },
  {
    name: '3.6 a grant for one user that names none',
    provoke: async (graph) => graph.post('/oauth2PermissionGrants', await graph.grantOf({ consentType: 'Principal' })),
    ...required('principalId', 'OAuth2PermissionGrant'),
  },
  ...(['clientId', 'resourceId'] as const).map(
    (property): Row => ({
      name: `3.6 a grant without ${property}`,
      provoke: async (graph) => graph.post('/oauth2PermissionGrants', await graph.grantOf({ [property]: undefined })),
      ...required(property, 'OAuth2PermissionGrant'),
    }),
  ),
  {
    name: '3.6 a grant of more than fits',
    provoke: async (graph) => graph.post('/oauth2PermissionGrants', await graph.grantOf({ scope: 'a'.repeat(3851) })),
    ...invalid('scope', 'OAuth2PermissionGrant'),
  },
]
