import { createGroup } from '../../../src/domain/directory/create-group.js'
import type { Group } from '../../../src/domain/directory/group-rows.js'
import { groups } from '../../../src/domain/directory/tables.js'
import { type Options, openGraph, type Reply } from '../open-graph.js'

const GRAPH_APP = '00000003-0000-0000-c000-000000000000'
const plain = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }

export const unified = { groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false }
export const dynamic = {
  groupTypes: ['DynamicMembership'],
  membershipRule: 'user.city -eq "Oslo"',
  membershipRuleProcessingState: 'On',
}

/** A body that names an object by its address. */
export const referenceTo = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` })

interface GraphPrincipal {
  readonly id: string
  readonly appRoles: readonly { readonly id: string; readonly value: string }[]
}

/** A tenant, and the steps that several refusals begin with. */
export function openWorld() {
  const graph = openGraph()
  const newGroup = (change: object = {}, options?: Options) => graph.post('/groups', { ...plain, ...change }, options)
  const madeGroup = async (change: object = {}): Promise<string> => (await newGroup(change)).body.id

  /** A group as it comes from elsewhere, for nobody can make one like it here. */
  const groupWith = (change: Partial<Group>): string =>
    graph.write((transaction) => {
      const made = createGroup(transaction, plain)
      transaction.replace(groups, { ...made, ...change })
      return made.id
    })

  async function principalOf(displayName: string): Promise<{ id: string; appId: string; applicationId: string }> {
    const { id: applicationId, appId } = (await graph.post('/applications', { displayName })).body
    return { id: (await graph.post('/servicePrincipals', { appId })).body.id, appId, applicationId }
  }

  const graphPrincipal = async (): Promise<GraphPrincipal> =>
    (await graph.get(`/servicePrincipals(appId='${GRAPH_APP}')`)).body

  /** The body that assigns an app role of Microsoft Graph to a new app, or with `change` one that does not. */
  async function appRoleOf(principalId: string, change: object = {}) {
    const { id: resourceId, appRoles } = await graphPrincipal()
    const appRoleId = appRoles.find(({ value }) => value === 'User.Read.All')?.id
    return { principalId, resourceId, appRoleId, ...change }
  }

  async function assignAppRole(change: object = {}, times = 1, options?: Options): Promise<Reply> {
    const { id } = await principalOf('Client')
    const assign = async () =>
      graph.post(`/servicePrincipals/${id}/appRoleAssignments`, await appRoleOf(id, change), options)
    for (let more = 1; more < times; more++) await assign()
    return await assign()
  }

  /** The body that grants a new app a scope of Microsoft Graph, or with `change` one that does not. */
  async function grantOf(change: object = {}) {
    const { id: clientId } = await principalOf('Client')
    const { id: resourceId } = await graphPrincipal()
    return { clientId, consentType: 'AllPrincipals', resourceId, scope: 'User.Read', ...change }
  }

  return {
    ...graph,
    createGroup: newGroup,
    madeGroup,
    groupWith,
    principalOf,
    graphPrincipal,
    appRoleOf,
    assignAppRole,
    grantOf,
    /** Somebody without a role, who acts through an app with these permissions. */
    asMember: (...scopes: readonly string[]) => ({ token: graph.userWith(graph.newUser('Member'), ...scopes) }),
    /** A guest, who does. */
    asGuest: (...scopes: readonly string[]) => ({
      token: graph.userWith(graph.newUser('Guest', { userType: 'Guest' }), ...scopes),
    }),
    /** Somebody with a role, who does. */
    asRole(role: string, ...scopes: readonly string[]) {
      const user = graph.newUser(role)
      graph.giveRole(user, role)
      return { token: graph.userWith(user, ...scopes) }
    },
    /** An app with these permissions. */
    asApp: (...roles: readonly string[]) => ({ token: graph.appWith(...roles) }),
  }
}

export type World = ReturnType<typeof openWorld>
