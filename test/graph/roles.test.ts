import { beforeEach, describe, expect, it } from 'vitest'
import { directoryRolesOf } from '../../src/domain/directory/role-assignments.js'
import { errorOf, eventual, ORIGIN, openGraph, TENANT } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1'
const DIRECTORY_READERS = '88d8e3e3-8f55-4a1e-953a-9b9898b8876b'
const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10'
const ROLES = '/roleManagement/directory'
const assign = (principalId: string, roleDefinitionId: string, more: object = { directoryScopeId: '/' }) =>
  graph.post(`${ROLES}/roleAssignments`, { principalId, roleDefinitionId, ...more })

describe('roleAssignmentScheduleRequests', () => {
  const request = (principalId: string, expiration?: object) =>
    graph.post(`${ROLES}/roleAssignmentScheduleRequests`, {
      action: 'adminAssign',
      principalId,
      roleDefinitionId: USER_ADMINISTRATOR,
      ...(expiration && { scheduleInfo: { expiration } }),
    })

  it('give a role for a time, or for good', async () => {
    const [ann, bob] = [graph.newUser('Ann'), graph.newUser('Bob')]
    const made = await request(ann.id, { type: 'afterDuration', duration: 'PT8H' })
    expect(made).toMatchObject({
      status: 201,
      body: { status: 'Provisioned', action: 'adminAssign', principalId: ann.id, directoryScopeId: '/' },
    })
    const { startDateTime, expiration } = made.body.scheduleInfo as {
      startDateTime: string
      expiration: { endDateTime: string }
    }
    expect(Date.parse(expiration.endDateTime) - Date.parse(startDateTime)).toBe(8 * 60 * 60 * 1000)
    const lasting = await request(bob.id)
    expect(lasting.body.scheduleInfo).toMatchObject({ expiration: { type: 'noExpiration' } })
    for (const { id } of [ann, bob]) {
      const { body } = await graph.get(`${ROLES}/roleAssignments?$filter=principalId eq '${id}'`)
      expect(body.value).toMatchObject([{ roleDefinitionId: USER_ADMINISTRATOR, directoryScopeId: '/' }])
    }
    expect((await request(ann.id)).status).toBe(400)
  })

  it('are refused for a time that is over or cannot be read', async () => {
    const { id } = graph.newUser('Ann')
    for (const expiration of [
      { endDateTime: '2001-01-01T00:00:00Z' },
      { duration: 'a while' },
      { endDateTime: 'soon' },
    ])
      expect((await request(id, expiration)).status, JSON.stringify(expiration)).toBe(400)
    const { body } = await graph.get(`${ROLES}/roleAssignments?$filter=principalId eq '${id}'`)
    expect(body.value).toEqual([])
  })
})

describe('transitiveRoleAssignments', () => {
  const LIST = `/beta${ROLES}/transitiveRoleAssignments`
  const listed = async (filter: string) => {
    const { status, body } = await graph.get(`${LIST}?$count=true&$filter=${filter}`, eventual)
    expect(status).toBe(200)
    expect(body['@odata.count']).toBe(body.value.length)
    return body.value.map((one: { principalId: string; roleDefinitionId: string }) => [
      one.principalId,
      one.roleDefinitionId,
    ])
  }

  it('are those of a principal and of the groups that it is in, by role and by scope too', async () => {
    const ann = graph.newUser('Ann')
    const unit = (await graph.post('/directory/administrativeUnits', { displayName: 'Unit' })).body.id
    const body = { displayName: 'G', mailEnabled: false, mailNickname: 'g', securityEnabled: true }
    const group = (await graph.post('/groups', { ...body, isAssignableToRole: true })).body.id
    await graph.post(`/groups/${group}/members/$ref`, { '@odata.id': `${ORIGIN}/v1.0/directoryObjects/${ann.id}` })
    await assign(ann.id, USER_ADMINISTRATOR)
    await assign(group, USER_ADMINISTRATOR)
    await assign(group, DIRECTORY_READERS, { directoryScopeId: `/administrativeUnits/${unit}` })
    await assign(graph.newUser('Bob').id, USER_ADMINISTRATOR)
    const asked = `principalId eq '${ann.id}'`
    expect(await listed(asked)).toEqual([
      [ann.id, USER_ADMINISTRATOR],
      [group, USER_ADMINISTRATOR],
      [group, DIRECTORY_READERS],
    ])
    expect(await listed(`${asked} and roleDefinitionId eq '${USER_ADMINISTRATOR}'`)).toHaveLength(2)
    expect(await listed(`directoryScopeId eq '/administrativeUnits/${unit}' and ${asked}`)).toEqual([
      [group, DIRECTORY_READERS],
    ])
    expect(await listed(`principalId eq '${group}'`)).toHaveLength(2)
    expect((await graph.get(`${LIST}?$count=true&$filter=${asked}`)).status).toBe(404)
    for (const query of [`$filter=${asked}`, '$count=true', `$count=true&$filter=roleDefinitionId eq '${group}'`]) {
      expect(errorOf(await graph.get(`${LIST}?${query}`, eventual))).toEqual({
        status: 400,
        code: 'Request_BadRequest',
        message: "This request needs $count=true and a filter that names a principal: principalId eq '{id}'.",
      })
    }
    expect((await graph.get(`${ROLES}/transitiveRoleAssignments?$count=true&$filter=${asked}`)).status).toBe(400)
  })
})

describe('assignedPrincipals', () => {
  const FUNCTION = `/beta${ROLES}/roleDefinitions/${USER_ADMINISTRATOR}/assignedPrincipals`
  let [ann, bob, group, unit] = ['', '', '', '']
  beforeEach(async () => {
    ann = graph.newUser('Ann').id
    bob = graph.newUser('Bob').id
    unit = (await graph.post('/directory/administrativeUnits', { displayName: 'Unit' })).body.id
    const body = { displayName: 'G', mailEnabled: false, mailNickname: 'g', securityEnabled: true }
    group = (await graph.post('/groups', { ...body, isAssignableToRole: true })).body.id
    for (const id of [ann, bob]) {
      await graph.post(`/groups/${group}/members/$ref`, { '@odata.id': `${ORIGIN}/v1.0/directoryObjects/${id}` })
    }
    await assign(ann, USER_ADMINISTRATOR)
    await assign(ann, USER_ADMINISTRATOR, { directoryScopeId: `/administrativeUnits/${unit}` })
    await assign(group, USER_ADMINISTRATOR)
    await assign(bob, DIRECTORY_READERS)
  })
  const found = async (parameters: string) => {
    const { status, body } = await graph.get(`${FUNCTION}${parameters}`)
    expect(status, parameters).toBe(200)
    return body.value.map(({ id }: { id: string }) => id).sort()
  }

  it('are told directly, through groups, and by scope, each once', async () => {
    expect(await found('')).toEqual([ann, group].sort())
    expect(await found('()')).toEqual([ann, group].sort())
    expect(await found('(transitive=true)')).toEqual([ann, bob, group].sort())
    expect(await found('(transitive=false)/microsoft.graph.group')).toEqual([group])
    expect(await found(`(directoryScopeType='administrativeUnit')`)).toEqual([ann])
    expect(await found(`(directoryScopeType='administrativeUnit', directoryScopeId ='${unit}')`)).toEqual([ann])
    expect(await found(`(directoryScopeType='tenant', transitive=true)/microsoft.graph.user`)).toEqual(
      [ann, bob].sort(),
    )
    expect(await found(`(directoryScopeType='resource')`)).toEqual([])
  })

  it('are counted without an advanced query', async () => {
    expect((await graph.get(`${FUNCTION}/$count`)).body).toBe('2')
    expect((await graph.get(`${FUNCTION}(transitive=true)/$count`)).body).toBe('3')
    expect((await graph.get(`${FUNCTION}(transitive=true)/microsoft.graph.user/$count`)).body).toBe('2')
    expect((await graph.get(`${FUNCTION}?$count=true`)).body['@odata.count']).toBe(2)
  })

  it('are refused for what is none, and members of groups to those who may not read them', async () => {
    expect((await graph.get(`${FUNCTION}(directoryScopeType='planet')`)).status).toBe(400)
    expect((await graph.get(FUNCTION.replace(USER_ADMINISTRATOR, ann))).status).toBe(404)
    expect((await graph.get(FUNCTION.replace('/beta', ''))).status).toBe(400)
    const token = graph.appWith('RoleManagement.Read.Directory')
    expect((await graph.get(FUNCTION, { token })).status).toBe(200)
    expect((await graph.get(`${FUNCTION}(transitive=true)`, { token })).status).toBe(403)
    const reading = graph.appWith('RoleManagement.Read.Directory', 'GroupMember.Read.All')
    expect((await graph.get(`${FUNCTION}(transitive=true)`, { token: reading })).status).toBe(200)
  })
})

describe('directory roles', () => {
  it('are listed once they are switched on, under ids of their own', async () => {
    expect((await graph.get('/directoryRoles')).body.value).toMatchObject([{ roleTemplateId: GLOBAL_ADMINISTRATOR }])
    const byTemplate = `/directoryRoles(roleTemplateId='${USER_ADMINISTRATOR}')`
    expect((await graph.get(byTemplate)).status).toBe(404)
    const made = await graph.post('/directoryRoles', { roleTemplateId: USER_ADMINISTRATOR })
    expect(made).toMatchObject({ status: 201, body: { displayName: 'User Administrator' } })
    expect(made.body.id).not.toBe(USER_ADMINISTRATOR)
    expect((await graph.get(`/directoryRoles/roleTemplateId=${USER_ADMINISTRATOR}`)).body.id).toBe(made.body.id)
    expect(errorOf(await graph.post('/directoryRoles', { roleTemplateId: USER_ADMINISTRATOR }))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: 'A conflicting object with one or more of the specified property values is present in the directory.',
    })
    expect((await graph.post('/directoryRoles', { roleTemplateId: TENANT })).status).toBe(404)
    expect((await graph.get('/directoryRoleTemplates')).body.value.length).toBeGreaterThan(40)
  })

  it('share their members with the assignments of the unified model', async () => {
    const ann = graph.newUser('Ann')
    await graph.post('/directoryRoles', { roleTemplateId: USER_ADMINISTRATOR })
    const members = `/directoryRoles(roleTemplateId='${USER_ADMINISTRATOR}')/members`
    expect((await graph.post(`${members}/$ref`, { '@odata.id': `users/${ann.id}` })).status).toBe(204)
    expect((await graph.post(`${members}/$ref`, { '@odata.id': `users/${ann.id}` })).status).toBe(400)
    const filter = `$filter=principalId eq '${ann.id}'`
    const listed = await graph.get(`${ROLES}/roleAssignments?${filter}`)
    expect(listed.body.value).toMatchObject([{ roleDefinitionId: USER_ADMINISTRATOR, directoryScopeId: '/' }])
    expect((await graph.get(`/users/${ann.id}/memberOf`)).body.value).toMatchObject([
      { '@odata.type': '#microsoft.graph.directoryRole', roleTemplateId: USER_ADMINISTRATOR },
    ])
    expect((await graph.remove(`${members}/${ann.id}/$ref`)).status).toBe(204)
    expect((await graph.get(`${ROLES}/roleAssignments?${filter}`)).body.value).toEqual([])
  })
})

describe('role assignments', () => {
  it('have the id that Microsoft packs, and switch the role on', async () => {
    const ann = graph.newUser('Ann')
    const made = await assign(ann.id, USER_ADMINISTRATOR)
    expect(made).toMatchObject({ status: 201, body: { resourceScope: '/', principalOrganizationId: TENANT } })
    expect(made.body.id).toMatch(/^[\w-]{43}-1$/)
    expect((await graph.get('/directoryRoles')).body.value).toHaveLength(2)
    expect(errorOf(await assign(ann.id, USER_ADMINISTRATOR)).message).toBe(
      'A conflicting object with one or more of the specified property values is present in the directory.',
    )
    expect((await assign(ann.id, TENANT)).status).toBe(404)
    expect((await assign(ann.id, USER_ADMINISTRATOR, {})).status).toBe(400)
    expect((await graph.remove(`${ROLES}/roleAssignments/${made.body.id}`)).status).toBe(204)
  })

  it('count for members of role-assignable groups, and for no other group', async () => {
    const ann = graph.newUser('Ann')
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const members = { 'members@odata.bind': [`${ORIGIN}/v1.0/users/${ann.id}`] }
    const plain = (await graph.post('/groups', { ...group, ...members })).body.id
    expect((await assign(plain, USER_ADMINISTRATOR)).status).toBe(400)
    const { id } = (await graph.post('/groups', { ...group, ...members, isAssignableToRole: true })).body
    expect((await assign(id, USER_ADMINISTRATOR)).status).toBe(201)
    expect([...directoryRolesOf(graph.store.read(TENANT), ann.id)]).toEqual([USER_ADMINISTRATOR])
  })

  it('tell with $expand whose, of which role and over what they are', async () => {
    const [ann, bob] = [graph.newUser('Ann'), graph.newUser('Bob')]
    const unit = (await graph.post('/directory/administrativeUnits', { displayName: 'AU' })).body
    const scope = `/administrativeUnits/${unit.id}`
    const { id } = (await assign(ann.id, USER_ADMINISTRATOR, { directoryScopeId: scope })).body
    await graph.post(`${scope.replace('/', '/directory/')}/members/$ref`, { '@odata.id': `users/${bob.id}` })
    const list = `${ROLES}/roleAssignments?$filter=principalId eq '${ann.id}'&$expand=`
    const principal = await graph.get(`${list}principal`)
    expect(principal.body['@odata.context']).toBe(
      `${ORIGIN}/v1.0/$metadata#roleManagement/directory/roleAssignments(principal())`,
    )
    expect(principal.body.value).toMatchObject([
      { id, principal: { '@odata.type': '#microsoft.graph.user', id: ann.id, displayName: 'Ann' } },
    ])
    expect((await graph.get(`${list}roleDefinition($select=displayName)`)).body.value[0].roleDefinition).toEqual({
      displayName: 'User Administrator',
    })
    const one = await graph.get(`${ROLES}/roleAssignments/${id}?$expand=directoryScope`)
    expect(one.body.directoryScope).toMatchObject({
      '@odata.type': '#microsoft.graph.administrativeUnit',
      id: unit.id,
    })
    const units = '/directory/administrativeUnits?$select=id&$expand='
    expect((await graph.get(`${units}members($select=displayName)`)).body.value[0].members).toEqual([
      { '@odata.type': '#microsoft.graph.user', displayName: 'Bob' },
    ])
    expect((await graph.get(`${units}scopedRoleMembers`)).body.value[0].scopedRoleMembers).toMatchObject([
      { id, roleMemberInfo: { id: ann.id } },
    ])
  })

  it('name a role, somebody and one scope that is there', async () => {
    const { id } = graph.newUser('Ann')
    const nobody = '11111111-1111-4111-8111-111111111111'
    const given = { principalId: id, roleDefinitionId: USER_ADMINISTRATOR, directoryScopeId: '/' }
    const refusals: readonly [object, number, string][] = [
      [{ roleDefinitionId: undefined }, 400, "A value is required for property 'roleDefinitionId' of resource"],
      [{ principalId: undefined }, 400, "A value is required for property 'principalId' of resource"],
      [{ directoryScopeId: undefined }, 400, "A value is required for property 'directoryScopeId' of resource"],
      [{ appScopeId: '/' }, 400, "Invalid value specified for property 'appScopeId' of resource"],
      [{ directoryScopeId: '/some/where' }, 400, "Invalid value specified for property 'directoryScopeId' of resource"],
      [{ directoryScopeId: `/administrativeUnits/${nobody}` }, 404, `Resource '${nobody}' does not exist`],
      [{ directoryScopeId: `/${nobody}` }, 404, `Resource '${nobody}' does not exist`],
    ]
    for (const [change, status, message] of refusals) {
      const refusal = errorOf(await graph.post(`${ROLES}/roleAssignments`, { ...given, ...change }))
      expect(refusal).toMatchObject({ status, message: expect.stringContaining(message) })
    }
    expect((await graph.get(`${ROLES}/roleAssignments?$filter=principalId eq '${id}'`)).body.value).toEqual([])
  })

  it('are of definitions that inherit from Directory Readers, and in beta tell whether they are privileged', async () => {
    const expand = '$select=displayName&$expand=inheritsPermissionsFrom'
    const shown = { displayName: 'User Administrator', inheritsPermissionsFrom: [{ id: DIRECTORY_READERS }] }
    const one = `${ROLES}/roleDefinitions/${USER_ADMINISTRATOR}`
    const { '@odata.context': _, ...body } = (await graph.get(`${one}?${expand}`)).body
    expect(body).toEqual(shown)
    const filter = "$filter=displayName eq 'User Administrator'"
    expect((await graph.get(`${ROLES}/roleDefinitions?${filter}&${expand}`)).body.value).toEqual([shown])
    expect((await graph.get(`/beta${one}`)).body.isPrivileged).toBe(true)
    const { value } = (await graph.get(`/beta${ROLES}/roleDefinitions?$filter=isPrivileged eq false`)).body
    expect(value.map((role: { id: string }) => role.id)).toContain(DIRECTORY_READERS)
    expect(Object.keys((await graph.get(one)).body)).not.toContain('isPrivileged')
    expect((await graph.get(`${one}?$select=isPrivileged`)).status).toBe(400)
  })

  it('of Global Administrator cannot be given up by its holder', async () => {
    const admin = graph.newUser('Admin')
    const { id } = (await assign(admin.id, GLOBAL_ADMINISTRATOR)).body
    const token = graph.userWith(admin, 'RoleManagement.ReadWrite.Directory')
    expect((await graph.remove(`${ROLES}/roleAssignments/${id}`, { token })).status).toBe(400)
    expect((await graph.remove(`${ROLES}/roleAssignments/${id}`)).status).toBe(204)
  })
})

describe('role definitions', () => {
  it('may be custom ones, which live as long as nobody holds them', async () => {
    const rolePermissions = [{ allowedResourceActions: ['microsoft.directory/applications/basic/read'] }]
    const made = await graph.post(`${ROLES}/roleDefinitions`, {
      displayName: 'Custom',
      isEnabled: true,
      rolePermissions,
    })
    expect(made).toMatchObject({ status: 201, body: { isBuiltIn: false, resourceScopes: ['/'], version: null } })
    const path = `${ROLES}/roleDefinitions/${made.body.id}`
    const ann = graph.newUser('Ann')
    const { id } = (await assign(ann.id, made.body.id)).body
    expect((await graph.remove(path)).status).toBe(400)
    await graph.remove(`${ROLES}/roleAssignments/${id}`)
    expect((await graph.patch(path, { description: 'x' })).status).toBe(204)
    expect((await graph.remove(path)).status).toBe(204)
    expect((await graph.patch(`${ROLES}/roleDefinitions/${USER_ADMINISTRATOR}`, { description: 'x' })).status).toBe(403)
  })
})

describe('administrative units', () => {
  it('hold members, and limit roles to themselves', async () => {
    const [ann, unit] = [
      graph.newUser('Ann'),
      (await graph.post('/directory/administrativeUnits', { displayName: 'AU' })).body,
    ]
    const path = `/directory/administrativeUnits/${unit.id}`
    expect((await graph.post(`${path}/members/$ref`, { '@odata.id': `users/${ann.id}` })).status).toBe(204)
    expect((await graph.get(`${path}/members`)).body.value).toMatchObject([{ id: ann.id }])
    expect((await graph.get(`/users/${ann.id}/memberOf/microsoft.graph.administrativeUnit`)).body.value).toHaveLength(1)
    const role = (await graph.post('/directoryRoles', { roleTemplateId: USER_ADMINISTRATOR })).body
    const scoped = { roleId: role.id, roleMemberInfo: { id: ann.id } }
    const made = await graph.post(`${path}/scopedRoleMembers`, scoped)
    expect(made).toMatchObject({ status: 201, body: { administrativeUnitId: unit.id, roleId: role.id } })
    expect(directoryRolesOf(graph.store.read(TENANT), ann.id).size).toBe(0)
    expect((await graph.remove(`${path}/scopedRoleMembers/${made.body.id}`)).status).toBe(204)
    expect((await graph.remove(`${path}/members/${ann.id}/$ref`)).status).toBe(204)
    expect((await graph.remove(path)).status).toBe(204)
    expect((await graph.get(path)).status).toBe(404)
  })
})

describe('a deleted administrative unit', () => {
  const UNITS = '/directory/administrativeUnits'
  const DELETED = '/directory/deletedItems'

  it('comes back with its members and the roles that are limited to it', async () => {
    const [ann, bob] = [graph.newUser('Ann'), graph.newUser('Bob')]
    const { id } = (await graph.post(UNITS, { displayName: 'Unit' })).body
    await graph.post(`${UNITS}/${id}/members/$ref`, { '@odata.id': `users/${ann.id}` })
    const scope = { directoryScopeId: `/administrativeUnits/${id}` }
    const assignment = (await assign(bob.id, USER_ADMINISTRATOR, scope)).body
    expect((await graph.remove(`${UNITS}/${id}`)).status).toBe(204)
    expect((await graph.get(`${UNITS}/${id}`)).status).toBe(404)
    expect((await graph.get(`${ROLES}/roleAssignments/${assignment.id}`)).status).toBe(404)
    const listed = (await graph.get(`${DELETED}/microsoft.graph.administrativeUnit`)).body.value
    expect(listed).toMatchObject([{ id, displayName: 'Unit', deletedDateTime: expect.any(String) }])
    const token = graph.appWith('Group.ReadWrite.All')
    expect((await graph.call('POST', `${DELETED}/${id}/restore`, { token })).status).toBe(403)
    expect((await graph.call('POST', `${DELETED}/${id}/restore`)).body).toMatchObject({ id, deletedDateTime: null })
    expect((await graph.get(`${UNITS}/${id}/members`)).body.value).toMatchObject([{ id: ann.id }])
    expect((await graph.get(`${UNITS}/${id}/scopedRoleMembers`)).body.value).toMatchObject([{ id: assignment.id }])
  })

  it('is gone for good after 30 days, or at once when it is purged', async () => {
    const { id } = (await graph.post(UNITS, { displayName: 'Unit' })).body
    await graph.remove(`${UNITS}/${id}`)
    expect((await graph.remove(`${DELETED}/${id}`)).status).toBe(204)
    expect((await graph.get(`${DELETED}/${id}`)).status).toBe(404)
  })

  it('and its members are followed by delta queries', async () => {
    const [ann, bob] = [graph.newUser('Ann'), graph.newUser('Bob')]
    const { id } = (await graph.post(UNITS, { displayName: 'Unit' })).body
    await graph.post(`${UNITS}/${id}/members/$ref`, { '@odata.id': `users/${ann.id}` })
    const link = ({ body }: { body: Record<string, string> }) => (body['@odata.deltaLink'] ?? '').slice(ORIGIN.length)
    const member = (user: { id: string }) => ({ '@odata.type': '#microsoft.graph.user', id: user.id })
    const first = await graph.get(`${UNITS}/delta`)
    expect(first.body.value).toMatchObject([{ id, displayName: 'Unit', 'members@delta': [member(ann)] }])
    await graph.post(`${UNITS}/${id}/members/$ref`, { '@odata.id': `users/${bob.id}` })
    const second = await graph.get(link(first))
    expect(second.body.value).toMatchObject([{ id, 'members@delta': [member(bob)] }])
    await graph.remove(`${UNITS}/${id}`)
    expect((await graph.get(link(second))).body.value).toEqual([{ id, '@removed': { reason: 'changed' } }])
  })
})

describe('an administrative unit', () => {
  it('gets a group that is made in it, or none at all', async () => {
    const { id } = (await graph.post('/directory/administrativeUnits', { displayName: 'Unit' })).body
    const members = `/directory/administrativeUnits/${id}/members`
    const group = { displayName: 'G', mailEnabled: false, mailNickname: 'g', securityEnabled: true }
    const typed = { '@odata.type': '#Microsoft.Graph.Group', ...group }
    const made = await graph.post(members, typed)
    expect(made).toMatchObject({ status: 201, body: { '@odata.type': '#microsoft.graph.group', displayName: 'G' } })
    expect((await graph.get(`${members}?$select=id`)).body.value).toMatchObject([{ id: made.body.id }])
    expect(errorOf(await graph.post(members, group)).message).toContain("'@odata.type'")
    expect(errorOf(await graph.post(members, { ...typed, 'owners@odata.bind': ['users/x'] }))).toEqual({
      status: 400,
      code: 'BadRequest',
      message: 'Invalid bind property name owners in request.',
    })
    expect((await graph.get('/groups')).body.value).toHaveLength(1)
  })

  it('gets members from those alone who may write units', async () => {
    const { id } = (await graph.post('/directory/administrativeUnits', { displayName: 'Unit' })).body
    const reference = { '@odata.id': `users/${graph.newUser('Ann').id}` }
    const add = async (permission: string) => {
      const path = `/directory/administrativeUnits/${id}/members/$ref`
      return (await graph.post(path, reference, { token: graph.appWith(permission) })).status
    }
    expect(await add('Directory.ReadWrite.All')).toBe(403)
    expect(await add('AdministrativeUnit.ReadWrite.All')).toBe(204)
  })

  it.each([
    ['visibility', { visibility: 'Secret' }],
    ['membershipType', { membershipType: 'Random' }],
    ['membershipRuleProcessingState', { membershipRuleProcessingState: 'Off' }],
    ['membershipRule', { membershipType: 'Dynamic' }],
  ])('is refused with a bad %s', async (property, more) => {
    const refusal = errorOf(await graph.post('/directory/administrativeUnits', { displayName: 'Unit', ...more }))
    expect(refusal).toMatchObject({ status: 400, message: expect.stringContaining(`'${property}'`) })
  })

  it('has no service principals as members', async () => {
    const { id } = (await graph.post('/directory/administrativeUnits', { displayName: 'Unit' })).body
    const members = `/directory/administrativeUnits/${id}/members`
    const added = await graph.post(`${members}/$ref`, { '@odata.id': `directoryObjects/${graph.app.id}` })
    expect(errorOf(added)).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: 'Not a valid reference update.',
    })
    expect((await graph.get(`${members}/microsoft.graph.device`)).body.value).toEqual([])
  })
})

describe('what privileged identity management keeps', () => {
  it.each([
    'roleAssignmentSchedules',
    'roleAssignmentScheduleRequests',
    'roleEligibilitySchedules',
    'roleEligibilityScheduleRequests',
  ])('%s is empty', async (name) => {
    const { status, body } = await graph.get(`${ROLES}/${name}`)
    expect([status, body.value]).toEqual([200, []])
  })
})

describe('scopedMembers', () => {
  it('are those who hold a role for one unit only', async () => {
    const [ann, bob] = [graph.newUser('Ann'), graph.newUser('Bob')]
    graph.giveRole(bob, 'User Administrator')
    const unit = (await graph.post('/directory/administrativeUnits', { displayName: 'Seattle' })).body.id
    const [role] = (await graph.get(`/directoryRoles?$filter=roleTemplateId eq '${USER_ADMINISTRATOR}'`)).body.value
    const given = { roleId: role.id, roleMemberInfo: { id: ann.id } }
    expect((await graph.post(`/directory/administrativeUnits/${unit}/scopedRoleMembers`, given)).status).toBe(201)
    const { body } = await graph.get(`/directoryRoles/${role.id}/scopedMembers`)
    expect(body.value).toMatchObject([{ ...given, administrativeUnitId: unit }])
    expect((await graph.get(`/directoryRoles/${unit}/scopedMembers`)).status).toBe(404)
  })
})
