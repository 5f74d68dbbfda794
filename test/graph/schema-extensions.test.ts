import { beforeEach, describe, expect, it } from 'vitest'
import { createTenant } from '../../src/domain/directory/create-tenant.js'
import { createSchemaExtension, updateSchemaExtension } from '../../src/domain/directory/schema-extensions.js'
import type { User } from '../../src/domain/directory/user-rows.js'
import { errorOf, eventual, ORIGIN, openGraph, TENANT } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
let ann: User
beforeEach(() => {
  graph = openGraph()
  ann = graph.newUser('Ann')
})

const bad = (message: string) => ({ status: 400, code: 'Request_BadRequest', message })
const INVALID = bad('One or more property values specified are invalid.')
const refused = (property: string) =>
  bad(`Invalid value specified for property '${property}' of resource 'SchemaExtension'.`)
const TYPE = '#microsoft.graph.ComplexExtensionValue'
const NOT_OWNED = {
  status: 403,
  code: 'Authorization_RequestDenied',
  message: 'Cannot perform this extension schema write operation.',
}

const courses = {
  id: 'courses',
  description: 'Training courses',
  targetTypes: ['User', 'group', 'administrativeUnit', 'Organization'],
  properties: [
    { name: 'courseId', type: 'Integer' },
    { name: 'courseName', type: 'String' },
    { name: 'isOnline', type: 'Boolean' },
  ],
}

async function define(more: object = {}): Promise<string> {
  const made = await graph.post('/schemaExtensions', { ...courses, ...more })
  expect(made.status).toBe(201)
  return made.body.id
}

/** What an object shows of an extension, by `$select`. */
async function shownValue(id: string, object = `/users/${ann.id}`): Promise<unknown> {
  return (await graph.get(`${object}?$select=id,${id}`)).body[id]
}

const release = (id: string, status = 'Available') => graph.patch(`/schemaExtensions/${id}`, { status })

describe('the definition of a schema extension', () => {
  it('gets a prefix, an owner and a status, and is read', async () => {
    const made = await graph.post('/schemaExtensions', {
      '@odata.type': '#microsoft.graph.schemaExtension',
      ...courses,
    })
    const { id } = made.body
    expect(id).toMatch(/^ext[a-z0-9]{8}_courses$/)
    const shown = { ...courses, id, owner: graph.app.appId, status: 'InDevelopment' }
    const context = `${ORIGIN}/v1.0/$metadata#schemaExtensions`
    expect(made).toMatchObject({ status: 201, body: { '@odata.context': `${context}/$entity`, ...shown } })
    expect((await graph.get(`/schemaExtensions/${id.toUpperCase()}`)).body).toEqual(made.body)
    const other = await define({ id: 'other' })
    const list = async (query: string) => (await graph.get(`/schemaExtensions${query}`)).body.value
    expect(await list(`?$filter=id eq '${id}'`)).toEqual([shown])
    expect(await list(`?$filter=owner eq '${graph.app.appId}'`)).toHaveLength(2)
    await release(other)
    expect(await list("?$filter=status eq 'Available'")).toMatchObject([{ id: other }])
  })

  it('has the same prefix in every run of the same seed', async () => {
    const id = await define()
    const again = openGraph()
    again.newUser('Ann')
    expect((await again.post('/schemaExtensions', courses)).body.id).toBe(id)
  })

  it('may have the name of a verified vanity domain instead', async () => {
    const given = { ...courses, id: 'fabrikam_courses' }
    const unknown = bad(
      "'fabrikam' is not the name of a verified .com, .net, .gov, .edu or .org domain. Leave it out, and a prefix is assigned.",
    )
    await graph.post('/domains', { id: 'fabrikam.com' })
    expect(errorOf(await graph.post('/schemaExtensions', given))).toEqual(unknown)
    await graph.call('POST', '/domains/fabrikam.com/verify')
    expect((await graph.post('/schemaExtensions', given)).body.id).toBe('fabrikam_courses')
    expect(errorOf(await graph.post('/schemaExtensions', { ...given, id: 'Fabrikam_Courses' }))).toEqual({
      status: 409,
      code: 'Request_MultipleObjectsWithSameKeyValue',
      message: 'A schema extension exists with the id fabrikam_Courses.',
    })
    const tenant = { ...given, id: 'contoso_courses' }
    expect(errorOf(await graph.post('/schemaExtensions', tenant))).toMatchObject({ status: 400 })
  })

  it.each([
    ['no id', { id: undefined }, bad("A value is required for property 'id' of resource 'SchemaExtension'.")],
    ['a dash in the id', { id: 'my-courses' }, refused('id')],
    ['a digit first', { id: '1st' }, refused('id')],
    ['a status', { status: 'Available' }, bad("Property 'status' is read-only and cannot be set.")],
    ['no target types', { targetTypes: [] }, refused('targetTypes')],
    ['another target type', { targetTypes: ['user', 'application'] }, refused('targetTypes')],
    ['no properties', { properties: [] }, refused('properties')],
    ['another type', { properties: [{ name: 'a', type: 'LargeInteger' }] }, refused('properties')],
    [
      'a property twice',
      {
        properties: [
          { name: 'a', type: 'String' },
          { name: 'A', type: 'String' },
        ],
      },
      refused('properties'),
    ],
    ['a name that is none', { properties: [{ name: 'new-name', type: 'String' }] }, refused('properties')],
  ])('is refused with %s', async (_, more, error) => {
    expect(errorOf(await graph.post('/schemaExtensions', { ...courses, ...more }))).toEqual(error)
    expect((await graph.get('/schemaExtensions')).body.value).toEqual([])
  })

  it('is one of five at most', async () => {
    for (let at = 0; at < 5; at++) await define({ id: `courses${at}` })
    expect(errorOf(await graph.post('/schemaExtensions', courses))).toEqual(
      bad('An app can own at most 5 schema extensions.'),
    )
  })

  it('is changed by adding to it', async () => {
    const id = await define()
    const properties = [...courses.properties, { name: 'level', type: 'String' }]
    const targetTypes = [...courses.targetTypes, 'contact']
    expect((await graph.patch(`/schemaExtensions/${id}`, { properties, targetTypes, description: 'x' })).status).toBe(
      204,
    )
    expect((await graph.get(`/schemaExtensions/${id}`)).body).toMatchObject({
      properties,
      targetTypes,
      description: 'x',
    })
    const fixed = bad(`Properties and target types of the schema extension ${id} can be added, not changed or removed.`)
    for (const changes of [
      { properties: properties.slice(1) },
      { properties: properties.map(({ name }) => ({ name, type: 'String' })) },
      { targetTypes: ['user'] },
    ]) {
      expect(errorOf(await graph.patch(`/schemaExtensions/${id}`, changes))).toEqual(fixed)
    }
    expect(errorOf(await graph.patch(`/schemaExtensions/${id}`, { id: 'x' }))).toEqual(
      bad("Property 'id' is read-only and cannot be set."),
    )
  })

  it('goes from status to status, and is deleted in the first alone', async () => {
    const id = await define()
    expect(errorOf(await release(id, 'Deprecated'))).toEqual(refused('status'))
    expect((await release(id)).status).toBe(204)
    expect(errorOf(await release(id, 'InDevelopment'))).toEqual(refused('status'))
    expect(errorOf(await graph.remove(`/schemaExtensions/${id}`))).toEqual(
      bad(`The schema extension ${id} is Available; only what is InDevelopment can be deleted.`),
    )
    expect((await release(id, 'Deprecated')).status).toBe(204)
    expect(errorOf(await graph.patch(`/schemaExtensions/${id}`, { description: 'x' }))).toEqual(
      bad(`The schema extension ${id} is deprecated and cannot be changed any more.`),
    )
    const other = await define({ id: 'other' })
    expect((await graph.remove(`/schemaExtensions/${other}`)).status).toBe(204)
    expect(errorOf(await graph.get(`/schemaExtensions/${other}`))).toMatchObject({ status: 404 })
  })
})

describe('whose a schema extension is', () => {
  const WRITE = 'Application.ReadWrite.All'
  async function anotherApp() {
    const { id, appId } = (await graph.post('/applications', { displayName: 'Another' })).body
    const oid = (await graph.post('/servicePrincipals', { appId })).body.id
    const token = graph.addToken({ kind: 'app', oid, appId, roles: new Set([WRITE, 'Application.Read.All']) })
    return { id, appId, as: { token } }
  }

  it('decides which app changes it, and who sees it before it is available', async () => {
    const id = await define()
    const { as } = await anotherApp()
    const list = async () => (await graph.get('/schemaExtensions', as)).body.value
    expect(errorOf(await graph.patch(`/schemaExtensions/${id}`, { description: 'x' }, as))).toEqual(NOT_OWNED)
    const pretended = { description: 'x', owner: graph.app.appId }
    expect(errorOf(await graph.patch(`/schemaExtensions/${id}`, pretended, as))).toEqual(NOT_OWNED)
    expect(errorOf(await graph.remove(`/schemaExtensions/${id}`, as))).toEqual(NOT_OWNED)
    expect(await list()).toEqual([])
    expect(errorOf(await graph.get(`/schemaExtensions/${id}`, as))).toMatchObject({ status: 404 })
    await release(id)
    expect(await list()).toMatchObject([{ id }])
    expect((await graph.get(`/schemaExtensions/${id}`, as)).status).toBe(200)
    await release(id, 'Deprecated')
    expect(await list()).toEqual([])
  })

  it('is said by people, who must own the application', async () => {
    const { id: objectId, appId } = await anotherApp()
    const as = { token: graph.userWith(ann, WRITE, 'User.Read') }
    const denied = { status: 403, code: 'Authorization_RequestDenied' }
    expect(errorOf(await graph.post('/schemaExtensions', courses, as))).toMatchObject(denied)
    expect(errorOf(await graph.post('/schemaExtensions', { ...courses, owner: appId }, as))).toMatchObject(denied)
    await graph.post(`/applications/${objectId}/owners/$ref`, { '@odata.id': `${ORIGIN}/v1.0/users/${ann.id}` })
    const made = await graph.post('/schemaExtensions', { ...courses, owner: appId }, as)
    expect(made).toMatchObject({ status: 201, body: { owner: appId } })
    const path = `/schemaExtensions/${made.body.id}`
    expect((await graph.get('/schemaExtensions', as)).body.value).toHaveLength(1)
    expect((await graph.get('/schemaExtensions')).body.value).toEqual([])
    expect(errorOf(await graph.patch(path, { status: 'Available' }, as))).toEqual(NOT_OWNED)
    expect((await graph.patch(path, { status: 'Available', owner: appId }, as)).status).toBe(204)
    expect((await graph.get('/schemaExtensions')).body.value).toHaveLength(1)
    const foreign = { ...courses, owner: '00000000-0000-4000-8000-000000000000' }
    expect(errorOf(await graph.post('/schemaExtensions', foreign))).toMatchObject(denied)
  })
})

describe('values of schema extensions', () => {
  it('come with every member, are merged, and go one by one or at once', async () => {
    const id = await define()
    const set = (value: unknown) => graph.patch(`/users/${ann.id}`, { [id]: value })
    expect(await shownValue(id)).toBeUndefined()
    expect((await set({ '@odata.type': TYPE, courseId: 100, courseName: 'Graph' })).status).toBe(204)
    const shown = { '@odata.type': TYPE, courseId: 100, courseName: 'Graph', isOnline: null }
    expect(await shownValue(id)).toEqual(shown)
    await set({ courseId: null, isOnline: true })
    expect(await shownValue(id)).toEqual({ ...shown, courseId: null, isOnline: true })
    await set({ courseName: null, isOnline: null })
    expect(await shownValue(id)).toBeUndefined()
    await set({ courseId: '7' })
    expect(await shownValue(id)).toMatchObject({ courseId: 7 })
    expect((await graph.get(`/users/${ann.id}`)).body).not.toHaveProperty(id)
    await set(null)
    expect(await shownValue(id)).toBeUndefined()
  })

  it('are refused where they are not as defined', async () => {
    const id = await define()
    const wrong = [
      { courseId: 'x' },
      { courseId: 1.5 },
      { courseName: 5 },
      { isOnline: 'yes' },
      { level: 'x' },
      'x',
      [],
    ]
    for (const value of wrong) {
      const body = { city: 'Oslo', [id]: value }
      expect(errorOf(await graph.patch(`/users/${ann.id}`, body)), JSON.stringify(value)).toEqual(INVALID)
    }
    expect(graph.user(ann.id).city).toBeNull()
    expect(errorOf(await graph.patch(`/users/${ann.id}`, { ext12345678_other: { a: 1 } }))).toEqual(
      bad('The following extension properties are not available: ext12345678_other.'),
    )
  })

  it('are there for every kind of object that the definition names', async () => {
    const id = await define()
    const value = { courseId: 1 }
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g', [id]: value }
    const made = await graph.post('/groups', group)
    expect(made.body).not.toHaveProperty(id)
    const unit = (await graph.post('/directory/administrativeUnits', { displayName: 'U', [id]: value })).body.id
    await graph.patch(`/organization/${TENANT}`, { [id]: value })
    for (const object of [
      `/groups/${made.body.id}`,
      `/directory/administrativeUnits/${unit}`,
      `/organization/${TENANT}`,
    ]) {
      expect(await shownValue(id, object), object).toMatchObject({ '@odata.type': TYPE, courseId: 1 })
    }
    const users = await define({ id: 'users', targetTypes: ['user'] })
    expect(errorOf(await graph.patch(`/groups/${made.body.id}`, { [users]: value }))).toMatchObject({ status: 400 })
  })

  it('count with those of directory extensions', async () => {
    const properties = Array.from({ length: 101 }, (_, at) => ({ name: `p${at}`, type: 'Integer' }))
    const id = await define({ properties })
    const all = Object.fromEntries(properties.map(({ name }) => [name, 1]))
    expect(errorOf(await graph.patch(`/users/${ann.id}`, { [id]: all }))).toMatchObject({
      status: 403,
      code: 'Directory_ResourceSizeExceeded',
    })
    expect((await graph.patch(`/users/${ann.id}`, { [id]: { ...all, p0: null } })).status).toBe(204)
  })

  it('are found by their members, in advanced queries', async () => {
    const id = await define()
    await graph.patch(`/users/${ann.id}`, { [id]: { courseId: 123, courseName: 'Graph' } })
    graph.newUser('Bob')
    const found = async (filter: string) =>
      (await graph.get(`/users?$filter=${filter}&$count=true`, eventual)).body.value.map(({ id }: User) => id)
    expect(await found(`${id}/courseId eq 123`)).toEqual([ann.id])
    expect(await found(`startswith(${id}/courseName,'gra')`)).toEqual([ann.id])
    expect(await found(`${id}/courseName eq null`)).toHaveLength(1)
    expect(errorOf(await graph.get(`/users?$filter=${id}/courseId eq 123`))).toMatchObject({
      status: 400,
      code: 'Request_UnsupportedQuery',
    })
    const unknown = await graph.get(`/users?$filter=${id}/level eq 'x'&$count=true`, eventual)
    expect(errorOf(unknown)).toMatchObject({ status: 400 })
  })

  it('outlive the definition’s deprecation, but do not come to other objects any more', async () => {
    const id = await define()
    await graph.patch(`/users/${ann.id}`, { [id]: { courseId: 1 } })
    await release(id)
    await release(id, 'Deprecated')
    expect((await graph.patch(`/users/${ann.id}`, { [id]: { courseId: 2 } })).status).toBe(204)
    expect(await shownValue(id)).toMatchObject({ courseId: 2 })
    const bob = graph.newUser('Bob')
    expect(errorOf(await graph.patch(`/users/${bob.id}`, { [id]: { courseId: 2 } }))).toMatchObject({ status: 400 })
  })

  it('cannot be found without the definition', async () => {
    const id = await define()
    await graph.patch(`/users/${ann.id}`, { [id]: { courseId: 1 } })
    await graph.remove(`/schemaExtensions/${id}`)
    expect(errorOf(await graph.get(`/users/${ann.id}?$select=id,${id}`))).toMatchObject({ status: 400 })
    expect(graph.user(ann.id).extra).toMatchObject({ [id]: { courseId: 1 } })
  })
})

describe('schema extensions of other tenants', () => {
  const OTHER = '5f2b6c3a-0000-4000-8000-000000000002'
  const elsewhere = <Result>(work: Parameters<typeof graph.store.transact<Result>>[2]) =>
    graph.store.transact(OTHER, { kind: 'system', id: 'test' }, work)

  it('are listed and used once they are available, as they are at that time', async () => {
    graph.store.createTenant(OTHER, false)
    const schema = elsewhere((t) => {
      createTenant(t, { key: 'fabrikam', kind: 'workforce', displayName: 'Fabrikam', domains: ['fabrikam.com'] })
      return createSchemaExtension(t, { ...courses, id: 'fabrikam_courses' }, 'an app of Fabrikam')
    })
    const use = (value: object) => graph.patch(`/users/${ann.id}`, { [schema.id]: value })
    expect((await graph.get('/schemaExtensions')).body.value).toEqual([])
    expect(errorOf(await use({ courseId: 1 }))).toMatchObject({ status: 400 })
    elsewhere((t) => updateSchemaExtension(t, schema, { status: 'Available' }))
    expect((await graph.get('/schemaExtensions')).body.value).toMatchObject([{ id: schema.id, status: 'Available' }])
    expect((await use({ courseId: 1 })).status).toBe(204)
    expect(await shownValue(schema.id)).toMatchObject({ courseId: 1 })
    expect(errorOf(await use({ level: 'x' }))).toMatchObject({ status: 400 })
    const properties = [...courses.properties, { name: 'level', type: 'String' }]
    elsewhere((t) => updateSchemaExtension(t, { ...schema, status: 'Available' }, { properties }))
    expect((await use({ level: 'x' })).status).toBe(204)
    expect(await shownValue(schema.id)).toMatchObject({ courseId: 1, level: 'x' })
    expect((await graph.get('/schemaExtensions')).body.value).toHaveLength(1)
    expect(errorOf(await graph.remove(`/schemaExtensions/${schema.id}`))).toMatchObject({ status: 404 })
  })
})
