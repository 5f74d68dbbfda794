import { beforeEach, describe, expect, it } from 'vitest'
import { eventual, type Options, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
let groupId: string
let userId: string
beforeEach(async () => {
  graph = openGraph()
  userId = graph.newUser('Ann').id
  const group = { displayName: 'G', mailEnabled: false, mailNickname: 'g', securityEnabled: true }
  groupId = (await graph.post('/groups', group)).body.id
})

const filled = (path: string) => path.replace('{group}', groupId).replace('{user}', userId)
const unitsOf = async (method: string, path: string, options?: Options) =>
  (await graph.call(method, filled(path), options)).headers['x-ms-resource-unit']

describe('x-ms-resource-unit', () => {
  it.each([
    ['/groups/{group}/transitiveMembers', '5'],
    ['/groups/{group}/transitiveMembers/microsoft.graph.user', '5'],
    ['/domains/contoso.onmicrosoft.com/domainNameReferences', '4'],
    ['/groups/{group}/members', '3'],
    ['/subscribedSkus', '3'],
    ['/users', '2'],
    ['/applications', '2'],
    ['/oauth2PermissionGrants', '2'],
    ['/users/{user}/memberOf', '2'],
    ['/users/{user}/transitiveMemberOf', '2'],
    ['/users/{user}/ownedObjects', '2'],
    ['/users/{user}/licenseDetails', '2'],
    ['/users/{user}', '1'],
    ['/groups', '1'],
    ['/groups/{group}/memberOf', '1'],
    ['/users?$select=id', '1'],
    ['/users?$top=19', '1'],
    ['/users?select=id', '1'],
    ['/users?$top=20', '2'],
    ['/users?$expand=manager', '3'],
    ['/groups/{group}/members?$select=id&$top=5', '1'],
    ['/groups?$select=id&$top=5', '1'],
    ['/groups/{group}?$expand=members', '2'],
  ])('of GET %s is %s', async (path, units) => {
    expect(await unitsOf('GET', path)).toBe(units)
  })

  it.each([
    ['/users/{user}/checkMemberGroups', { groupIds: [] }, '4'],
    ['/directoryObjects/{user}/checkMemberObjects', { ids: [] }, '4'],
    ['/users/{user}/getMemberGroups', { securityEnabledOnly: false }, '2'],
    ['/directoryObjects/getByIds', { ids: [] }, '3'],
    ['/groups', {}, '1'],
  ])('of POST %s is that of the table', async (path, body, units) => {
    expect(await unitsOf('POST', path, { body })).toBe(units)
  })

  it('counts the same under /me', async () => {
    const token = graph.userWith({ id: userId }, 'User.ReadWrite.All', 'GroupMember.Read.All')
    expect(await unitsOf('GET', '/me/memberOf', { token })).toBe('2')
    expect(await unitsOf('GET', '/me', { token })).toBe('1')
  })

  it('is told of what the directory refuses, and not of what never reaches it', async () => {
    expect(await unitsOf('GET', '/users/nobody')).toBe('1')
    expect(await unitsOf('GET', '/users', { token: graph.appWith('Group.Read.All') })).toBe('2')
    expect(await unitsOf('GET', '/users', { token: '' })).toBeUndefined()
    expect(await unitsOf('GET', '/nothing')).toBeUndefined()
    expect(await unitsOf('POST', '/users', { body: '{' })).toBeUndefined()
    expect(await unitsOf('GET', '/$metadata')).toBeUndefined()
    expect(await unitsOf('GET', '/auditLogs/signIns')).toBeUndefined()
    expect(await unitsOf('GET', '/users/{user}/photo')).toBeUndefined()
  })

  it('stands beside every answer in a batch, and not beside the batch', async () => {
    const urls = ['/subscribedSkus', '/users/nobody', '/users?$select=id', '/nothing']
    const requests = urls.map((url, at) => ({ id: String(at), method: 'GET', url }))
    const { headers, body } = await graph.post('/$batch', { requests })
    expect(headers).not.toHaveProperty('x-ms-resource-unit')
    const inner = body.responses.map((one: { headers: object }) => one.headers)
    expect(inner.map((one: Record<string, string>) => one['x-ms-resource-unit'])).toEqual(['3', '1', '1', undefined])
  })
})

describe('x-ms-throttle-limit-percentage', () => {
  const HEADER = 'x-ms-throttle-limit-percentage'
  const used = async (times: number, path: string, token?: string) => {
    const given = token === undefined ? eventual : { token }
    for (let at = 1; at < times; at += 1) await graph.get(filled(path), given)
    return (await graph.get(filled(path), given)).headers[HEADER]
  }

  it('is told an app that uses more than 80 percent of its quota, until that has flowed off', async () => {
    const token = graph.appWith('GroupMember.Read.All', 'User.Read.All')
    const other = graph.addToken({
      kind: 'app',
      oid: graph.app.id,
      appId: 'another',
      roles: new Set(['Group.Read.All']),
    })
    // The app has used one of 3,500 units in ten seconds before; 560 times five are 80 percent.
    expect(await used(559, '/groups/{group}/transitiveMembers', token)).toBeUndefined()
    expect(await used(1, '/groups/{group}/transitiveMembers', token)).toBe('0.80')
    expect(await used(1, '/groups', other)).toBeUndefined()
    expect(await used(70, '/groups/{group}/transitiveMembers', token)).toBe('0.90')
    graph.clock.set(graph.clock.now() + 5_000)
    expect(await used(1, '/groups/{group}/transitiveMembers', token)).toBeUndefined()
  })
})
