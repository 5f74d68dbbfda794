import { beforeEach, describe, expect, it } from 'vitest'
import type { User } from '../../src/domain/directory/user-rows.js'
import { eventual, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
let ann: User
let bob: User
beforeEach(() => {
  graph = openGraph()
  ann = graph.newUser('Ann', { department: 'Sales' })
  bob = graph.newUser('Bob', { department: 'Sales', givenName: 'Bob', surname: 'Brown', jobTitle: 'Clerk' })
})

const as = (...scopes: string[]) => ({ token: graph.userWith(ann, ...scopes) })
const app = (...roles: string[]) => ({ token: graph.appWith(...roles) })

async function groupOf(...members: readonly User[]): Promise<string> {
  const { body } = await graph.post('/groups', {
    displayName: 'Readers',
    mailEnabled: false,
    securityEnabled: true,
    mailNickname: 'readers',
    'members@odata.bind': members.map(({ id }) => `users/${id}`),
  })
  return body.id
}

describe('User.ReadBasic.All', () => {
  const SELECT = '$select=id,displayName,givenName,surname,mail,userPrincipalName,jobTitle,department,accountEnabled'
  const BASIC = { displayName: 'Bob', givenName: 'Bob', surname: 'Brown', mail: null }

  it.each([
    ['an app', () => app('User.ReadBasic.All')],
    ['a signed-in user', () => as('User.ReadBasic.All')],
    ['a signed-in user who may read the own record', () => as('User.Read', 'User.ReadBasic.All')],
  ])('shows %s the basic profile of others and nothing else', async (_, caller) => {
    const expected = {
      ...BASIC,
      id: bob.id,
      userPrincipalName: bob.userPrincipalName,
      jobTitle: null,
      department: null,
      accountEnabled: null,
    }
    expect((await graph.get(`/users/${bob.id}?${SELECT}`, caller())).body).toMatchObject(expected)
    const { body } = await graph.get(`/users?${SELECT}`, caller())
    expect(body.value.find(({ id }: User) => id === bob.id)).toEqual(expected)
    expect((await graph.get(`/users/${bob.id}`, caller())).body).toMatchObject({ displayName: 'Bob', jobTitle: null })
  })

  it('finds nobody by what it does not show', async () => {
    const found = async (filter: string) =>
      (await graph.get(`/users?$filter=${filter}`, app('User.ReadBasic.All'))).body.value.length
    expect(await found("department eq 'Sales'")).toBe(0)
    expect(await found("startsWith(displayName,'B')")).toBe(1)
  })

  it('hides nothing of the own record, nor from those who may read more', async () => {
    const { body } = await graph.get('/me?$select=department', as('User.ReadBasic.All'))
    expect(body.department).toBe('Sales')
    for (const more of ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'])
      expect(
        (await graph.get(`/users/${bob.id}?$select=department`, app('User.ReadBasic.All', more))).body.department,
      ).toBe('Sales')
  })
})

describe('objects of a kind that a token does not open', () => {
  it('are told of by type and id in lists of relationships', async () => {
    const id = await groupOf(ann, bob)
    const [limited] = (await graph.get('/me/memberOf', as('User.Read'))).body.value
    expect(limited).toMatchObject({
      '@odata.type': '#microsoft.graph.group',
      id,
      displayName: null,
      createdDateTime: null,
    })
    const whole = await graph.get('/me/memberOf?$select=displayName', as('User.Read', 'GroupMember.Read.All'))
    expect(whole.body.value).toEqual([{ '@odata.type': '#microsoft.graph.group', displayName: 'Readers' }])
    const cast = await graph.get('/me/memberOf/microsoft.graph.group?$select=id,displayName', as('User.Read'))
    expect(cast.body.value).toEqual([{ id, displayName: null }])
    const members = `/groups/${id}/members?$select=id,displayName`
    const names = async (caller: object) =>
      (await graph.get(members, caller)).body.value.map((member: User) => member.displayName)
    expect(await names(app('GroupMember.Read.All'))).toEqual([null, null])
    expect(await names(app('GroupMember.Read.All', 'User.ReadBasic.All'))).toEqual(['Ann', 'Bob'])
    expect(await names(as('GroupMember.Read.All'))).toEqual(['Ann', null])
  })

  it('are not found by what is hidden, and are counted', async () => {
    const id = await groupOf(ann)
    const filter = "$count=true&$filter=displayName eq 'Readers'"
    const options = (caller: { token: string }) => ({ ...eventual, ...caller })
    const path = `/me/memberOf?${filter}`
    expect((await graph.get(path, options(as('User.Read')))).body.value).toEqual([])
    expect((await graph.get(path, options(as('User.Read', 'Group.Read.All')))).body.value).toHaveLength(1)
    expect((await graph.get('/me/memberOf/$count', options(as('User.Read')))).body).toBe('1')
    expect((await graph.get(`/me/memberOf/${id}`, as('User.Read'))).body.displayName).toBeNull()
  })

  it('are limited behind $expand and as reports, too', async () => {
    await groupOf(ann)
    await graph.call('PUT', `/users/${bob.id}/manager/$ref`, { body: { '@odata.id': `users/${ann.id}` } })
    const expand = '/me?$select=id&$expand=memberOf($select=displayName)'
    expect((await graph.get(expand, as('User.Read'))).body.memberOf).toEqual([
      { '@odata.type': '#microsoft.graph.group', displayName: null },
    ])
    const [report] = (await graph.get('/me/directReports', as('User.Read'))).body.value
    expect(report).toMatchObject({ '@odata.type': '#microsoft.graph.user', id: bob.id, displayName: null })
    const [basic] = (await graph.get('/me/directReports', as('User.Read', 'User.ReadBasic.All'))).body.value
    expect(basic).toMatchObject({ displayName: 'Bob', jobTitle: null })
  })

  it('are shown where the operation is about them', async () => {
    await graph.remove(`/users/${bob.id}`)
    const { body } = await graph.get(`/directory/deletedItems/${bob.id}`, app('User.DeleteRestore.All'))
    expect(body).toMatchObject({ id: bob.id, displayName: 'Bob', jobTitle: 'Clerk' })
  })
})
