import { beforeEach, describe, expect, it } from 'vitest'
import { extensionPropertiesOf } from '../../src/domain/directory/define-extension-property.js'
import { purgeDeletedItem } from '../../src/domain/directory/deleted-items.js'
import type { User } from '../../src/domain/directory/user-rows.js'
import { errorOf, eventual, ORIGIN, openGraph, TENANT } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
let app: { id: string; appId: string }
let ann: User
let prefix: string
beforeEach(async () => {
  graph = openGraph()
  ann = graph.newUser('Ann')
  app = (await graph.post('/applications', { displayName: 'HR' })).body
  prefix = `extension_${app.appId.replaceAll('-', '')}_`
})

const bad = (message: string) => ({ status: 400, code: 'Request_BadRequest', message })
const INVALID = bad('One or more property values specified are invalid.')
const path = () => `/applications/${app.id}/extensionProperties`

async function define(name: string, more: object = {}): Promise<string> {
  const given = { name, dataType: 'String', targetObjects: ['User'], ...more }
  const made = await graph.post(path(), given)
  expect(made.status).toBe(201)
  return made.body.name
}

/** What an object shows of an extension, by `$select`. */
async function shownValue(name: string, object = `/users/${ann.id}`): Promise<unknown> {
  return (await graph.get(`${object}?$select=id,${name}`)).body[name]
}

describe('the definition of a directory extension', () => {
  it('is made, listed, read, expanded, and told with everybody’s', async () => {
    const context = `${ORIGIN}/v1.0/$metadata#applications('${app.id}')/extensionProperties`
    const given = { name: 'jobGroup', dataType: 'String', targetObjects: ['Group', 'User'], isMultiValued: true }
    const made = await graph.post(path(), given)
    const shown = {
      id: expect.any(String),
      deletedDateTime: null,
      appDisplayName: 'HR',
      dataType: 'String',
      isMultiValued: true,
      isSyncedFromOnPremises: false,
      name: `${prefix}jobGroup`,
      targetObjects: ['Group', 'User'],
    }
    expect(made).toMatchObject({ status: 201, body: { '@odata.context': `${context}/$entity`, ...shown } })
    expect((await graph.get(path())).body).toEqual({ '@odata.context': context, value: [shown] })
    expect((await graph.get(`${path()}/${made.body.id}`)).body).toEqual(made.body)
    const byAppId = `/applications(appId='${app.appId}')/extensionProperties`
    expect((await graph.get(byAppId)).body.value).toEqual([shown])
    const expanded = await graph.get(`/applications/${app.id}?$expand=extensionProperties`)
    expect(expanded.body.extensionProperties).toEqual([shown])
    const available = await graph.post('/directoryObjects/getAvailableExtensionProperties', {})
    expect(available).toMatchObject({
      status: 200,
      body: { value: [{ '@odata.type': '#microsoft.graph.extensionProperty', ...shown }] },
    })
    const synced = { isSyncedFromOnPremises: true }
    const none = await graph.post('/directoryObjects/getAvailableExtensionProperties', synced)
    expect(none.body.value).toEqual([])
  })

  const refused = (property: string) =>
    `Invalid value specified for property '${property}' of resource 'ExtensionProperty'.`
  it.each([
    ['no name', { name: undefined }, "A value is required for property 'name' of resource 'ExtensionProperty'."],
    [
      'no type',
      { dataType: undefined },
      "A value is required for property 'dataType' of resource 'ExtensionProperty'.",
    ],
    ['a blank in the name', { name: 'job group' }, refused('name')],
    ['another type', { dataType: 'Text' }, refused('dataType')],
    ['a type in lower case', { dataType: 'string' }, refused('dataType')],
    ['no targets', { targetObjects: [] }, refused('targetObjects')],
    ['a target in lower case', { targetObjects: ['User', 'group'] }, refused('targetObjects')],
    [
      'a property of the server',
      { isSyncedFromOnPremises: true },
      "Property 'isSyncedFromOnPremises' is read-only and cannot be set.",
    ],
  ])('is refused with %s', async (_, given, message) => {
    const body = { name: 'a', dataType: 'String', targetObjects: ['User'], ...given }
    expect(errorOf(await graph.post(path(), body))).toEqual(bad(message))
    expect((await graph.get(path())).body.value).toEqual([])
  })

  it('has its name once', async () => {
    await define('jobGroup')
    const again = { name: 'JOBGROUP', dataType: 'Boolean', targetObjects: ['Group'] }
    expect(errorOf(await graph.post(path(), again))).toEqual({
      status: 409,
      code: 'Request_MultipleObjectsWithSameKeyValue',
      message: `An extension property exists with the name ${prefix}JOBGROUP.`,
    })
  })

  it('belongs to its application', async () => {
    await define('a')
    const [{ id }] = (await graph.get(path())).body.value
    const other = (await graph.post('/applications', { displayName: 'Other' })).body
    const elsewhere = `/applications/${other.id}/extensionProperties/${id}`
    expect(errorOf(await graph.get(elsewhere))).toMatchObject({ status: 404, code: 'Request_ResourceNotFound' })
    expect(errorOf(await graph.remove(elsewhere))).toMatchObject({ status: 404 })
    expect((await graph.remove(`${path()}/${id}`)).status).toBe(204)
    expect((await graph.get(path())).body.value).toEqual([])
  })

  it('is for owners of the application, its administrators and Directory Writers', async () => {
    const [owner, writer] = [graph.newUser('Owner'), graph.newUser('Writer')]
    graph.giveRole(writer, 'Directory Writers')
    const as = (user: User) => ({ token: graph.userWith(user, 'Application.ReadWrite.All') })
    const given = (name: string) => ({ name, dataType: 'String', targetObjects: ['User'] })
    const denied = { status: 403, code: 'Authorization_RequestDenied' }
    expect(errorOf(await graph.post(path(), given('a'), as(owner)))).toMatchObject(denied)
    await graph.post(`/applications/${app.id}/owners/$ref`, { '@odata.id': `${ORIGIN}/v1.0/users/${owner.id}` })
    expect((await graph.post(path(), given('a'), as(owner))).status).toBe(201)
    const byAppId = `/applications(appId='${app.appId}')/extensionProperties`
    expect((await graph.post(byAppId, given('owned'), as(owner))).status).toBe(201)
    expect((await graph.post(path(), given('b'), as(writer))).status).toBe(201)
    const narrow = { token: graph.appWith('Application.ReadWrite.OwnedBy') }
    expect(errorOf(await graph.post(path(), given('c'), narrow))).toMatchObject(denied)
    expect((await graph.get(path(), as(ann))).body.value).toHaveLength(3)
  })
})

describe('values of directory extensions', () => {
  it.each([
    ['String', 'x'.repeat(256)],
    ['Boolean', false],
    ['Integer', -2147483648],
    ['LargeInteger', 9007199254740991],
    ['Binary', Buffer.alloc(256).toString('base64')],
    ['DateTime', '2026-01-02T03:04:05Z'],
  ])('of type %s are kept, alone and several, and nothing else is', async (dataType, value) => {
    const one = await define('one', { dataType })
    const many = await define('many', { dataType, isMultiValued: true })
    expect((await graph.patch(`/users/${ann.id}`, { [one]: value, [many]: [value, value] })).status).toBe(204)
    expect(await shownValue(one)).toEqual(value)
    expect(await shownValue(many)).toEqual([value, value])
    const wrong: Readonly<Record<string, readonly unknown[]>> = {
      String: ['', 'x'.repeat(257), 1],
      Boolean: ['true', 0],
      Integer: [2147483648, 1.5, '1'],
      LargeInteger: [2 ** 63, '1'],
      Binary: [Buffer.alloc(257).toString('base64'), 'a-b', ''],
      DateTime: ['yesterday', 5],
    }
    for (const given of [...(wrong[dataType] ?? []), [value], {}]) {
      expect(errorOf(await graph.patch(`/users/${ann.id}`, { [one]: given })), JSON.stringify(given)).toEqual(INVALID)
    }
    for (const given of [value, [value, {}]]) {
      expect(errorOf(await graph.patch(`/users/${ann.id}`, { [many]: given }))).toEqual(INVALID)
    }
    expect(await shownValue(one)).toEqual(value)
  })

  it('of dates are kept in UTC', async () => {
    const name = await define('hired', { dataType: 'DateTime' })
    await graph.patch(`/users/${ann.id}`, { [name]: '2026-01-02T03:04:05+02:00' })
    expect(await shownValue(name)).toBe('2026-01-02T01:04:05Z')
  })

  it('come with new objects, change under their name in any case, and go with null', async () => {
    const name = await define('jobGroup')
    const person = {
      accountEnabled: true,
      displayName: 'Bob',
      mailNickname: 'bob',
      userPrincipalName: 'bob@contoso.onmicrosoft.com',
      passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
      [name]: 'A',
    }
    const bob = (await graph.post('/users', person)).body
    expect(bob).not.toHaveProperty(name)
    expect(await shownValue(name, `/users/${bob.id}`)).toBe('A')
    expect((await graph.get(`/users/${bob.id}`)).body).not.toHaveProperty(name)
    await graph.patch(`/users/${bob.id}`, { [name.toUpperCase().replace('EXTENSION', 'extension')]: 'B' })
    expect(await shownValue(name, `/users/${bob.id}`)).toBe('B')
    await graph.patch(`/users/${bob.id}`, { [name]: null })
    expect((await graph.get(`/users/${bob.id}?$select=id,${name}`)).body).not.toHaveProperty(name)
  })

  it('are there for every kind of object that the definition names, and for no other', async () => {
    const targetObjects = ['Group', 'AdministrativeUnit', 'Application', 'Organization']
    const name = await define('cost', { targetObjects, dataType: 'Integer' })
    const unavailable = bad(`The following extension properties are not available: ${name}.`)
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const made: Record<string, string> = {
      groups: (await graph.post('/groups', group)).body.id,
      'directory/administrativeUnits': (await graph.post('/directory/administrativeUnits', { displayName: 'U' })).body
        .id,
      applications: app.id,
      organization: TENANT,
    }
    for (const [set, id] of Object.entries(made)) {
      expect((await graph.patch(`/${set}/${id}`, { [name]: 7 })).status, set).toBe(204)
      expect(await shownValue(name, `/${set}/${id}`), set).toBe(7)
    }
    expect((await graph.post('/groups', { ...group, [name]: 8 })).status).toBe(201)
    expect((await graph.post('/directory/administrativeUnits', { displayName: 'V', [name]: 8 })).status).toBe(201)
    expect((await graph.post('/applications', { displayName: 'W', [name]: 8 })).status).toBe(201)
    expect(errorOf(await graph.patch(`/users/${ann.id}`, { [name]: 7 }))).toEqual(unavailable)
    expect(errorOf(await graph.patch(`/servicePrincipals/${graph.app.id}`, { [name]: 7 }))).toEqual(unavailable)
  })

  it('of groups show by default', async () => {
    const name = await define('cost', { targetObjects: ['Group'] })
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g', [name]: 'x' }
    const { id } = (await graph.post('/groups', group)).body
    expect((await graph.get(`/groups/${id}`)).body).toHaveProperty(name, 'x')
    expect((await graph.get('/groups')).body.value[0]).toHaveProperty(name, 'x')
    expect((await graph.get(`/groups/${id}?$select=id`)).body).not.toHaveProperty(name)
  })

  it('are refused without a definition, all by name, and nothing is written', async () => {
    const changes = { city: 'Oslo', [`${prefix}a`]: 'x', [`${prefix}b`]: 'y', foo_bar: {} }
    expect(errorOf(await graph.patch(`/users/${ann.id}`, changes))).toEqual(
      bad(`The following extension properties are not available: ${prefix}a, ${prefix}b, foo_bar.`),
    )
    expect(graph.user(ann.id).city).toBeNull()
  })

  it('are a hundred on an object at most', async () => {
    const names = []
    for (let at = 0; at < 101; at++) names.push(await define(`p${at}`, { dataType: 'Integer' }))
    const all = Object.fromEntries(names.map((name, at) => [name, at]))
    const limit = {
      status: 403,
      code: 'Directory_ResourceSizeExceeded',
      message:
        'The size of the object has exceeded its limit. Please reduce the number of values and retry your request.',
    }
    expect(errorOf(await graph.patch(`/users/${ann.id}`, all))).toEqual(limit)
    expect((await graph.patch(`/users/${ann.id}`, { ...all, [names[0] ?? '']: null })).status).toBe(204)
    expect(errorOf(await graph.patch(`/users/${ann.id}`, { [names[0] ?? '']: 0 }))).toEqual(limit)
    expect((await graph.patch(`/users/${ann.id}`, { city: 'Oslo' })).status).toBe(204)
  })
})

describe('queries over directory extensions', () => {
  const found = async (filter: string, more = '', options = {}) =>
    (await graph.get(`/users?$filter=${filter}${more}`, options)).body.value?.map(
      ({ displayName }: User) => displayName,
    )

  it('filter by what they are equal to, and advanced by more', async () => {
    const [name, size, tags] = [
      await define('team'),
      await define('size', { dataType: 'Integer' }),
      await define('tags', { isMultiValued: true }),
    ]
    const bob = graph.newUser('Bob')
    await graph.patch(`/users/${ann.id}`, { [name]: 'Red', [size]: 3, [tags]: ['x', 'y'] })
    await graph.patch(`/users/${bob.id}`, { [name]: 'Reed', [size]: 30 })
    expect(await found(`${name} eq 'red'`)).toEqual(['Ann'])
    expect(await found(`${name} in ('red','reed')`)).toEqual(['Ann', 'Bob'])
    expect(await found(`${size} eq 30`)).toEqual(['Bob'])
    expect(await found(`${tags}/any(t:t eq 'Y')`)).toEqual(['Ann'])
    expect(await found(`startswith(${name},'re')`, '&$count=true', eventual)).toEqual(['Ann', 'Bob'])
    expect(await found(`${tags}/any(t:startswith(t,'y'))`, '&$count=true', eventual)).toEqual(['Ann'])
    await graph.patch(`/users/${bob.id}`, { [name]: null })
    expect(await found(`${name} eq null`, '&$count=true', eventual)).toEqual(['Bob'])
    expect(await found(`${name} ne null`, '&$count=true', eventual)).toEqual(['Ann'])
    for (const filter of [`startswith(${name},'re')`, `${name} eq null`]) {
      expect(errorOf(await graph.get(`/users?$filter=${filter}`))).toMatchObject({ code: 'Request_UnsupportedQuery' })
    }
  })

  it('know only what is defined', async () => {
    expect(errorOf(await graph.get(`/users?$filter=${prefix}team eq 'x'`))).toEqual({
      status: 400,
      code: 'Request_UnsupportedQuery',
      message: `Property '${prefix}team' does not exist as a declared property or extension property.`,
    })
    expect((await graph.get(`/users/${ann.id}?$select=id,${prefix}team`)).status).toBe(200)
  })

  it('see them in lists of mixed objects', async () => {
    const name = await define('team', { targetObjects: ['User'] })
    await graph.patch(`/users/${ann.id}`, { [name]: 'Red' })
    const bob = graph.newUser('Bob')
    const refs = [ann.id, bob.id].map((id) => `${ORIGIN}/v1.0/users/${id}`)
    const given = {
      displayName: 'G',
      mailEnabled: false,
      securityEnabled: true,
      mailNickname: 'g',
      'members@odata.bind': refs,
    }
    const { id } = (await graph.post('/groups', given)).body
    const members = (await graph.get(`/groups/${id}/members?$select=id,${name}`)).body.value
    expect(members).toMatchObject([{ id: ann.id, [name]: 'Red' }, { id: bob.id }])
    const filtered = `/groups/${id}/members?$filter=${name} eq 'Red'&$count=true`
    expect((await graph.get(filtered, eventual)).body['@odata.count']).toBe(1)
  })

  it('follow them from round to round', async () => {
    const name = await define('team')
    const first = await graph.get(`/users/delta?$select=displayName,${name}`)
    const next = async (link: string) => (await graph.get(link.slice(ORIGIN.length))).body
    await graph.patch(`/users/${ann.id}`, { [name]: 'Red' })
    const second = await next(first.body['@odata.deltaLink'])
    expect(second.value).toEqual([{ displayName: 'Ann', id: ann.id, [name]: 'Red' }])
    await graph.patch(`/users/${ann.id}`, { [name]: null })
    const third = await next(second['@odata.deltaLink'])
    expect(third.value).toEqual([{ displayName: 'Ann', id: ann.id, [name]: null }])
    await graph.patch(`/users/${ann.id}`, { city: 'Oslo' })
    const fourth = await next(third['@odata.deltaLink'])
    expect(fourth.value).toEqual([])
    const [{ id }] = (await graph.get(path())).body.value
    await graph.remove(`${path()}/${id}`)
    expect((await next(fourth['@odata.deltaLink'])).value).toEqual([])
  })
})

describe('what a definition leaves behind', () => {
  it('cannot be found, counts, and is there again under the same name', async () => {
    const name = await define('team')
    await graph.patch(`/users/${ann.id}`, { [name]: 'Red' })
    const [{ id }] = (await graph.get(path())).body.value
    await graph.remove(`${path()}/${id}`)
    expect(await shownValue(name)).toBeUndefined()
    expect(errorOf(await graph.get(`/users?$filter=${name} eq 'Red'`))).toMatchObject({ status: 400 })
    expect(errorOf(await graph.patch(`/users/${ann.id}`, { [name]: null }))).toMatchObject({ status: 400 })
    await define('team')
    expect(await shownValue(name)).toBe('Red')
  })

  it('hides while its application is deleted, and after that until the service principal is back', async () => {
    const name = await define('team')
    const principal = (await graph.post('/servicePrincipals', { appId: app.appId })).body
    await graph.patch(`/users/${ann.id}`, { [name]: 'Red' })
    await graph.remove(`/applications/${app.id}`)
    expect(await shownValue(name)).toBeUndefined()
    await graph.post(`/directory/deletedItems/${app.id}/restore`, {})
    expect((await graph.get(path())).body.value).toHaveLength(1)
    expect(await shownValue(name)).toBeUndefined()
    await graph.post(`/directory/deletedItems/${principal.id}/restore`, {})
    expect(await shownValue(name)).toBe('Red')
    await graph.remove(`/applications/${app.id}`)
    graph.write((transaction) => purgeDeletedItem(transaction, app.id))
    expect(extensionPropertiesOf(graph.store.read(TENANT), app.id)).toEqual([])
  })
})
