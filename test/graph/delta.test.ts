import { beforeEach, describe, expect, it } from 'vitest'
import { DOMAIN, errorOf, ORIGIN, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const follow = (link: string, headers: Record<string, string> = {}) => graph.get(link.slice(ORIGIN.length), { headers })
const linkOf = async (path: string): Promise<string> => (await graph.get(path)).body['@odata.deltaLink']

describe('users/delta', () => {
  it('tells first everything that has a value, in pages, and then nothing', async () => {
    for (let at = 0; at < 201; at++) graph.newUser(`User ${at}`)
    const first = await graph.get('/users/delta?$select=displayName,jobTitle')
    expect(first.body['@odata.context']).toBe(`${ORIGIN}/v1.0/$metadata#users`)
    expect(first.body.value).toHaveLength(200)
    expect(Object.keys(first.body.value[0])).toEqual(['displayName', 'id'])
    expect(first.body).not.toHaveProperty('@odata.deltaLink')
    const second = await follow(first.body['@odata.nextLink'])
    expect(second.body.value).toHaveLength(1)
    expect((await follow(second.body['@odata.deltaLink'])).body.value).toEqual([])
  })

  it('tells what came, changed, went and came back', async () => {
    const [ann, bob] = [graph.newUser('Ann', { jobTitle: 'Clerk' }), graph.newUser('Bob')]
    const link = await linkOf('/users/delta()')
    await graph.patch(`/users/${ann.id}`, { jobTitle: null })
    await graph.remove(`/users/${bob.id}`)
    const cy = graph.newUser('Cy')
    const { body } = await follow(link)
    const byId = Object.fromEntries(body.value.map((item: { id: string }) => [item.id, item]))
    expect(byId[ann.id]).toMatchObject({ displayName: 'Ann', jobTitle: null })
    expect(byId[bob.id]).toEqual({ id: bob.id, '@removed': { reason: 'changed' } })
    expect(byId[cy.id]).toMatchObject({ displayName: 'Cy' })
    expect(byId[cy.id]).not.toHaveProperty('mail')
    await graph.call('POST', `/directory/deletedItems/${bob.id}/restore`)
    const again = await follow(body['@odata.deltaLink'])
    expect(again.body.value).toMatchObject([{ id: bob.id, displayName: 'Bob' }])
  })

  it('calls a purged user deleted, and shows no group among users', async () => {
    const ann = graph.newUser('Ann')
    await graph.remove(`/users/${ann.id}`)
    const unified = {
      displayName: 'U',
      mailEnabled: true,
      securityEnabled: false,
      mailNickname: 'u',
      groupTypes: ['Unified'],
    }
    const group = (await graph.post('/groups', unified)).body.id
    await graph.remove(`/groups/${group}`)
    const link = await linkOf('/users/microsoft.graph.delta()')
    await graph.remove(`/directory/deletedItems/${ann.id}`)
    await graph.remove(`/directory/deletedItems/${group}`)
    expect((await follow(link)).body.value).toEqual([{ id: ann.id, '@removed': { reason: 'deleted' } }])
  })

  it('watches what is selected, and with return=minimal tells nothing more than changed', async () => {
    const ann = graph.newUser('Ann')
    const link = await linkOf('/users/delta?$select=displayName,city')
    await graph.patch(`/users/${ann.id}`, { jobTitle: 'Clerk' })
    expect((await follow(link)).body.value).toEqual([])
    await graph.patch(`/users/${ann.id}`, { city: 'Oslo' })
    expect((await follow(link)).body.value).toEqual([{ displayName: 'Ann', city: 'Oslo', id: ann.id }])
    const minimal = await follow(link, { prefer: 'return=minimal' })
    expect(minimal.body.value).toEqual([{ city: 'Oslo', id: ann.id }])
    expect(minimal.headers['preference-applied']).toBe('return=minimal')
  })

  it('follows the manager', async () => {
    const [ann, boss] = [graph.newUser('Ann'), graph.newUser('Boss')]
    const link = await linkOf('/users/delta?$select=displayName,manager')
    await graph.call('PUT', `/users/${ann.id}/manager/$ref`, { body: { '@odata.id': `users/${boss.id}` } })
    expect((await follow(link)).body.value).toMatchObject([
      { id: ann.id, 'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: boss.id }] },
    ])
    const gone = (id: string) => ({ '@odata.type': '#microsoft.graph.user', id, '@removed': { reason: 'deleted' } })
    const managed = await linkOf('/users/delta?$select=displayName,manager')
    const other = graph.newUser('Other')
    await graph.call('PUT', `/users/${ann.id}/manager/$ref`, { body: { '@odata.id': `users/${other.id}` } })
    const changed = await follow(managed)
    expect(changed.body.value).toContainEqual({
      ...{ id: ann.id, displayName: 'Ann' },
      'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: other.id }, gone(boss.id)],
    })
    await graph.remove(`/users/${ann.id}/manager/$ref`)
    const removed = await follow(changed.body['@odata.deltaLink'])
    expect(removed.body.value).toMatchObject([{ id: ann.id, 'manager@delta': [gone(other.id)] }])
    await graph.patch(`/users/${ann.id}`, { displayName: 'Anna' })
    const later = await follow(removed.body['@odata.deltaLink'])
    expect(later.body.value).toEqual([{ id: ann.id, displayName: 'Anna' }])
  })

  it('starts from now, or with chosen users alone', async () => {
    const [ann, bob] = [graph.newUser('Ann'), graph.newUser('Bob')]
    const latest = await graph.get('/users/delta?$deltatoken=latest')
    expect(latest.body.value).toEqual([])
    const chosen = await graph.get(`/users/delta?$filter=id eq '${ann.id}'`)
    expect(chosen.body.value).toMatchObject([{ id: ann.id }])
    await graph.patch(`/users/${bob.id}`, { city: 'Oslo' })
    expect((await follow(chosen.body['@odata.deltaLink'])).body.value).toEqual([])
    expect((await follow(latest.body['@odata.deltaLink'])).body.value).toMatchObject([{ id: bob.id }])
  })

  it('refuses tokens that are none, too old, or from before a reset', async () => {
    expect(errorOf(await graph.get('/users/delta?$deltatoken=abc'))).toEqual({
      status: 400,
      code: 'Request_BadRequest',
      message: 'Badly formed token.',
    })
    expect((await graph.get('/users/delta?$expand=manager')).status).toBe(400)
    const link = await linkOf('/users/delta')
    graph.newUser('Ann')
    graph.store.setBase(graph.store.tenants[0] ?? '')
    const reset = await follow(link)
    expect(reset).toMatchObject({ status: 410, headers: { location: `${ORIGIN}/v1.0/users/delta?$deltatoken=` } })
    const fresh = await linkOf('/users/delta')
    graph.clock.set(Date.UTC(2026, 0, 10))
    expect((await follow(fresh)).status).toBe(410)
  })
})

describe('groups/delta and others', () => {
  it('tells who came and went when members are selected', async () => {
    const [ann, bob] = [graph.newUser('Ann'), graph.newUser('Bob')]
    const group = { displayName: 'G', mailEnabled: false, securityEnabled: true, mailNickname: 'g' }
    const { id } = (await graph.post('/groups', { ...group, 'members@odata.bind': [`users/${ann.id}`] })).body
    const first = await graph.get('/groups/delta?$select=displayName,members')
    expect(first.body.value[0]['members@delta']).toEqual([{ '@odata.type': '#microsoft.graph.user', id: ann.id }])
    await graph.remove(`/groups/${id}/members/${ann.id}/$ref`)
    await graph.post(`/groups/${id}/members/$ref`, { '@odata.id': `users/bob@${DOMAIN}` })
    const changed = await follow(first.body['@odata.deltaLink'])
    expect(changed.body.value).toEqual([
      {
        displayName: 'G',
        id,
        'members@delta': [
          { '@odata.type': '#microsoft.graph.user', id: ann.id, '@removed': { reason: 'deleted' } },
          { '@odata.type': '#microsoft.graph.user', id: bob.id },
        ],
      },
    ])
    await graph.remove(`/groups/${id}`)
    expect((await follow(changed.body['@odata.deltaLink'])).body.value).toEqual([
      { id, '@removed': { reason: 'deleted' } },
    ])
  })

  it('streams objects of several types, by type when asked', async () => {
    graph.newUser('Ann')
    const { body } = await graph.get("/directoryObjects/delta?$filter=isof('microsoft.graph.user')")
    expect(body.value).toMatchObject([{ '@odata.type': '#microsoft.graph.user', displayName: 'Ann' }])
    const all = await graph.get('/directoryObjects/delta')
    expect(new Set(all.body.value.map((item: Record<string, string>) => item['@odata.type']))).toEqual(
      new Set(['#microsoft.graph.user', '#microsoft.graph.application', '#microsoft.graph.servicePrincipal']),
    )
    expect((await graph.get('/applications/delta')).body.value).toHaveLength(1)
    expect((await graph.get('/servicePrincipals/delta?$select=appId')).body.value.length).toBeGreaterThan(2)
  })
})

describe('members', () => {
  it.each(['/groups/delta', '/directoryObjects/delta'])(
    'are followed by %s unless something else is selected',
    async (path) => {
      const [ann, bob] = [graph.newUser('Ann'), graph.newUser('Bob')]
      const group = { displayName: 'G', mailEnabled: false, mailNickname: 'g', securityEnabled: true }
      const { id } = (await graph.post('/groups', { ...group, 'members@odata.bind': [`users/${ann.id}`] })).body
      const first = await graph.get(path)
      const shown = (value: { id: string }[]) => value.find((each) => each.id === id)
      const member = (userId: string) => ({ '@odata.type': '#microsoft.graph.user', id: userId })
      expect(shown(first.body.value)).toMatchObject({ 'members@delta': [member(ann.id)] })
      await graph.post(`/groups/${id}/members/$ref`, { '@odata.id': `users/${bob.id}` })
      const { body } = await follow(first.body['@odata.deltaLink'])
      expect(shown(body.value)).toMatchObject({ 'members@delta': [member(bob.id)] })
      const { body: selected } = await graph.get(`${path}?$select=displayName`)
      expect(shown(selected.value)).not.toHaveProperty('members@delta')
    },
  )
})

describe('directoryRoles/delta', () => {
  it('tells roles that are switched on, and who holds them for the whole tenant', async () => {
    const ann = graph.newUser('Ann')
    graph.giveRole(ann, 'User Administrator')
    const link = await linkOf('/directoryRoles/delta?$select=displayName,members')
    const bob = graph.newUser('Bob')
    graph.giveRole(bob, 'User Administrator')
    graph.giveRole(bob, 'Reports Reader')
    const roles = (await graph.get('/directoryRoles')).body.value
    const roleId = (name: string) => roles.find((role: { displayName: string }) => role.displayName === name).id
    await graph.remove(`/directoryRoles/${roleId('User Administrator')}/members/${ann.id}/$ref`)
    const { body } = await follow(link)
    const member = (id: string) => ({ '@odata.type': '#microsoft.graph.user', id })
    expect(body.value).toHaveLength(2)
    expect(body.value).toContainEqual({
      displayName: 'User Administrator',
      id: roleId('User Administrator'),
      'members@delta': [member(bob.id), { ...member(ann.id), '@removed': { reason: 'deleted' } }],
    })
    expect(body.value).toContainEqual({
      displayName: 'Reports Reader',
      id: roleId('Reports Reader'),
      'members@delta': [member(bob.id)],
    })
  })
})

describe('oauth2PermissionGrants/delta', () => {
  it('tells grants that came and went', async () => {
    const graphs = (await graph.get("/servicePrincipals?$filter=appId eq '00000003-0000-0000-c000-000000000000'")).body
    const grant = { clientId: graph.app.id, consentType: 'AllPrincipals', scope: 'User.Read' }
    const link = await linkOf('/oauth2PermissionGrants/delta')
    const made = await graph.post('/oauth2PermissionGrants', { ...grant, resourceId: graphs.value[0].id })
    expect(made.status).toBe(201)
    const { body } = await follow(link)
    expect(body.value).toMatchObject([{ id: made.body.id, scope: 'User.Read' }])
    await graph.remove(`/oauth2PermissionGrants/${made.body.id}`)
    const gone = await follow(body['@odata.deltaLink'])
    expect(gone.body.value).toEqual([{ id: made.body.id, '@removed': { reason: 'deleted' } }])
  })
})

describe('$filter of a delta query', () => {
  it('names objects by their ids, and by nothing else', async () => {
    const ann = graph.newUser('Ann')
    expect((await graph.get(`/users/delta?$filter=id eq '${ann.id}'`)).body.value).toMatchObject([{ id: ann.id }])
    expect(errorOf(await graph.get("/users/delta?$filter=displayName eq 'Ann'"))).toEqual({
      status: 400,
      code: 'Request_UnsupportedQuery',
      message: "The query option '$filter' is not supported for this request.",
    })
  })
})
