import { beforeEach, describe, expect, it } from 'vitest'
import { createApplication } from '../../src/domain/directory/applications.js'
import { createServicePrincipal } from '../../src/domain/directory/service-principals.js'
import { EMPTY_GUID } from '../../src/kernel/guid.js'
import { errorOf, eventual, ORIGIN, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const unsupported = (message: string) => ({ status: 400, code: 'Request_UnsupportedQuery', message })
const filterUnsupported = (property: string, resource = 'User') =>
  unsupported(
    `Unsupported or invalid query filter clause specified for property '${property}' of resource '${resource}'.`,
  )

function seed(): void {
  graph.newUser('Ann Archer', { jobTitle: 'Clerk', city: 'Oslo', companyName: 'Contoso', otherMails: ['a@x.com'] })
  graph.newUser('Bob Brown', { jobTitle: 'Boss', mail: 'bob@contoso.onmicrosoft.com' })
  graph.newUser('Cy WestWing', { userType: 'Guest', city: 'Bergen' })
}
const names = async (query: string, given = {}): Promise<string[]> => {
  const { status, body } = await graph.get(`/users?$select=displayName&${query}`, given)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.value.map((user: { displayName: string }) => user.displayName)
}

describe('$filter', () => {
  it.each([
    ["jobTitle eq 'CLERK'", ['Ann Archer']],
    ["startswith(displayName,'b')", ['Bob Brown']],
    ["startsWith(displayName,'a') or jobTitle in ('Boss','Clerk')", ['Ann Archer', 'Bob Brown']],
    ["userPrincipalName eq 'CyWestWing@contoso.onmicrosoft.com'", ['Cy WestWing']],
    ["proxyAddresses/any(p:p eq 'SMTP:bob@contoso.onmicrosoft.com')", ['Bob Brown']],
    ["otherMails/any(m:startswith(m,'a@'))", ['Ann Archer']],
    ["userType eq 'Guest' and city eq 'Bergen'", ['Cy WestWing']],
    ['createdDateTime ge 2026-01-01T00:00:00Z', ['Ann Archer', 'Bob Brown', 'Cy WestWing']],
    [
      "identities/any(i:i/issuerAssignedId eq 'AnnArcher@contoso.onmicrosoft.com' and i/issuer eq 'contoso.onmicrosoft.com')",
      ['Ann Archer'],
    ],
  ])('%s works by default', async (filter, expected) => {
    seed()
    expect(await names(`$filter=${encodeURIComponent(filter)}`)).toEqual(expected)
  })

  it.each([
    [
      "jobTitle ne 'Boss'",
      ['Ann Archer', 'Cy WestWing'],
      unsupported("Filter operator 'NotEqualsMatch' is not supported."),
    ],
    ["not startswith(displayName,'a')", ['Bob Brown', 'Cy WestWing'], filterUnsupported('displayName')],
    [
      "endswith(mail,'microsoft.com')",
      ['Bob Brown'],
      unsupported(
        "Operator 'endsWith' is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information",
      ),
    ],
    ["companyName eq 'Contoso'", ['Ann Archer'], filterUnsupported('companyName')],
    ['city eq null', ['Bob Brown'], filterUnsupported('city')],
    ['otherMails/$count eq 0', ['Bob Brown', 'Cy WestWing'], filterUnsupported('otherMails')],
  ])('%s works as an advanced query only', async (filter, expected, refusal) => {
    seed()
    const query = `$filter=${encodeURIComponent(filter)}`
    expect(await names(`${query}&$count=true`, eventual)).toEqual(expected)
    expect(errorOf(await graph.get(`/users?${query}`))).toEqual(refusal)
    expect((await graph.get(`/users?${query}`, eventual)).status).toBe(400)
    expect((await graph.get(`/users?${query}&$count=true`)).status).toBe(400)
  })

  it.each([
    ["contains(displayName,'a')", filterUnsupported('displayName')],
    ["aboutMe eq 'x'", filterUnsupported('aboutMe')],
    ["identities/any(i:i/issuer eq 'x')", filterUnsupported('identities/issuer')],
    [
      "displayName eq 'x",
      {
        status: 400,
        code: 'BadRequest',
        message: expect.stringMatching(
          /^Invalid filter clause: There is an unterminated string literal at position \d+ in/,
        ),
      },
    ],
    [
      "nope eq 'x'",
      {
        status: 400,
        code: 'BadRequest',
        message: "Could not find a property named 'nope' on type 'microsoft.graph.user'.",
      },
    ],
    [
      Array.from({ length: 16 }, (_, at) => `id eq '${at}'`).join(' or '),
      unsupported(
        "Too many child clauses specified in search filter expression containing 'OR' operators: 16. Max allowed: 15.",
      ),
    ],
  ])('%s is refused', async (filter, refusal) => {
    expect(errorOf(await graph.get(`/users?$filter=${encodeURIComponent(filter)}&$count=true`, eventual))).toEqual(
      refusal,
    )
  })

  it('works on identities only without the advanced parameters', async () => {
    const filter = "identities/any(i:i/issuer eq 'x' and i/issuerAssignedId eq 'y')"
    expect((await graph.get(`/users?$filter=${filter}`)).status).toBe(200)
    expect((await graph.get(`/users?$filter=${filter}&$count=true`, eventual)).status).toBe(400)
    const alone = "identities/any(i:i/issuerAssignedId eq 'y')"
    expect(errorOf(await graph.get(`/users?$filter=${alone}`))).toEqual(filterUnsupported('identities'))
  })
})

describe('$orderby, $search and $count', () => {
  it('sorts by display name, and with a filter only as an advanced query', async () => {
    seed()
    expect(await names('$orderby=displayName desc')).toEqual(['Cy WestWing', 'Bob Brown', 'Ann Archer'])
    const both = "$filter=startswith(displayName,'a') or startswith(displayName,'b')&$orderby=displayName desc"
    expect(errorOf(await graph.get(`/users?${both}`))).toEqual(unsupported('Sorting not supported for current query.'))
    expect(await names(`${both}&$count=true`, eventual)).toEqual(['Bob Brown', 'Ann Archer'])
    expect(errorOf(await graph.get('/users?$orderby=city'))).toEqual(
      unsupported('Sorting not supported for current query.'),
    )
  })

  it('searches words of names and beginnings of the rest', async () => {
    seed()
    expect(errorOf(await graph.get('/users?$search="displayName:ann"'))).toEqual(
      unsupported(
        "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
      ),
    )
    expect(await names('$search="displayName:wing"', eventual)).toEqual(['Cy WestWing'])
    expect(await names('$search="displayName:arch" OR "mail:bob"', eventual)).toEqual(['Ann Archer', 'Bob Brown'])
    expect(await names('$search="displayName:archer ann"', eventual)).toEqual(['Ann Archer'])
    expect(await names('$search="displayName:AnnArcher"', eventual)).toEqual(['Ann Archer'])
    expect(await names('$search="displayName:westwing"', eventual)).toEqual([])
    expect(await names('$search="displayName:rcher"', eventual)).toEqual([])
  })

  it('counts for those who accept that it may be late', async () => {
    seed()
    expect((await graph.get('/users?$count=true')).body).not.toHaveProperty('@odata.count')
    expect((await graph.get('/users?$count=true&$top=1', eventual)).body['@odata.count']).toBe(3)
    expect(errorOf(await graph.get('/users/$count'))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: '$count is not currently supported.',
    })
    const counted = await graph.get("/users/$count?$filter=startswith(displayName,'a')", eventual)
    expect(counted).toMatchObject({ status: 200, body: '1', headers: { 'content-type': 'text/plain' } })
  })
})

describe('pages', () => {
  it('has a hundred objects, and a link to the next that keeps the options', async () => {
    for (let at = 0; at < 101; at++) graph.newUser(`User ${at}`)
    const first = await graph.get('/users?$select=id&$count=true', eventual)
    expect(first.body.value).toHaveLength(100)
    expect(first.body['@odata.count']).toBe(101)
    const link: string = first.body['@odata.nextLink']
    expect(link).toMatch(`${ORIGIN}/v1.0/users?$select=id&$count=true&$skiptoken=`)
    const second = await graph.get(link.slice(ORIGIN.length), eventual)
    expect(second.body.value).toHaveLength(1)
    expect(second.body).not.toHaveProperty('@odata.nextLink')
    expect(second.body).not.toHaveProperty('@odata.count')
    expect(second.body['@odata.context']).toBe(`${ORIGIN}/v1.0/$metadata#users(id)`)
  })

  it.each(['0', '1000'])('refuses $top=%s', async (top) => {
    expect(errorOf(await graph.get(`/users?$top=${top}`))).toEqual(
      unsupported(`Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`),
    )
  })

  it('refuses $skip, and skip tokens that are not its own or from before a reset', async () => {
    seed()
    expect(errorOf(await graph.get('/users?$skip=1'))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: "'$skip' is not supported by the service.",
    })
    const expired = {
      status: 400,
      code: 'Directory_ExpiredPageToken',
      message: 'The specified page token value has expired and can no longer be included in your request.',
    }
    expect(errorOf(await graph.get('/users?$skiptoken=abc'))).toEqual(expired)
    const link: string = (await graph.get('/users?$top=1')).body['@odata.nextLink']
    const token = link.slice(link.indexOf('$skiptoken='))
    expect((await graph.get(`/users?$top=1&${token}`)).status).toBe(200)
    expect(errorOf(await graph.get(`/groups?$top=1&${token}`))).toEqual(expired)
    graph.store.setBase(graph.store.tenants[0] ?? '')
    expect(errorOf(await graph.get(`/users?$top=1&${token}`))).toEqual(expired)
  })
})

describe('pages of what changes meanwhile', () => {
  type Listed = { id: string }
  const idsOf = (rows: readonly Listed[]) => rows.map(({ id }) => id)

  /** Reads the first page of two, takes its first row away, and answers with what both pages told and what went. */
  async function readWhileOneGoes(path: string, remove: (id: string) => Promise<{ status: number }>) {
    const { body } = await graph.get(`${path}?$top=2`)
    const first = idsOf(body.value)
    expect((await remove(first[0] ?? '')).status).toBe(204)
    const second = await graph.get(String(body['@odata.nextLink']).slice(ORIGIN.length))
    return [...first, ...idsOf(second.body.value)]
  }

  it.each(['members', 'members/microsoft.graph.user', 'transitiveMembers'])(
    'neither skips nor repeats %s when one leaves',
    async (list) => {
      const people = ['Ann', 'Bob', 'Cy', 'Di'].map((name) => graph.newUser(name).id)
      const { body: group } = await graph.post('/groups', {
        displayName: 'Sec',
        mailEnabled: false,
        mailNickname: 'sec',
        securityEnabled: true,
        'members@odata.bind': people.map((id) => `${ORIGIN}/v1.0/directoryObjects/${id}`),
      })
      const leave = (id: string) => graph.remove(`/groups/${group.id}/members/${id}/$ref`)
      expect(await readWhileOneGoes(`/groups/${group.id}/${list}`, leave)).toEqual(people)
    },
  )

  it('neither skips nor repeats deleted users when one is purged', async () => {
    const people = ['Ann', 'Bob', 'Cy', 'Di'].map((name) => graph.newUser(name).id)
    for (const id of people) await graph.remove(`/users/${id}`)
    const purge = (id: string) => graph.remove(`/directory/deletedItems/${id}`)
    expect(await readWhileOneGoes('/directory/deletedItems/microsoft.graph.user', purge)).toEqual(people)
  })

  it('neither skips nor repeats app role assignments when one is revoked', async () => {
    const resource = graph.write((t) => {
      const { appId } = createApplication(t, { displayName: 'Resource' })
      return createServicePrincipal(t, appId)
    })
    const people = ['Ann', 'Bob', 'Cy', 'Di'].map((name) => graph.newUser(name).id)
    const path = `/servicePrincipals/${resource.id}/appRoleAssignedTo`
    const assigned: string[] = []
    for (const principalId of people) {
      const { body } = await graph.post(path, { principalId, resourceId: resource.id, appRoleId: EMPTY_GUID })
      assigned.push(body.id)
    }
    expect(await readWhileOneGoes(path, (id) => graph.remove(`${path}/${id}`))).toEqual(assigned)
  })
})

describe('$select and $expand', () => {
  it('refuses on a list what only one object has', async () => {
    seed()
    expect(errorOf(await graph.get('/users?$select=displayName,aboutMe'))).toEqual({
      status: 501,
      code: 'NotImplemented',
      message: 'This operation target is not yet supported.',
    })
  })

  it('expands one relationship, twenty objects of it, never in an advanced query', async () => {
    const members = Array.from({ length: 21 }, (_, at) => `users/${graph.newUser(`User ${at}`).id}`)
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const { id } = (await graph.post('/groups', { ...group, 'members@odata.bind': members.slice(0, 20) })).body
    await graph.post(`/groups/${id}/members/$ref`, { '@odata.id': members[20] })
    const { body } = await graph.get('/groups?$select=id&$expand=members($select=id)')
    expect(body['@odata.context']).toBe(`${ORIGIN}/v1.0/$metadata#groups(id,members())`)
    expect(body.value[0].members).toHaveLength(20)
    expect(Object.keys(body.value[0].members[0])).toEqual(['@odata.type', 'id'])
    expect(errorOf(await graph.get('/groups?$expand=members&$count=true', eventual)).code).toBe(
      'Request_UnsupportedQuery',
    )
    expect((await graph.get('/groups?$expand=members,owners')).status).toBe(400)
    expect((await graph.get('/groups?$expand=nope')).status).toBe(400)
    for (const [inside, option] of [
      ['$expand=memberOf', '$expand'],
      ["$filter=startswith(displayName,'a')", '$filter'],
      ['$orderby=displayName', '$orderby'],
    ])
      expect(errorOf(await graph.get(`/groups?$expand=members(${inside})`))).toEqual(
        unsupported(`The query option '${option}' is not supported for this request.`),
      )
  })

  it('climbs managers as far as asked', async () => {
    const [a, b, c] = [graph.newUser('A'), graph.newUser('B'), graph.newUser('C')]
    await graph.call('PUT', `/users/${a.id}/manager/$ref`, { body: { '@odata.id': `users/${b.id}` } })
    await graph.call('PUT', `/users/${b.id}/manager/$ref`, { body: { '@odata.id': `users/${c.id}` } })
    const path = (levels: string) =>
      `/users/${a.id}?$select=id&$count=true&$expand=manager($levels=${levels};$select=id)`
    const all = (await graph.get(path('max'), eventual)).body
    expect(all.manager).toMatchObject({ id: b.id, manager: { id: c.id } })
    expect((await graph.get(path('1'), eventual)).body.manager).not.toHaveProperty('manager')
  })

  it('filters and sorts relationships only as advanced queries', async () => {
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const members = ['Bob', 'Ann'].map((name) => `users/${graph.newUser(name).id}`)
    const { id } = (await graph.post('/groups', { ...group, 'members@odata.bind': members })).body
    const filter = `/groups/${id}/members?$filter=startswith(displayName,'a')&$select=displayName`
    expect(errorOf(await graph.get(filter))).toEqual(
      unsupported('The specified filter to the reference property query is currently not supported.'),
    )
    expect((await graph.get(filter, eventual)).status).toBe(400)
    const { body } = await graph.get(`${filter}&$count=true`, eventual)
    expect(body).toMatchObject({ '@odata.count': 1, value: [{ displayName: 'Ann' }] })
    const sorted = await graph.get(`/groups/${id}/members?$orderby=displayName&$count=true`, eventual)
    expect(sorted.body.value.map((user: { displayName: string }) => user.displayName)).toEqual(['Ann', 'Bob'])
  })
})
