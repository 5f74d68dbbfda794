import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf, eventual, ORIGIN, openGraph, TENANT } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
let admin: { token: string }
beforeEach(() => {
  graph = openGraph()
  admin = asRole('Global Administrator')
})

const DEVICE_ID = '4c299165-6e8f-4b45-a5ba-c5d250a707ff'
const LAPTOP = {
  accountEnabled: false,
  alternativeSecurityIds: [{ type: 2, key: 'base64Y3YxN2E1MWFlYw==' }],
  deviceId: DEVICE_ID,
  displayName: 'Test device',
  operatingSystem: 'linux',
  operatingSystemVersion: '1',
}
const NOBODY = '0af2b6c3-0000-4000-8000-000000000001'
const DENIED = {
  status: 403,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
}
const badRequest = (message: string) => ({ status: 400, code: 'Request_BadRequest', message })
const invalid = (property: string) =>
  badRequest(`Invalid value specified for property '${property}' of resource 'Device'.`)
const missing = (id: string) => ({
  status: 404,
  code: 'Request_ResourceNotFound',
  message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
})
const refTo = (id: string) => ({ '@odata.id': `${ORIGIN}/v1.0/directoryObjects/${id}` })

/** The token of somebody with a role, which acts with all of their rights. */
function asRole(role: string) {
  const user = graph.newUser(role)
  graph.giveRole(user, role)
  return { token: graph.userWith(user, 'Directory.AccessAsUser.All') }
}

async function register(more: object = {}): Promise<string> {
  const { status, body } = await graph.post('/devices', { ...LAPTOP, ...more }, admin)
  expect(status).toBe(201)
  return body.id
}

describe('devices', () => {
  it('are registered by people, listed, counted and found', async () => {
    const made = await graph.post('/devices', { ...LAPTOP, deviceId: DEVICE_ID.toUpperCase() }, admin)
    const { id } = made.body
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...LAPTOP,
        '@odata.context': `${ORIGIN}/v1.0/$metadata#devices/$entity`,
        registrationDateTime: '2026-01-02T03:04:05Z',
        profileType: 'RegisteredDevice',
        isCompliant: null,
        physicalIds: [],
      },
    })
    expect(made.headers.location).toBe(
      `${ORIGIN}/v2/${TENANT}/directoryObjects/${id}/Microsoft.DirectoryServices.Device`,
    )
    for (const path of [`/devices/${id}`, `/devices(deviceId='${DEVICE_ID.toUpperCase()}')`, `/devices('${id}')`]) {
      expect((await graph.get(path)).body, path).toMatchObject({ id, deviceId: DEVICE_ID })
    }
    expect((await graph.get(`/devices?$filter=operatingSystem eq 'LINUX'&$select=id`)).body.value).toEqual([{ id }])
    expect((await graph.get(`/devices?$filter=deviceId eq '${DEVICE_ID}'&$select=id`)).body.value).toEqual([{ id }])
    expect((await graph.get(`/devices?$filter=deviceId eq '${NOBODY}'`)).body.value).toEqual([])
    expect((await graph.get(`/devices?$search="displayName:device"&$select=id`, eventual)).body.value).toEqual([{ id }])
    expect((await graph.get('/devices/$count', eventual)).body).toBe('1')
    expect((await graph.get(`/directoryObjects/${id}`)).body['@odata.type']).toBe('#microsoft.graph.device')
  })

  it('are refused without what they need, with values that they cannot have, and twice', async () => {
    for (const property of Object.keys(LAPTOP)) {
      const { [property as keyof typeof LAPTOP]: _, ...others } = LAPTOP
      expect(errorOf(await graph.post('/devices', others, admin)), property).toEqual(
        badRequest(`A value is required for property '${property}' of resource 'Device'.`),
      )
    }
    for (const wrong of [
      { deviceId: 'x' },
      { displayName: '' },
      { displayName: 'x'.repeat(257) },
      { operatingSystem: '' },
      { profileType: 'Toaster' },
      { extensionAttributes: { extensionAttribute1: 'x'.repeat(1025) } },
    ]) {
      const [property = ''] = Object.keys(wrong)
      expect(errorOf(await graph.post('/devices', { ...LAPTOP, ...wrong }, admin)), property).toEqual(invalid(property))
    }
    expect((await graph.post('/devices', { ...LAPTOP, accountEnabled: 'yes' }, admin)).status).toBe(400)
    expect(errorOf(await graph.post('/devices', { ...LAPTOP, manufacturer: 'Contoso' }, admin))).toEqual(
      badRequest("Property 'manufacturer' is read-only and cannot be set."),
    )
    await register()
    expect(errorOf(await graph.post('/devices', LAPTOP, admin))).toEqual(
      badRequest('Another object with the same value for property deviceId already exists.'),
    )
    expect((await graph.get('/devices')).body.value).toHaveLength(1)
  })

  it('are changed and deleted, also by the id that they have with the registration service', async () => {
    const id = await register()
    const byDeviceId = `/devices(deviceId='${DEVICE_ID}')`
    const attributes = { extensionAttributes: { extensionAttribute1: 'BYOD', extensionAttribute2: 'x' } }
    expect((await graph.patch(`/devices/${id}`, { accountEnabled: true, ...attributes }, admin)).status).toBe(204)
    const change = { displayName: 'Renamed', extensionAttributes: { extensionAttribute2: null } }
    expect((await graph.patch(byDeviceId, change, admin)).status).toBe(204)
    const { body } = await graph.get(`/devices/${id}`)
    expect(body).toMatchObject({ accountEnabled: true, displayName: 'Renamed', deviceId: DEVICE_ID })
    expect(body.extensionAttributes).toMatchObject({ extensionAttribute1: 'BYOD', extensionAttribute2: null })
    const found = await graph.get(
      `/devices?$count=true&$filter=extensionAttributes/extensionAttribute1 eq 'byod'&$select=id`,
      eventual,
    )
    expect(found.body.value).toEqual([{ id }])
    expect(errorOf(await graph.patch(`/devices/${id}`, { deviceId: NOBODY }, admin))).toEqual(
      badRequest("Property 'deviceId' is read-only and cannot be set."),
    )
    expect(errorOf(await graph.patch(`/devices/${id}`, { displayName: null }, admin))).toEqual(invalid('displayName'))
    expect((await graph.patch(`/devices/${id}`, { colour: 'red' }, admin)).status).toBe(400)
    expect((await graph.remove(byDeviceId, admin)).status).toBe(204)
    expect(errorOf(await graph.get(`/devices/${id}`))).toEqual(missing(id))
    expect(errorOf(await graph.patch(byDeviceId, { displayName: 'x' }, admin))).toEqual(missing(DEVICE_ID))
    expect(errorOf(await graph.get('/devices/x'))).toEqual(badRequest("Invalid object identifier 'x'."))
    expect((await graph.get(`/directory/deletedItems/${id}`)).status).toBe(404)
  })

  it('are changed as far as the roles of the caller reach', async () => {
    const id = await register()
    const change = (given: { token: string }, body: object) => graph.patch(`/devices/${id}`, body, given)
    const clerk = asRole('User Administrator')
    const intune = asRole('Intune Administrator')
    const windows = asRole('Windows 365 Administrator')
    const cloud = asRole('Cloud Device Administrator')
    for (const [given, body, status] of [
      [clerk, { displayName: 'x' }, 403],
      [cloud, { accountEnabled: true }, 204],
      [cloud, { accountEnabled: true, displayName: 'x' }, 403],
      [intune, { accountEnabled: true }, 403],
      [intune, { isCompliant: true, displayName: 'x' }, 204],
      [windows, { displayName: 'y' }, 204],
      [windows, { isManaged: true }, 403],
    ] as const) {
      expect((await change(given, body)).status, JSON.stringify(body)).toBe(status)
    }
    expect((await graph.get(`/devices/${id}`)).body).toMatchObject({ isCompliant: true, displayName: 'y' })
    expect(errorOf(await graph.post('/devices', { ...LAPTOP, deviceId: NOBODY }, cloud))).toEqual(DENIED)
    expect(errorOf(await graph.remove(`/devices/${id}`, clerk))).toEqual(DENIED)
    expect((await graph.remove(`/devices/${id}`, cloud)).status).toBe(204)
    const guest = graph.userWith(graph.newUser('Guest', { userType: 'Guest' }), 'Device.Read.All')
    expect(errorOf(await graph.get('/devices', { token: guest }))).toEqual(DENIED)
    expect(
      (await graph.get('/devices', { token: graph.userWith(graph.newUser('Ann'), 'Device.Read.All') })).status,
    ).toBe(200)
  })

  it('are registered by no app, and have values of directory extensions', async () => {
    const token = graph.appWith('Device.ReadWrite.All', 'Directory.ReadWrite.All')
    expect(errorOf(await graph.post('/devices', LAPTOP, { token }))).toEqual(DENIED)
    const app = (await graph.post('/applications', { displayName: 'Owner' })).body.id
    const definition = { name: 'asset', dataType: 'String', targetObjects: ['Device'] }
    const { name } = (await graph.post(`/applications/${app}/extensionProperties`, definition)).body
    const id = await register({ [name]: 'A1' })
    expect((await graph.patch(`/devices/${id}`, { [name]: 'A2' }, { token })).status).toBe(204)
    expect((await graph.get(`/devices?$filter=${name} eq 'A2'&$select=id,${name}`)).body.value).toEqual([
      { id, [name]: 'A2' },
    ])
  })
})

describe('owners and users of a device', () => {
  it('are added and removed, and know their devices', async () => {
    const id = await register()
    const ann = graph.newUser('Ann')
    for (const [people, devices] of [
      ['registeredOwners', 'ownedDevices'],
      ['registeredUsers', 'registeredDevices'],
    ] as const) {
      const path = `/devices/${id}/${people}`
      const add = (object: string) => graph.post(`${path}/$ref`, refTo(object), admin)
      expect((await graph.get(path)).body.value).toEqual([])
      expect((await add(ann.id)).status).toBe(204)
      expect(errorOf(await add(ann.id)).message).toContain(`modified properties: '${people}'`)
      expect(errorOf(await add(NOBODY))).toEqual(missing(NOBODY))
      expect(errorOf(await add(graph.app.id))).toEqual(badRequest('Not a valid reference update.'))
      expect((await graph.get(path)).body.value).toMatchObject([{ '@odata.type': '#microsoft.graph.user', id: ann.id }])
      expect((await graph.get(`${path}/$ref`)).body.value).toHaveLength(1)
      expect((await graph.get(`/devices/${id}?$expand=${people}`)).body[people]).toMatchObject([{ id: ann.id }])
      const own = graph.userWith(ann, 'User.Read', 'Device.Read.All')
      for (const list of [`/me/${devices}`, `/users/${ann.id}/${devices}/microsoft.graph.device`]) {
        expect((await graph.get(list, { token: own })).body.value, list).toMatchObject([{ id, deviceId: DEVICE_ID }])
      }
      expect((await graph.get(`/users/${ann.id}?$select=id&$expand=${devices}`)).body[devices]).toMatchObject([{ id }])
      expect((await graph.remove(`${path}/${ann.id}/$ref`, admin)).status).toBe(204)
      expect(errorOf(await graph.remove(`${path}/${ann.id}/$ref`, admin))).toEqual(missing(ann.id))
      expect((await graph.get(`/users/${ann.id}/${devices}`)).body.value).toEqual([])
    }
  })

  it('stay with one who is deleted and restored, and go with a device', async () => {
    const id = await register()
    const ann = graph.newUser('Ann')
    await graph.post(`/devices(deviceId='${DEVICE_ID}')/registeredOwners/$ref`, refTo(ann.id), admin)
    await graph.remove(`/users/${ann.id}`)
    expect((await graph.get(`/devices/${id}/registeredOwners`)).body.value).toEqual([])
    await graph.post(`/directory/deletedItems/${ann.id}/restore`, undefined)
    expect((await graph.get(`/devices/${id}/registeredOwners`)).body.value).toHaveLength(1)
    await graph.remove(`/devices/${id}`, admin)
    expect((await graph.get(`/users/${ann.id}/ownedDevices`)).body.value).toEqual([])
  })

  it('are deleted themselves without $ref, by those alone who may', async () => {
    const id = await register()
    const boss = graph.newUser('Boss')
    graph.giveRole(boss, 'Global Administrator')
    const token = graph.userWith(boss, 'Directory.AccessAsUser.All', 'User.ReadWrite.All')
    for (const people of ['registeredOwners', 'registeredUsers']) {
      const ann = graph.newUser(`Ann ${people}`)
      const path = `/devices/${id}/${people}`
      await graph.post(`${path}/$ref`, refTo(ann.id), admin)
      expect(errorOf(await graph.remove(`${path}/${ann.id}`, admin))).toEqual(DENIED)
      expect(errorOf(await graph.remove(`${path}/${NOBODY}`, { token }))).toEqual(missing(NOBODY))
      expect((await graph.remove(`${path}/${ann.id}`, { token })).status).toBe(204)
      expect((await graph.get(`/directory/deletedItems/${ann.id}`)).status).toBe(200)
    }
  })
})

describe('a device among others', () => {
  const group = async (more: object = {}): Promise<string> => {
    const body = { displayName: 'G', mailEnabled: false, mailNickname: 'g', securityEnabled: true, ...more }
    return (await graph.post('/groups', body)).body.id
  }

  it('is in security groups and units, of which it knows, until it is deleted', async () => {
    const id = await register()
    const [inner, outer] = [await group(), await group()]
    const unit = (await graph.post('/directory/administrativeUnits', { displayName: 'Unit' })).body.id
    const reference = { '@odata.id': `${ORIGIN}/v1.0/devices/${id}` }
    expect((await graph.post(`/groups/${inner}/members/$ref`, reference)).status).toBe(204)
    await graph.post(`/groups/${outer}/members/$ref`, refTo(inner))
    expect((await graph.post(`/directory/administrativeUnits/${unit}/members/$ref`, reference)).status).toBe(204)
    const ids = async (path: string) => (await graph.get(path)).body.value.map((one: { id: string }) => one.id)
    expect(await ids(`/devices/${id}/memberOf`)).toEqual([inner, unit])
    expect((await ids(`/devices/${id}/transitiveMemberOf`)).sort()).toEqual([inner, outer, unit].sort())
    expect(await ids(`/devices/${id}/memberOf/microsoft.graph.group`)).toEqual([inner])
    expect((await graph.get(`/groups/${inner}/members`)).body.value).toMatchObject([
      { '@odata.type': '#microsoft.graph.device', id, displayName: 'Test device' },
    ])
    expect(await ids(`/groups/${outer}/transitiveMembers/microsoft.graph.device`)).toEqual([id])
    expect(await ids(`/directory/administrativeUnits/${unit}/members/microsoft.graph.device`)).toEqual([id])
    const asked = { groupIds: [outer, NOBODY] }
    expect((await graph.post(`/devices/${id}/checkMemberGroups`, asked)).body.value).toEqual([outer])
    const seen = await graph.get(`/groups/${inner}/members`, { token: graph.appWith('GroupMember.Read.All') })
    expect(seen.body.value).toMatchObject([{ id, displayName: null }])
    expect((await graph.remove(`/directoryObjects/${id}`, admin)).status).toBe(204)
    expect(await ids(`/groups/${inner}/members`)).toEqual([])
    expect(await ids(`/directory/administrativeUnits/${unit}/members`)).toEqual([])
  })

  it('is in no other kind of group, owns none, and holds no role', async () => {
    const id = await register()
    const refused = (list: string) => badRequest(`An object of type 'device' cannot be added to the group's '${list}'.`)
    const unified = await group({ groupTypes: ['Unified'], mailEnabled: true })
    const assignable = await group({ isAssignableToRole: true })
    expect(errorOf(await graph.post(`/groups/${unified}/members/$ref`, refTo(id)))).toEqual(refused('members'))
    expect(errorOf(await graph.post(`/groups/${assignable}/members/$ref`, refTo(id)))).toEqual(refused('members'))
    expect(errorOf(await graph.post(`/groups/${await group()}/owners/$ref`, refTo(id)))).toEqual(refused('owners'))
    const role = { roleDefinitionId: 'fe930be7-5e62-47db-91af-98c3a49a38b1', principalId: id, directoryScopeId: '/' }
    expect((await graph.post('/roleManagement/directory/roleAssignments', role)).status).toBe(404)
  })

  it('is in the dynamic groups whose rule it fits, as long as it does', async () => {
    const before = await register()
    const group = {
      displayName: 'Linux',
      mailEnabled: false,
      mailNickname: 'linux',
      securityEnabled: true,
      groupTypes: ['DynamicMembership'],
      membershipRule: 'device.deviceOSType -eq "Linux"',
      membershipRuleProcessingState: 'On',
    }
    const made = await graph.post('/groups', group, admin)
    const members = async () => {
      const { body } = await graph.get(`/groups/${made.body.id}/members?$select=id`, admin)
      return body.value.map(({ id }: { id: string }) => id)
    }
    expect(await members()).toEqual([before])
    const after = await register({ deviceId: NOBODY })
    await register({ deviceId: TENANT, operatingSystem: 'Windows' })
    expect(await members()).toEqual([before, after])
    await graph.patch(`/devices/${after}`, { operatingSystem: 'Windows' }, admin)
    expect(await members()).toEqual([before])
    const { body } = await graph.get(`/devices/${before}/memberOf?$select=id`, admin)
    expect(body.value.map(({ id }: { id: string }) => id)).toEqual([made.body.id])
    const unified = { ...group, mailEnabled: true, mailNickname: 'other', groupTypes: ['Unified', 'DynamicMembership'] }
    const refused = await graph.post('/groups', unified, admin)
    expect(errorOf(refused)).toMatchObject(badRequest('Dynamic membership rule validation error: Invalid object type.'))
  })

  it('is told by delta', async () => {
    const start = (await graph.get('/devices/delta')).body
    expect(start.value).toEqual([])
    const id = await register()
    const next = (await graph.get(start['@odata.deltaLink'].slice(ORIGIN.length))).body
    expect(next.value).toMatchObject([{ id, displayName: 'Test device' }])
    await graph.remove(`/devices/${id}`, admin)
    const last = (await graph.get(next['@odata.deltaLink'].slice(ORIGIN.length))).body
    expect(last.value).toEqual([{ id, '@removed': { reason: 'deleted' } }])
  })
})
