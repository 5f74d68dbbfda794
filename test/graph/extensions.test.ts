import { beforeEach, describe, expect, it } from 'vitest'
import { createApplication } from '../../src/domain/directory/applications.js'
import { purgeDeletedItem } from '../../src/domain/directory/deleted-items.js'
import { openExtensionsOf } from '../../src/domain/directory/open-extensions.js'
import { createServicePrincipal } from '../../src/domain/directory/service-principals.js'
import type { User } from '../../src/domain/directory/user-rows.js'
import { errorOf, ORIGIN, openGraph, TENANT } from './open-graph.js'

const NAME = 'com.contoso.roaming'
const OPEN = { '@odata.type': 'microsoft.graph.openTypeExtension', extensionName: NAME }
const shown = (values: object, extensionName = NAME) => ({
  '@odata.type': '#microsoft.graph.openTypeExtension',
  id: extensionName,
  extensionName,
  ...values,
})

const unknown = { status: 404, code: 'ResourceNotFound', message: 'Extension with given id not found.' }

let graph: ReturnType<typeof openGraph>
let ann: User
let path: string
beforeEach(() => {
  graph = openGraph()
  ann = graph.newUser('Ann')
  path = `/users/${ann.id}/extensions`
})

const values = { theme: 'dark', size: 3, on: true, none: null, tags: ['a', 'b'] }

describe('open extensions of a user', () => {
  it('are made, read by name with or without the type, listed and expanded', async () => {
    const made = await graph.post(path, { ...OPEN, ...values })
    const context = `${ORIGIN}/v1.0/$metadata#users('${ann.id}')/extensions`
    expect(made).toMatchObject({ status: 201, body: { '@odata.context': `${context}/$entity`, ...shown(values) } })
    for (const name of [NAME, NAME.toUpperCase(), `microsoft.graph.openTypeExtension.${NAME}`]) {
      expect((await graph.get(`${path}/${name}`)).body).toEqual(made.body)
    }
    expect((await graph.get(path)).body).toEqual({ '@odata.context': context, value: [shown(values)] })
    await graph.post(path, { ...OPEN, extensionName: 'other', a: 1 })
    const both = [shown(values), shown({ a: 1 }, 'other')]
    expect((await graph.get(`/users/${ann.id}?$select=id&$expand=extensions`)).body.extensions).toEqual(both)
    expect((await graph.get('/users?$expand=extensions')).body.value[0].extensions).toEqual(both)
    const filter = "$expand=extensions($filter=id eq 'other')"
    expect((await graph.get(`/users/${ann.id}?$select=id&${filter}`)).body.extensions).toEqual(both.slice(1))
    const bad = await graph.get(`/users/${ann.id}?$expand=extensions($filter=theme eq 'dark')`)
    expect(errorOf(bad)).toMatchObject({ status: 400 })
  })

  it('change as a whole: what is not named is gone, what is null stays null', async () => {
    await graph.post(path, { ...OPEN, ...values })
    expect((await graph.patch(`${path}/${NAME}`, { theme: 'light', size: null })).status).toBe(204)
    expect((await graph.get(`${path}/${NAME}`)).body).toMatchObject(shown({ theme: 'light', size: null }))
    expect((await graph.get(`${path}/${NAME}`)).body).not.toHaveProperty('tags')
    await graph.patch(`${path}/${NAME}`, { ...OPEN, extensionName: 'renamed', a: 1 })
    expect((await graph.get(path)).body.value).toEqual([shown({ a: 1 })])
  })

  it('go away, alone or with the user for good', async () => {
    await graph.post(path, { ...OPEN, a: 1 })
    await graph.post(path, { ...OPEN, extensionName: 'other', b: 1 })
    expect((await graph.remove(`${path}/${NAME}`)).status).toBe(204)
    expect((await graph.get(path)).body.value).toEqual([shown({ b: 1 }, 'other')])
    await graph.remove(`/users/${ann.id}`)
    await graph.post(`/directory/deletedItems/${ann.id}/restore`, {})
    expect((await graph.get(path)).body.value).toEqual([shown({ b: 1 }, 'other')])
    await graph.remove(`/users/${ann.id}`)
    graph.write((transaction) => purgeDeletedItem(transaction, ann.id))
    expect(openExtensionsOf(graph.store.read(TENANT), ann.id)).toEqual([])
  })

  it('are not there under another name, nor for another user', async () => {
    await graph.post(path, { ...OPEN, a: 1 })
    const other = graph.newUser('Bob')
    for (const there of [`${path}/other`, `/users/${other.id}/extensions/${NAME}`]) {
      expect(errorOf(await graph.get(there))).toEqual(unknown)
      expect(errorOf(await graph.patch(there, { a: 1 }))).toEqual(unknown)
      expect(errorOf(await graph.remove(there))).toEqual(unknown)
    }
  })

  it('refuses a second one of the name, a third one of an app, and more than 2 KB', async () => {
    await graph.post(path, { ...OPEN, a: 1 })
    expect(errorOf(await graph.post(path, { extensionName: NAME.toUpperCase(), a: 1 }))).toEqual({
      status: 409,
      code: 'NameAlreadyExists',
      message: 'An extension already exists with given id.',
    })
    const large = { extensionName: 'large', text: 'é'.repeat(1024) }
    expect(errorOf(await graph.post(path, large))).toMatchObject({ status: 400, code: 'Request_BadRequest' })
    expect(errorOf(await graph.patch(`${path}/${NAME}`, large))).toMatchObject({ status: 400 })
    expect((await graph.post(path, { ...large, text: 'é'.repeat(1000) })).status).toBe(201)
    expect(errorOf(await graph.post(path, { extensionName: 'third' }))).toMatchObject({
      status: 400,
      code: 'Request_BadRequest',
    })
    const { id, appId } = graph.write((transaction) =>
      createServicePrincipal(transaction, createApplication(transaction, { displayName: 'Another' }).appId),
    )
    const other = graph.addToken({ kind: 'app', oid: id, appId, roles: new Set(WRITE) })
    expect((await graph.post(path, { extensionName: 'third' }, { token: other })).status).toBe(201)
  })

  const message = (property: string) =>
    `Invalid value specified for property '${property}' of resource 'OpenTypeExtension'.`

  it.each([
    ['no name', { a: 1 }, "A value is required for property 'extensionName' of resource 'OpenTypeExtension'."],
    [
      'an empty name',
      { extensionName: '' },
      "A value is required for property 'extensionName' of resource 'OpenTypeExtension'.",
    ],
    ['an object', { ...OPEN, deep: { a: 1 } }, message('deep')],
    ['an object in a list', { ...OPEN, list: [1, { a: 1 }] }, message('list')],
  ])('refuses %s', async (_, body, text) => {
    expect(errorOf(await graph.post(path, body))).toEqual({ status: 400, code: 'Request_BadRequest', message: text })
    expect((await graph.get(path)).body.value).toEqual([])
  })
})

describe('open extensions of groups and of the organization', () => {
  const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
  const unified = { ...group, mailEnabled: true, securityEnabled: false, groupTypes: ['Unified'] }
  const idOf = async (given: object) => (await graph.post('/groups', given)).body.id as string

  it('are as those of users', async () => {
    for (const [set, id] of [
      ['groups', await idOf(group)],
      ['organization', TENANT],
    ] as const) {
      const there = `/${set}/${id}/extensions`
      const context = `${ORIGIN}/v1.0/$metadata#${set}('${id}')/extensions`
      const made = await graph.post(there, { ...OPEN, ...values })
      expect(made).toMatchObject({ status: 201, body: { '@odata.context': `${context}/$entity`, ...shown(values) } })
      expect((await graph.get(`${there}/${NAME}`)).body).toEqual(made.body)
      expect((await graph.get(there)).body).toEqual({ '@odata.context': context, value: [shown(values)] })
      expect((await graph.get(`/${set}/${id}?$select=id&$expand=extensions`)).body.extensions).toEqual([shown(values)])
      expect((await graph.get(`/${set}?$expand=extensions`)).body.value[0].extensions).toEqual([shown(values)])
      expect((await graph.patch(`${there}/${NAME}`, { theme: 'light' })).status).toBe(204)
      expect((await graph.get(there)).body.value).toEqual([shown({ theme: 'light' })])
      expect((await graph.post(there, { ...OPEN, extensionName: 'other' })).status).toBe(201)
      expect(errorOf(await graph.post(there, { ...OPEN, extensionName: 'third' }))).toMatchObject({ status: 400 })
      expect(errorOf(await graph.get(`${there}/third`))).toEqual(unknown)
      expect((await graph.remove(`${there}/${NAME}`)).status).toBe(204)
      expect((await graph.get(there)).body.value).toHaveLength(1)
    }
    expect(errorOf(await graph.get(`/organization/${ann.id}/extensions`))).toMatchObject({ status: 404 })
  })

  it('stay with a deleted group that can be restored, and go with another', async () => {
    const [kept, gone] = [await idOf(unified), await idOf(group)]
    for (const id of [kept, gone]) {
      await graph.post(`/groups/${id}/extensions`, { ...OPEN, a: 1 })
      await graph.remove(`/groups/${id}`)
    }
    expect(openExtensionsOf(graph.store.read(TENANT), gone)).toEqual([])
    await graph.post(`/directory/deletedItems/${kept}/restore`, {})
    expect((await graph.get(`/groups/${kept}/extensions`)).body.value).toEqual([shown({ a: 1 })])
  })

  it('are written by who may write the object', async () => {
    const id = await idOf(group)
    const role = await idOf({ ...group, isAssignableToRole: true })
    const there = `/groups/${id}/extensions`
    const scopes = ['Group.ReadWrite.All', 'Organization.ReadWrite.All']
    const as = { token: graph.userWith(ann, ...scopes) }
    const denied = { status: 403, code: 'Authorization_RequestDenied' }
    expect((await graph.get(there, as)).status).toBe(200)
    expect(errorOf(await graph.post(there, OPEN, as))).toMatchObject(denied)
    expect(errorOf(await graph.post(`/organization/${TENANT}/extensions`, OPEN, as))).toMatchObject(denied)
    for (const object of [id, role]) {
      await graph.post(`/groups/${object}/owners/$ref`, { '@odata.id': `${ORIGIN}/v1.0/users/${ann.id}` })
    }
    expect((await graph.post(there, OPEN, as)).status).toBe(201)
    expect(errorOf(await graph.post(`/groups/${role}/extensions`, OPEN, as))).toMatchObject(denied)
    graph.giveRole(ann, 'Global Administrator')
    expect((await graph.post(`/organization/${TENANT}/extensions`, OPEN, as)).status).toBe(201)
    const reader = { token: graph.appWith('Group.Read.All') }
    expect(errorOf(await graph.remove(`${there}/${NAME}`, reader))).toMatchObject(denied)
  })
})

const WRITE = ['User.ReadWrite.All']

describe('who may touch open extensions', () => {
  it('users their own, administrators those of others', async () => {
    const admin = graph.newUser('Admin')
    graph.giveRole(admin, 'User Administrator')
    const bob = graph.newUser('Bob')
    const reading = { token: graph.userWith(ann, 'User.Read') }
    const own = { token: graph.userWith(ann, 'User.ReadWrite') }
    expect((await graph.post('/me/extensions', { ...OPEN, a: 1 }, own)).status).toBe(201)
    expect((await graph.patch(`/me/extensions/${NAME}`, { a: 2 }, own)).status).toBe(204)
    expect((await graph.get('/me/extensions', reading)).body.value).toHaveLength(1)
    expect((await graph.get(`/me/extensions/${NAME}`, reading)).body).toMatchObject({ a: 2 })
    const denied = { status: 403, code: 'Authorization_RequestDenied' }
    expect(
      errorOf(await graph.patch(`${path}/${NAME}`, { a: 3 }, { token: graph.userWith(bob, ...WRITE) })),
    ).toMatchObject(denied)
    expect((await graph.patch(`${path}/${NAME}`, { a: 3 }, { token: graph.userWith(admin, ...WRITE) })).status).toBe(
      204,
    )
    expect(errorOf(await graph.post(path, OPEN, { token: graph.userWith(admin, 'User.ReadWrite') }))).toMatchObject(
      denied,
    )
    expect(errorOf(await graph.post(path, OPEN, { token: graph.appWith('User.Read.All') }))).toMatchObject(denied)
    expect((await graph.get(path, { token: graph.appWith('User.Read.All') })).status).toBe(200)
    expect((await graph.remove(`/me/extensions/${NAME}`, own)).status).toBe(204)
  })
})

describe('the fifteen extension attributes', () => {
  it('are always all there, and a change keeps those that it does not name', async () => {
    const attributes = async () =>
      (await graph.get(`/users/${ann.id}?$select=onPremisesExtensionAttributes`)).body.onPremisesExtensionAttributes
    expect(Object.values(await attributes())).toEqual(Array(15).fill(null))
    const set = (given: object) => graph.patch(`/users/${ann.id}`, { onPremisesExtensionAttributes: given })
    expect((await set({ extensionAttribute1: 'x', extensionAttribute15: 'y' })).status).toBe(204)
    await set({ extensionAttribute1: null })
    expect(await attributes()).toMatchObject({ extensionAttribute1: null, extensionAttribute15: 'y' })
    expect(errorOf(await set({ extensionAttribute16: 'x' }))).toMatchObject({ status: 400 })
  })
})

describe('open extensions of administrative units and devices', () => {
  it('are as those of users', async () => {
    const boss = graph.newUser('Boss')
    graph.giveRole(boss, 'Global Administrator')
    const all = ['Directory.AccessAsUser.All', 'Directory.Read.All', 'AdministrativeUnit.ReadWrite.All']
    const given = { token: graph.userWith(boss, ...all) }
    const unit = (await graph.post('/directory/administrativeUnits', { displayName: 'Unit' }, given)).body.id
    const device = {
      ...{ accountEnabled: true, displayName: 'Laptop', operatingSystem: 'linux', operatingSystemVersion: '1' },
      ...{ deviceId: '11111111-0000-4000-8000-000000000001', alternativeSecurityIds: [] },
    }
    const deviceId = (await graph.post('/devices', device, given)).body.id
    for (const object of [`/directory/administrativeUnits/${unit}`, `/devices/${deviceId}`]) {
      const path = `${object}/extensions`
      const body = { '@odata.type': 'microsoft.graph.openTypeExtension', extensionName: 'com.x', a: 1 }
      expect((await graph.post(path, body, given)).body, path).toMatchObject({ id: 'com.x', a: 1 })
      expect((await graph.patch(`${path}/com.x`, { a: 2 }, given)).status).toBe(204)
      expect((await graph.get(`${path}/com.x`, given)).body).toMatchObject({ a: 2 })
      expect((await graph.get(path, given)).body.value).toHaveLength(1)
      expect((await graph.get(`${object}?$select=id&$expand=extensions`, given)).body.extensions).toHaveLength(1)
      const token = graph.userWith(graph.newUser(`Ann ${object.slice(1, 5)}`), ...all)
      expect((await graph.remove(`${path}/com.x`, { token })).status).toBe(403)
      expect((await graph.remove(`${path}/com.x`, given)).status).toBe(204)
      expect((await graph.get(`${path}/com.x`, given)).status).toBe(404)
    }
  })
})
