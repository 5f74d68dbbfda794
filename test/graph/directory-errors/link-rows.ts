import { badRequest, denied, gateway, missing, missingOne, NOBODY, type Row } from './row.js'
import { dynamic, referenceTo, unified } from './world.js'

const MASTERED =
  'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.'

/** Refusals where members and owners are added and removed. */
export const linkRows: readonly Row[] = [
  {
    name: '1.5 a member who is one already',
    provoke: async (graph) => {
      const { id } = graph.newUser('Ann')
      const group = await graph.madeGroup()
      await graph.post(`/groups/${group}/members/$ref`, referenceTo(id))
      return await graph.post(`/groups/${group}/members/$ref`, referenceTo(id))
    },
    ...badRequest,
    message: "One or more added object references already exist for the following modified properties: 'members'.",
  },
  {
    name: '1.5 an owner who is one already',
    provoke: async (graph) => {
      const { id } = graph.newUser('Ann')
      const group = await graph.madeGroup()
      await graph.post(`/groups/${group}/owners/$ref`, referenceTo(id))
      return await graph.post(`/groups/${group}/owners/$ref`, referenceTo(id))
    },
    ...badRequest,
    message: "One or more added object references already exist for the following modified properties: 'owners'.",
  },
  {
    name: '1.5 a member who is nobody',
    provoke: async (graph) => graph.post(`/groups/${await graph.madeGroup()}/members/$ref`, referenceTo(NOBODY)),
    ...missing(NOBODY),
  },
  {
    name: '1.5 the last owner is removed',
    provoke: async (graph) => {
      const { id } = graph.newUser('Ann')
      const group = await graph.madeGroup({ 'owners@odata.bind': [`https://graph.microsoft.com/v1.0/users/${id}`] })
      return await graph.remove(`/groups/${group}/owners/${id}/$ref`)
    },
    ...badRequest,
    message: 'The group must have at least one owner, hence this owner cannot be removed.',
  },
  {
    name: '1.5 a member of a distribution list',
    provoke: (graph) => {
      const { id } = graph.newUser('Ann')
      const list = graph.groupWith({ mailEnabled: true, securityEnabled: false })
      return graph.post(`/groups/${list}/members/$ref`, referenceTo(id))
    },
    ...badRequest,
    message: 'Cannot Update a mail-enabled security groups and or distribution list.',
  },
  {
    name: '1.5 a member of a group from on-premises',
    provoke: (graph) => {
      const { id } = graph.newUser('Ann')
      const synced = graph.groupWith({ onPremisesSyncEnabled: true })
      return graph.post(`/groups/${synced}/members/$ref`, referenceTo(id))
    },
    ...badRequest,
    message:
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
  },
  { name: '1.10 an unknown group', provoke: (graph) => graph.get(`/groups/${NOBODY}`), ...missing(NOBODY) },
  {
    name: '1.5 the last user among the owners, while an app is one too',
    provoke: async (graph) => {
      const { id } = graph.newUser('Ann')
      const group = await graph.madeGroup({ 'owners@odata.bind': [`users/${id}`, `servicePrincipals/${graph.app.id}`] })
      return await graph.remove(`/groups/${group}/owners/${id}/$ref`)
    },
    ...badRequest,
    message: 'The group must have at least one owner, hence this owner cannot be removed.',
  },
  {
    name: '1.5 a reference without an address',
    provoke: async (graph) => graph.post(`/groups/${await graph.madeGroup()}/members/$ref`, {}),
    ...badRequest,
    message: "A value is required for property '@odata.id' of the reference.",
  },
  {
    name: '1.5 a user, named as a group',
    provoke: async (graph) => {
      const { id } = graph.newUser('Ann')
      return await graph.post(`/groups/${await graph.madeGroup()}/members/$ref`, { '@odata.id': `groups/${id}` })
    },
    ...missingOne,
  },
  {
    name: '1.5 somebody removed who was no member',
    provoke: async (graph) => graph.remove(`/groups/${await graph.madeGroup()}/members/${NOBODY}/$ref`),
    ...missing(NOBODY),
  },
  {
    name: '1.5 members changed by PATCH of their addresses',
    provoke: async (graph) =>
      graph.patch(`/groups/${await graph.madeGroup()}/members/$ref`, referenceTo(graph.newUser('Ann').id)),
    ...gateway,
    message: 'The request is currently not supported on the targeted entity set',
  },
  {
    name: '1.5 a member of a group whose rule finds them',
    provoke: async (graph) =>
      graph.post(`/groups/${await graph.madeGroup(dynamic)}/members/$ref`, referenceTo(graph.newUser('Ann').id)),
    ...denied,
  },
  {
    name: '1.5 a member removed from a distribution list',
    provoke: (graph) => {
      const list = graph.groupWith({ mailEnabled: true, securityEnabled: false })
      return graph.remove(`/groups/${list}/members/${graph.newUser('Ann').id}/$ref`)
    },
    ...badRequest,
    message: 'Cannot Update a mail-enabled security groups and or distribution list.',
  },
  {
    name: '1.5 a member removed from a group from on-premises',
    provoke: (graph) => {
      const synced = graph.groupWith({ onPremisesSyncEnabled: true })
      return graph.remove(`/groups/${synced}/members/${graph.newUser('Ann').id}/$ref`)
    },
    ...badRequest,
    message: MASTERED,
  },
  ...[
    ['a group', 'a Microsoft 365 group', {}, unified, 'members'],
    ['a Microsoft 365 group', 'a security group', unified, {}, 'members'],
    ['a group', 'a role-assignable group', {}, { isAssignableToRole: true }, 'members'],
    ['a group', 'the owners of a group', {}, {}, 'owners'],
  ].map(
    ([who, where, inner, outer, property]): Row => ({
      name: `1.5 ${who} in ${where}`,
      provoke: async (graph) =>
        graph.post(
          `/groups/${await graph.madeGroup({ ...(outer as object), mailNickname: 'outer' })}/${property}/$ref`,
          referenceTo(await graph.madeGroup({ ...(inner as object), mailNickname: 'inner' })),
        ),
      ...badRequest,
      message: `An object of type 'group' cannot be added to the group's '${property}'.`,
    }),
  ),
  {
    name: '1.5 a member of a role-assignable group, added by an app that may not manage roles',
    provoke: async (graph) => {
      const group = await graph.madeGroup({ isAssignableToRole: true })
      const body = referenceTo(graph.newUser('Ann').id)
      return await graph.post(`/groups/${group}/members/$ref`, body, graph.asApp('Group.ReadWrite.All'))
    },
    ...denied,
  },
  {
    name: '1.3 a member deleted, who was meant to be removed, by an app that may not delete users',
    provoke: async (graph) => {
      const { id } = graph.newUser('Ann')
      const group = await graph.madeGroup({ 'members@odata.bind': [`users/${id}`] })
      return await graph.remove(`/groups/${group}/members/${id}`, graph.asApp('GroupMember.ReadWrite.All'))
    },
    ...denied,
  },
]
