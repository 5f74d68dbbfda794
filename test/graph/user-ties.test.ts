import { beforeEach, describe, expect, it } from 'vitest'
import type { User } from '../../src/domain/directory/user-rows.js'
import { errorOf, eventual, ORIGIN, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const reference = (user: Pick<User, 'id'>) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/users/${user.id}` })
const idsOf = (reply: { body: { value: readonly { id: string }[] } }) => reply.body.value.map(({ id }) => id)

describe('sponsors', () => {
  it('are added, seen from both sides and removed', async () => {
    const [guest, boss] = [graph.newUser('Guest', { userType: 'Guest' }), graph.newUser('Boss')]
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const { id: groupId } = (await graph.post('/groups', group)).body
    const path = `/users/${guest.id}/sponsors`
    expect((await graph.post(`${path}/$ref`, reference(boss))).status).toBe(204)
    const asGroup = { '@odata.id': `${ORIGIN}/v1.0/groups/${groupId}` }
    expect((await graph.post(`${path}/$ref`, asGroup)).status).toBe(204)
    const listed = await graph.get(path)
    expect(idsOf(listed)).toEqual([boss.id, groupId])
    expect(listed.body.value[1]['@odata.type']).toBe('#microsoft.graph.group')
    expect(idsOf(await graph.get(`/users/${boss.id}/sponsorOf`))).toEqual([guest.id])
    const token = graph.userWith(boss, 'User.Read')
    expect(idsOf(await graph.get('/me/sponsorOf', { token }))).toEqual([guest.id])
    expect((await graph.get(`/users/${guest.id}?$expand=sponsors`)).body.sponsors).toHaveLength(2)
    expect((await graph.remove(`${path}/${boss.id.toUpperCase()}/$ref`)).status).toBe(204)
    expect(idsOf(await graph.get(path))).toEqual([groupId])
    expect(idsOf(await graph.get(`/users/${boss.id}/sponsorOf`))).toEqual([])
    expect((await graph.remove(`${path}/${boss.id}/$ref`)).status).toBe(404)
  })

  it('come back with a restored sponsor', async () => {
    const [guest, boss] = [graph.newUser('Guest'), graph.newUser('Boss')]
    await graph.post(`/users/${guest.id}/sponsors/$ref`, reference(boss))
    await graph.remove(`/users/${boss.id}`)
    expect(idsOf(await graph.get(`/users/${guest.id}/sponsors`))).toEqual([])
    await graph.call('POST', `/directory/deletedItems/${boss.id}/restore`)
    expect(idsOf(await graph.get(`/users/${guest.id}/sponsors`))).toEqual([boss.id])
  })

  it('are refused twice, beyond five, as oneself, as an app, and to those who may not', async () => {
    const guest = graph.newUser('Guest')
    const path = `/users/${guest.id}/sponsors/$ref`
    const others = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => graph.newUser(name))
    for (const other of others.slice(0, 5)) expect((await graph.post(path, reference(other))).status).toBe(204)
    expect(errorOf(await graph.post(path, reference(others[0] as User)))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: "One or more added object references already exist for the following modified properties: 'sponsors'.",
    })
    expect(errorOf(await graph.post(path, reference(others[5] as User)))).toMatchObject({ status: 400 })
    expect(errorOf(await graph.post(path, reference(guest)))).toMatchObject({ status: 400 })
    const app = { '@odata.id': `${ORIGIN}/v1.0/servicePrincipals/${graph.app.id}` }
    expect(errorOf(await graph.post(path, app))).toMatchObject({ status: 400 })
    expect(errorOf(await graph.post(path, {}))).toMatchObject({ status: 400 })
    const token = graph.userWith(others[0] as User, 'User.ReadWrite.All')
    expect(errorOf(await graph.post(path, reference(others[5] as User), { token }))).toMatchObject({ status: 403 })
  })
})

describe('managers and reports', () => {
  it('are counted through all levels, cycles once', async () => {
    const [top, middle, low] = [graph.newUser('Top'), graph.newUser('Middle'), graph.newUser('Low')]
    for (const [who, manager] of [
      [middle, top],
      [low, middle],
      [top, low],
    ] as const) {
      await graph.call('PUT', `/users/${who.id}/manager/$ref`, { body: reference(manager) })
    }
    const path = `/users/${top.id}/transitiveReports/$count`
    expect((await graph.get(path, eventual)).body).toBe('2')
    expect(errorOf(await graph.get(path))).toMatchObject({ status: 400, message: '$count is not currently supported.' })
  })

  it.each(['PUT', 'POST', 'DELETE'])('are not written by %s without $ref', async (method) => {
    const [user, boss] = [graph.newUser('User'), graph.newUser('Boss')]
    const reply = await graph.call(method, `/users/${user.id}/manager`, { body: reference(boss) })
    expect(errorOf(reply)).toMatchObject({ status: 405, code: 'Request_BadRequest' })
    expect(graph.user(user.id).managerId).toBeNull()
  })
})

describe('scopedRoleMemberOf', () => {
  it('holds the roles that are limited to administrative units, and no others', async () => {
    const user = graph.newUser('User')
    graph.giveRole(user, 'Reports Reader')
    const unit = (await graph.post('/directory/administrativeUnits', { displayName: 'Unit' })).body
    graph.giveRole(graph.newUser('Other'), 'User Administrator')
    const roles = (await graph.get('/directoryRoles')).body.value as { id: string; displayName: string }[]
    const roleId = roles.find(({ displayName }) => displayName === 'User Administrator')?.id
    const made = await graph.post(`/directory/administrativeUnits/${unit.id}/scopedRoleMembers`, {
      roleId,
      roleMemberInfo: { id: user.id },
    })
    expect(made.status).toBe(201)
    const { body } = await graph.get(`/users/${user.id}/scopedRoleMemberOf`)
    const held = { id: made.body.id, administrativeUnitId: unit.id, roleId }
    expect(body).toMatchObject({
      '@odata.context': `${ORIGIN}/v1.0/$metadata#scopedRoleMemberships`,
      value: [{ ...held, roleMemberInfo: { id: user.id, displayName: 'User' } }],
    })
    expect(body.value).toHaveLength(1)
    const token = graph.userWith(user, 'Directory.Read.All')
    expect((await graph.get(`/me/scopedRoleMemberOf/${made.body.id}`, { token })).body).toMatchObject(held)
    expect((await graph.get(`/users/${user.id}/scopedRoleMemberOf/none`)).status).toBe(404)
  })
})

describe('oauth2PermissionGrants', () => {
  it('are those for the user alone', async () => {
    const [user, other] = [graph.newUser('User'), graph.newUser('Other')]
    const grantTo = (principalId: string) =>
      graph.post('/oauth2PermissionGrants', {
        clientId: graph.app.id,
        consentType: 'Principal',
        principalId,
        resourceId: graph.app.id,
        scope: 'User.Read',
      })
    const made = await grantTo(user.id)
    await grantTo(other.id)
    expect(idsOf(await graph.get(`/users/${user.id}/oauth2PermissionGrants`))).toEqual([made.body.id])
    const token = graph.userWith(user, 'Directory.Read.All')
    expect(idsOf(await graph.get('/me/oauth2PermissionGrants', { token }))).toEqual([made.body.id])
  })
})

describe('deleted objects of an owner', () => {
  const PATH = '/beta/directory/deletedItems/getUserOwnedObjects'
  const asked = (userId: string, type: string) => graph.post(PATH, { userId, type })

  it('are found by who owned them, groups or applications', async () => {
    const [ann, bob] = [graph.newUser('Ann'), graph.newUser('Bob')]
    const unified = { displayName: 'G', mailEnabled: true, securityEnabled: false, groupTypes: ['Unified'] }
    const owner = { 'owners@odata.bind': [`users/${ann.id}`] }
    const group = (await graph.post('/groups', { ...unified, mailNickname: 'g', ...owner })).body.id
    const live = (await graph.post('/groups', { ...unified, mailNickname: 'live', ...owner })).body.id
    const app = (await graph.post('/applications', { displayName: 'App' })).body.id
    await graph.post(`/applications/${app}/owners/$ref`, { '@odata.id': `directoryObjects/${ann.id}` })
    for (const path of [`/groups/${group}`, `/applications/${app}`]) await graph.remove(path)
    const { status, body } = await asked(ann.id, 'Group')
    expect(status).toBe(200)
    expect(body.value).toMatchObject([
      { '@odata.type': '#microsoft.graph.group', id: group, deletedDateTime: expect.any(String) },
    ])
    expect((await graph.get(`/groups/${live}`)).status).toBe(200)
    expect((await asked(ann.id, 'application')).body.value).toMatchObject([{ id: app }])
    expect((await asked(bob.id, 'Group')).body.value).toEqual([])
  })

  it('must be asked for by a known owner and kind, under /beta', async () => {
    const { id } = graph.newUser('Ann')
    expect((await asked(id, 'user')).status).toBe(400)
    expect((await asked('0af2b6c3-0000-4000-8000-000000000001', 'Group')).status).toBe(404)
    expect((await graph.post(PATH, { userId: id })).status).toBe(400)
    const body = { userId: id, type: 'Group' }
    expect((await graph.post('/directory/deletedItems/getUserOwnedObjects', body)).status).toBe(400)
  })
})

describe('retryServiceProvisioning', () => {
  it('answers 204 for users and groups that are there', async () => {
    const user = graph.newUser('User')
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const { id } = (await graph.post('/groups', group)).body
    expect((await graph.call('POST', `/users/${user.id}/retryServiceProvisioning`)).status).toBe(204)
    expect((await graph.call('POST', `/groups/${id}/retryServiceProvisioning`)).status).toBe(204)
    expect((await graph.call('POST', '/users/nobody/retryServiceProvisioning')).status).toBe(404)
    expect((await graph.call('POST', `/groups/${user.id}/retryServiceProvisioning`)).status).toBe(404)
  })
})
