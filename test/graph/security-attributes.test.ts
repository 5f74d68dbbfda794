import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf, eventual, ORIGIN, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const SETS = '/directory/attributeSets'
const DEFINITIONS = '/directory/customSecurityAttributeDefinitions'
const VALUE_TYPE = '#Microsoft.DirectoryServices.CustomSecurityAttributeValue'
const DENIED = {
  status: 403,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
}
const badRequest = (message: string) => ({ status: 400, code: 'Request_BadRequest', message })
const invalid = (property: string, resource: string) =>
  badRequest(`Invalid value specified for property '${property}' of resource '${resource}'.`)
const ENGINEERING = { id: 'Engineering', description: 'For engineers', maxAttributesPerSet: 25 }
const PROJECT_DATE = {
  ...{ attributeSet: 'Engineering', description: 'Target completion date', isCollection: false, isSearchable: true },
  ...{ name: 'ProjectDate', status: 'Available', type: 'String', usePreDefinedValuesOnly: false },
}
const PROJECT = { ...PROJECT_DATE, name: 'Project', isCollection: true, usePreDefinedValuesOnly: true }
const allowed = (...ids: readonly string[]) => ids.map((id) => ({ id, isActive: true }))

async function define(...definitions: readonly object[]): Promise<void> {
  await graph.post(SETS, ENGINEERING)
  for (const definition of definitions) expect((await graph.post(DEFINITIONS, definition)).status).toBe(201)
}

describe('attribute sets', () => {
  it('are made, listed, read and changed', async () => {
    const made = await graph.post(SETS, ENGINEERING)
    expect(made).toMatchObject({
      status: 201,
      body: { '@odata.context': `${ORIGIN}/v1.0/$metadata#directory/attributeSets/$entity`, ...ENGINEERING },
    })
    await graph.post(SETS, { id: 'Marketing' })
    expect((await graph.get(`${SETS}?$orderby=id desc&$select=id`)).body.value).toEqual([
      { id: 'Marketing' },
      { id: 'Engineering' },
    ])
    expect((await graph.patch(`${SETS}/engineering`, { maxAttributesPerSet: 1 })).status).toBe(204)
    expect((await graph.get(`${SETS}/Engineering`)).body).toMatchObject({ ...ENGINEERING, maxAttributesPerSet: 1 })
    for (const [body, error] of [
      [{ id: 'engineering' }, badRequest('Another object with the same value for property id already exists.')],
      [{ id: 'Two words' }, invalid('id', 'AttributeSet')],
      [{ id: 'x'.repeat(33) }, invalid('id', 'AttributeSet')],
      [{ id: 'X', description: 'x'.repeat(129) }, invalid('description', 'AttributeSet')],
      [{ id: 'X', maxAttributesPerSet: 0 }, invalid('maxAttributesPerSet', 'AttributeSet')],
      [{}, badRequest("A value is required for property 'id' of resource 'AttributeSet'.")],
    ] as const) {
      expect(errorOf(await graph.post(SETS, body)), JSON.stringify(body)).toEqual(error)
    }
    expect((await graph.get(`${SETS}/Sales`)).status).toBe(404)
    expect((await graph.remove(`${SETS}/Engineering`)).status).toBe(405)
    await graph.post(DEFINITIONS, PROJECT_DATE)
    expect(errorOf(await graph.post(DEFINITIONS, PROJECT)).code).toBe('Directory_ResourceSizeExceeded')
  })

  it('are for those with the roles of their own, not for Global Administrators', async () => {
    await define()
    const boss = graph.newUser('Boss')
    graph.giveRole(boss, 'Global Administrator')
    const token = graph.userWith(boss, 'CustomSecAttributeDefinition.ReadWrite.All')
    expect(errorOf(await graph.get(SETS, { token }))).toEqual(DENIED)
    graph.giveRole(boss, 'Attribute Definition Reader')
    expect((await graph.get(SETS, { token })).status).toBe(200)
    expect(errorOf(await graph.post(SETS, { id: 'X' }, { token }))).toEqual(DENIED)
    graph.giveRole(boss, 'Attribute Definition Administrator')
    expect((await graph.post(SETS, { id: 'X' }, { token })).status).toBe(201)
  })
})

describe('definitions', () => {
  it('are made with their predefined values, filtered, expanded and changed', async () => {
    await define(PROJECT_DATE, { ...PROJECT, allowedValues: allowed('Alpine', 'Baker') })
    const one = `${DEFINITIONS}/Engineering_Project`
    expect((await graph.get(one)).body).toMatchObject({
      id: 'Engineering_Project',
      name: 'Project',
      isCollection: true,
    })
    const filter = `$filter=attributeSet eq 'Engineering' and name eq 'ProjectDate'&$select=id`
    expect((await graph.get(`${DEFINITIONS}?${filter}`)).body.value).toEqual([{ id: 'Engineering_ProjectDate' }])
    expect((await graph.get(`${one}?$expand=allowedValues`)).body.allowedValues).toEqual(allowed('Alpine', 'Baker'))
    const delta = { 'allowedValues@delta': [{ id: 'Baker', isActive: false }, ...allowed('Skagit')] }
    expect((await graph.patch(one, { ...delta, description: 'New', usePreDefinedValuesOnly: false })).status).toBe(204)
    expect((await graph.get(`${one}/allowedValues`)).body.value).toEqual([
      ...allowed('Alpine'),
      { id: 'Baker', isActive: false },
      ...allowed('Skagit'),
    ])
    expect(errorOf(await graph.patch(one, { usePreDefinedValuesOnly: true }))).toEqual(
      invalid('usePreDefinedValuesOnly', 'CustomSecurityAttributeDefinition'),
    )
    expect((await graph.patch(one, { status: 'Deprecated' })).status).toBe(204)
    expect((await graph.get(one)).body).toMatchObject({ status: 'Deprecated', description: 'New' })
    const added = await graph.post(`${one}/allowedValues`, { id: 'Cascade', isActive: true })
    expect(added).toMatchObject({ status: 201, body: { id: 'Cascade', isActive: true } })
    expect((await graph.post(`${one}/allowedValues`, { id: 'Cascade', isActive: true })).status).toBe(400)
    expect((await graph.patch(`${one}/allowedValues/Cascade`, { isActive: false })).status).toBe(204)
    expect((await graph.get(`${one}/allowedValues/Cascade`)).body.isActive).toBe(false)
    expect((await graph.get(`${one}/allowedValues/cascade`)).status).toBe(404)
  })

  it('are refused where they say what they cannot', async () => {
    await define(PROJECT_DATE)
    const wrong = (property: string) => invalid(property, 'CustomSecurityAttributeDefinition')
    for (const [change, error] of [
      [{}, badRequest('Another object with the same value for property name already exists.')],
      [{ name: 'Two words' }, wrong('name')],
      [{ name: 'A', type: 'Date' }, wrong('type')],
      [{ name: 'A', status: 'New' }, wrong('status')],
      [{ name: 'A', type: 'Boolean', isCollection: true }, wrong('isCollection')],
      [{ name: 'A', type: 'Boolean', usePreDefinedValuesOnly: true }, wrong('usePreDefinedValuesOnly')],
      [{ name: 'A', type: 'Integer', allowedValues: allowed('x') }, wrong('allowedValues')],
      [{ name: 'A', allowedValues: allowed('x'.repeat(65)) }, wrong('allowedValues')],
    ] as const) {
      expect(errorOf(await graph.post(DEFINITIONS, { ...PROJECT_DATE, ...change })), JSON.stringify(change)).toEqual(
        error,
      )
    }
    expect((await graph.post(DEFINITIONS, { ...PROJECT_DATE, attributeSet: 'Sales' })).status).toBe(404)
    const { name: _, ...nameless } = PROJECT_DATE
    expect(errorOf(await graph.post(DEFINITIONS, nameless)).message).toContain("'name'")
    const change = { name: 'Renamed' }
    expect(errorOf(await graph.patch(`${DEFINITIONS}/Engineering_ProjectDate`, change))).toEqual(
      badRequest("Property 'name' is read-only and cannot be set."),
    )
    expect((await graph.remove(`${DEFINITIONS}/Engineering_ProjectDate`)).status).toBe(405)
  })
})

describe('values', () => {
  const NUMBERS = { ...PROJECT_DATE, name: 'CostCenter', type: 'Integer', isCollection: true }
  const CERTIFIED = { ...PROJECT_DATE, name: 'Certification', type: 'Boolean' }
  const VENDORS = { ...PROJECT_DATE, name: 'NumVendors', type: 'Integer', isSearchable: false }
  const given = (members: object) => ({
    customSecurityAttributes: { Engineering: { '@odata.type': VALUE_TYPE, ...members } },
  })
  const asked = async (path: string, token?: string) =>
    (await graph.get(`${path}?$select=customSecurityAttributes`, token === undefined ? {} : { token })).body
      .customSecurityAttributes
  let ann = ''
  beforeEach(async () => {
    ann = `/users/${graph.newUser('Ann').id}`
    await define(PROJECT_DATE, { ...PROJECT, allowedValues: allowed('Alpine', 'Baker') }, NUMBERS, CERTIFIED, VENDORS)
  })

  it('are assigned, shown on demand alone, changed and taken away', async () => {
    const all = {
      ProjectDate: '2022-10-01',
      'Project@odata.type': '#Collection(String)',
      Project: ['Baker', 'Alpine'],
      'CostCenter@odata.type': '#Collection(Int32)',
      CostCenter: [1001, 1003],
      'NumVendors@odata.type': '#Int32',
      NumVendors: 4,
      Certification: true,
    }
    expect(await asked(ann)).toBeNull()
    expect((await graph.patch(ann, given(all))).status).toBe(204)
    const set = { '@odata.type': '#microsoft.graph.customSecurityAttributeValue' }
    expect(await asked(ann)).toEqual({ Engineering: { ...set, ...all } })
    for (const path of [ann, `/beta${ann}`, '/users', '/beta/users']) {
      expect(JSON.stringify((await graph.get(path)).body), path).not.toContain('ecurityAttribute')
    }
    const fewer = { Project: [], 'Project@odata.type': '#Collection(String)', CostCenter: null, NumVendors: null }
    expect((await graph.patch(ann, given({ ...fewer, Certification: false }))).status).toBe(204)
    expect(await asked(ann)).toEqual({ Engineering: { ...set, ProjectDate: '2022-10-01', Certification: false } })
    await graph.patch(ann, given({ projectdate: null, Certification: null }))
    expect(await asked(ann)).toBeNull()
  })

  it('belong to service principals, too, and to new users', async () => {
    const path = `/servicePrincipals/${graph.app.id}`
    expect((await graph.patch(path, given({ ProjectDate: 'x' }))).status).toBe(204)
    expect(await asked(path)).toMatchObject({ Engineering: { ProjectDate: 'x' } })
    const body = {
      ...{
        accountEnabled: true,
        displayName: 'Bob',
        mailNickname: 'bob',
        userPrincipalName: 'bob@contoso.onmicrosoft.com',
      },
      passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
    }
    const made = await graph.post('/users', { ...body, ...given({ ProjectDate: 'x' }) })
    expect(await asked(`/users/${made.body.id}`)).toMatchObject({ Engineering: { ProjectDate: 'x' } })
  })

  it('are looked for in advanced queries', async () => {
    const project = { 'Project@odata.type': '#Collection(String)', Project: ['Baker'] }
    await graph.patch(ann, given({ ProjectDate: '2022-10-01', ...project }))
    const find = (filter: string) => graph.get(`/users?$count=true&$select=id&$filter=${filter}`, eventual)
    const attribute = 'customSecurityAttributes/Engineering/ProjectDate'
    for (const filter of [`${attribute} eq '2022-10-01'`, `startsWith(${attribute},'2022')`]) {
      expect((await find(filter)).body.value, filter).toEqual([{ id: ann.slice('/users/'.length) }])
    }
    const any = `customSecurityAttributes/Engineering/Project/any(p:p eq 'Baker')`
    expect((await find(any)).body.value).toHaveLength(1)
    expect((await find(`${attribute} eq '2023-10-01'`)).body.value).toEqual([])
    expect((await graph.get(`/users?$filter=${attribute} eq 'x'`)).status).toBe(400)
    expect((await find('customSecurityAttributes/Engineering/NumVendors eq 4')).status).toBe(400)
    expect((await find(`customSecurityAttributes/Engineering/Nothing eq 'x'`)).status).toBe(400)
  })

  it('are refused where their definitions do not allow them', async () => {
    const path = (name: string) => invalid(`customSecurityAttributes/Engineering/${name}`, 'User')
    const strings = { 'Project@odata.type': '#Collection(String)' }
    for (const [members, error] of [
      [{ Nothing: 'x' }, path('Nothing')],
      [{ ProjectDate: 4 }, path('ProjectDate')],
      [{ ProjectDate: 'x'.repeat(65) }, path('ProjectDate')],
      [{ ProjectDate: ['x'] }, path('ProjectDate')],
      [{ Project: ['Baker'] }, path('Project')],
      [{ ...strings, Project: 'Baker' }, path('Project')],
      [{ ...strings, Project: ['Cascade'] }, path('Project')],
      [{ ...strings, Project: ['Baker', 'Baker'] }, path('Project')],
      [{ NumVendors: 4 }, path('NumVendors')],
      [{ 'NumVendors@odata.type': '#Int32', NumVendors: 4.5 }, path('NumVendors')],
      [{ Certification: 'yes' }, path('Certification')],
      [{ '@odata.type': '#Something', ProjectDate: 'x' }, invalid('customSecurityAttributes/Engineering', 'User')],
    ] as const) {
      expect(errorOf(await graph.patch(ann, given(members))), JSON.stringify(members)).toEqual(error)
    }
    expect((await graph.patch(ann, { customSecurityAttributes: 'x' })).status).toBe(400)
    await graph.patch(ann, given({ ...strings, Project: ['Baker'] }))
    await graph.patch(`${DEFINITIONS}/Engineering_Project`, {
      'allowedValues@delta': [{ id: 'Baker', isActive: false }],
    })
    expect((await graph.patch(ann, given({ ...strings, Project: ['Baker', 'Alpine'] }))).status).toBe(204)
    await graph.patch(`${DEFINITIONS}/Engineering_ProjectDate`, { status: 'Deprecated' })
    expect(errorOf(await graph.patch(ann, given({ ProjectDate: 'x' })))).toEqual(path('ProjectDate'))
    const many = Array.from({ length: 51 }, (_, at) => at)
    const full = given({ 'CostCenter@odata.type': '#Collection(Int32)', CostCenter: many })
    expect(errorOf(await graph.patch(ann, full)).code).toBe('Directory_ResourceSizeExceeded')
  })

  it('are read and assigned by those alone who have the permission and the role', async () => {
    await graph.patch(ann, given({ ProjectDate: 'x' }))
    const reading = ['User.Read.All', 'CustomSecAttributeAssignment.Read.All']
    const writing = ['User.Read.All', 'CustomSecAttributeAssignment.ReadWrite.All']
    expect(await asked(ann, graph.appWith('User.Read.All'))).toBeNull()
    expect(await asked(ann, graph.appWith(...reading))).not.toBeNull()
    const boss = graph.newUser('Boss')
    graph.giveRole(boss, 'Global Administrator')
    const asBoss = graph.userWith(boss, ...writing)
    expect(await asked(ann, asBoss)).toBeNull()
    expect(errorOf(await graph.patch(ann, given({ ProjectDate: 'y' }), { token: asBoss }))).toEqual(DENIED)
    const filter = `/users?$count=true&$filter=customSecurityAttributes/Engineering/ProjectDate eq 'x'`
    expect(errorOf(await graph.get(filter, { ...eventual, token: asBoss }))).toEqual(DENIED)
    graph.giveRole(boss, 'Attribute Assignment Reader')
    expect(await asked(ann, asBoss)).not.toBeNull()
    expect((await graph.patch(ann, given({ ProjectDate: 'y' }), { token: asBoss })).status).toBe(403)
    const clerk = graph.newUser('Clerk')
    graph.giveRole(clerk, 'Attribute Assignment Administrator')
    const asClerk = { token: graph.userWith(clerk, ...writing, 'Application.Read.All') }
    expect((await graph.patch(ann, given({ ProjectDate: 'y' }), asClerk)).status).toBe(204)
    expect(errorOf(await graph.patch(ann, { ...given({ ProjectDate: 'z' }), jobTitle: 'X' }, asClerk))).toEqual(DENIED)
    const principal = `/servicePrincipals/${graph.app.id}`
    expect((await graph.patch(principal, given({ ProjectDate: 'y' }), asClerk)).status).toBe(204)
    expect(errorOf(await graph.patch(principal, { ...given({ ProjectDate: 'z' }), notes: 'X' }, asClerk))).toEqual(
      DENIED,
    )
    const { appId } = (await graph.post('/applications', { displayName: 'New' })).body
    const upsert = { ...asClerk, headers: { prefer: 'create-if-missing' } }
    const missing = `/servicePrincipals(appId='${appId}')`
    expect(errorOf(await graph.patch(missing, given({ ProjectDate: 'y' }), upsert))).toEqual(DENIED)
    const app = graph.appWith('Application.ReadWrite.All')
    const body = { appId, ...given({ ProjectDate: 'y' }) }
    expect(errorOf(await graph.post('/servicePrincipals', body, { token: app }))).toEqual(DENIED)
    const made = await graph.post('/servicePrincipals', body)
    expect(await asked(`/servicePrincipals/${made.body.id}`, app)).toBeNull()
    expect(await asked(`/servicePrincipals/${made.body.id}`)).toMatchObject({ Engineering: { ProjectDate: 'y' } })
    expect(await asked(principal)).toMatchObject({ Engineering: { ProjectDate: 'y' } })
    expect(await asked(ann)).toMatchObject({ Engineering: { ProjectDate: 'y' } })
  })
})
