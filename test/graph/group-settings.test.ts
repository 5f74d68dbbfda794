import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf, ORIGIN, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const ALL_GROUPS = '62375ab9-6b52-47ed-826b-58e47e0e304b'
const GUESTS = '08d542b9-071f-4e16-94b0-74abb372e3d9'
const NOBODY = '0af2b6c3-0000-4000-8000-000000000001'
const badRequest = (message: string) => ({ status: 400, code: 'Request_BadRequest', message })
const invalid = (property: string) =>
  badRequest(`Invalid value specified for property '${property}' of resource 'GroupSetting'.`)
const DENIED = {
  status: 403,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
}
const crew = { displayName: 'Crew', mailNickname: 'crew', mailEnabled: true, groupTypes: ['Unified'] }
const UNIFIED = { ...crew, securityEnabled: false }
const value = (name: string, text: string) => ({ name, value: text })

describe('templates of settings', () => {
  it('are there in every tenant', async () => {
    const { body } = await graph.get('/groupSettingTemplates')
    expect(body['@odata.context']).toBe(`${ORIGIN}/v1.0/$metadata#groupSettingTemplates`)
    expect(body.value).toHaveLength(8)
    const one = await graph.get(`/groupSettingTemplates/${GUESTS.toUpperCase()}`)
    expect(one.body).toMatchObject({ id: GUESTS, deletedDateTime: null, displayName: 'Group.Unified.Guest' })
    expect(one.body.values).toMatchObject([{ name: 'AllowToAddGuests', type: 'System.Boolean', defaultValue: 'true' }])
    expect((await graph.get(`/groupSettingTemplates/${NOBODY}`)).status).toBe(404)
  })
})

describe('settings of a group', () => {
  const group = async (body: object = UNIFIED): Promise<string> => (await graph.post('/groups', body)).body.id

  it('are made, read, changed and taken away', async () => {
    const id = await group()
    const path = `/groups/${id}/settings`
    const made = await graph.post(path, { templateId: GUESTS, values: [value('allowtoaddguests', 'false')] })
    const shown = {
      displayName: 'Group.Unified.Guest',
      templateId: GUESTS,
      values: [value('AllowToAddGuests', 'false')],
    }
    expect(made).toMatchObject({ status: 201, body: shown })
    expect(made.body['@odata.context']).toBe(`${ORIGIN}/v1.0/$metadata#groupSettings/$entity`)
    const one = `${path}/${made.body.id}`
    expect((await graph.get(path)).body.value).toMatchObject([shown])
    expect((await graph.get(one)).body).toMatchObject(shown)
    expect((await graph.get(`/groups/${id}?$expand=settings`)).body.settings).toMatchObject([shown])
    expect((await graph.patch(one, { values: [value('AllowToAddGuests', 'true')] })).status).toBe(204)
    expect((await graph.get(one)).body.values).toEqual([value('AllowToAddGuests', 'true')])
    expect(
      (await graph.get(`/groups/${await group({ ...UNIFIED, mailNickname: 'other' })}/settings/${made.body.id}`))
        .status,
    ).toBe(404)
    expect((await graph.get(`/groupSettings/${made.body.id}`)).status).toBe(404)
    expect((await graph.remove(one)).status).toBe(204)
    expect((await graph.get(one)).status).toBe(404)
    expect((await graph.get(path)).body.value).toEqual([])
  })

  it('are refused twice, for other groups, of other templates, and with values that are none', async () => {
    const path = `/groups/${await group()}/settings`
    const off = [value('AllowToAddGuests', 'false')]
    for (const [body, error] of [
      [{ templateId: ALL_GROUPS, values: [] }, invalid('templateId')],
      [{ templateId: NOBODY, values: [] }, invalid('templateId')],
      [{ templateId: GUESTS, values: [value('Colour', 'red')] }, invalid('values')],
      [{ templateId: GUESTS, values: [...off, ...off] }, invalid('values')],
      [{ templateId: GUESTS, values: [value('AllowToAddGuests', 'maybe')] }, invalid('AllowToAddGuests')],
      [{ values: off }, badRequest("A value is required for property 'templateId' of resource 'GroupSetting'.")],
    ] as const) {
      expect(errorOf(await graph.post(path, body)), JSON.stringify(body)).toEqual(error)
    }
    const security = { displayName: 'S', mailNickname: 's', mailEnabled: false, securityEnabled: true }
    const elsewhere = `/groups/${await group(security)}/settings`
    expect(errorOf(await graph.post(elsewhere, { templateId: GUESTS, values: off }))).toEqual(invalid('templateId'))
    expect((await graph.post(`/groups/${NOBODY}/settings`, { templateId: GUESTS, values: off })).status).toBe(404)
    expect((await graph.post(path, { templateId: GUESTS, values: off })).status).toBe(201)
    expect(errorOf(await graph.post(path, { templateId: GUESTS, values: off }))).toEqual(
      badRequest('A conflicting object with one or more of the specified property values is present in the directory.'),
    )
    const [{ id }] = (await graph.get(path)).body.value
    expect(errorOf(await graph.patch(`${path}/${id}`, { values: [value('Colour', 'red')] }))).toEqual(invalid('values'))
  })

  it('are written by those alone who may change the group', async () => {
    const path = `/groups/${await group()}/settings`
    const body = { templateId: GUESTS, values: [] }
    const token = graph.userWith(graph.newUser('Ann'), 'Directory.ReadWrite.All')
    expect(errorOf(await graph.post(path, body, { token }))).toEqual(DENIED)
    const reader = graph.appWith('Group.ReadWrite.All')
    expect(errorOf(await graph.post(path, body, { token: reader }))).toEqual(DENIED)
    expect((await graph.get(path, { token: reader })).status).toBe(200)
    const owner = graph.newUser('Owner')
    await graph.post(path.replace('settings', 'owners/$ref'), { '@odata.id': `directoryObjects/${owner.id}` })
    expect((await graph.post(path, body, { token: graph.userWith(owner, 'Directory.ReadWrite.All') })).status).toBe(201)
  })
})

describe('settings of the tenant', () => {
  it('are completed with presets, and written by roles', async () => {
    const given = { templateId: ALL_GROUPS, values: [value('EnableMIPLabels', 'true')] }
    const token = graph.userWith(graph.newUser('Ann'), 'Directory.ReadWrite.All')
    expect(errorOf(await graph.post('/groupSettings', given, { token }))).toEqual(DENIED)
    const { body } = await graph.post('/groupSettings', given)
    expect(body.values).toHaveLength(15)
    expect(body.values).toContainEqual(value('EnableMIPLabels', 'true'))
    expect(body.values).toContainEqual(value('AllowToAddGuests', 'true'))
    expect((await graph.get('/groupSettings', { token })).body.value).toMatchObject([{ id: body.id }])
    expect((await graph.get(`/groupSettings/${body.id}`)).body.displayName).toBe('Group.Unified')
    const wrong = { values: [value('GroupCreationAllowedGroupId', 'x')] }
    expect(errorOf(await graph.patch(`/groupSettings/${body.id}`, wrong))).toEqual(
      invalid('GroupCreationAllowedGroupId'),
    )
    expect((await graph.patch(`/groupSettings/${body.id}`, { values: [] })).status).toBe(204)
    expect((await graph.get(`/groupSettings/${body.id}`)).body.values).toContainEqual(value('EnableMIPLabels', 'false'))
    expect((await graph.remove(`/groupSettings/${body.id}`)).status).toBe(204)
    expect(errorOf(await graph.post('/groupSettings', { templateId: GUESTS, values: [] }))).toEqual(
      invalid('templateId'),
    )
  })

  it('say who makes Microsoft 365 groups', async () => {
    const security = { displayName: 'S', mailNickname: 's', mailEnabled: false, securityEnabled: true }
    const makers = (await graph.post('/groups', security)).body.id
    const values = [value('EnableGroupCreation', 'false'), value('GroupCreationAllowedGroupId', makers)]
    await graph.post('/groupSettings', { templateId: ALL_GROUPS, values })
    const ann = graph.newUser('Ann')
    const token = graph.userWith(ann, 'Group.ReadWrite.All')
    expect(errorOf(await graph.post('/groups', UNIFIED, { token }))).toEqual(DENIED)
    expect((await graph.post('/groups', security, { token })).status).toBe(201)
    await graph.post(`/groups/${makers}/members/$ref`, { '@odata.id': `directoryObjects/${ann.id}` })
    expect((await graph.post('/groups', UNIFIED, { token })).status).toBe(201)
    const bob = graph.newUser('Bob')
    graph.giveRole(bob, 'Groups Administrator')
    const asBob = { token: graph.userWith(bob, 'Group.ReadWrite.All') }
    expect((await graph.post('/groups', { ...UNIFIED, mailNickname: 'bobs' }, asBob)).status).toBe(201)
  })
})
