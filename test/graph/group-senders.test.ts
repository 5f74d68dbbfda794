import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf, eventual, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
let owner: { token: string }
let group = ''
beforeEach(async () => {
  graph = openGraph()
  const user = graph.newUser('Owner')
  owner = { token: graph.userWith(user, 'Group.ReadWrite.All', 'User.Read.All') }
  const crew = { displayName: 'Crew', mailNickname: 'crew', mailEnabled: true, groupTypes: ['Unified'] }
  group = (await graph.post('/groups', { ...crew, securityEnabled: false }, owner)).body.id
})

const refTo = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/users/${id}` })
const badRequest = (message: string) => ({ status: 400, code: 'Request_BadRequest', message })
const DENIED = {
  status: 403,
  code: 'Authorization_RequestDenied',
  message: 'Insufficient privileges to complete the operation.',
}

describe.each([
  ['acceptedSenders', 'rejectedSenders'],
  ['rejectedSenders', 'acceptedSenders'],
])('the %s of a group', (list, opposite) => {
  it('are added, listed and removed', async () => {
    const ann = graph.newUser('Ann')
    const path = `/groups/${group}/${list}`
    expect((await graph.get(path, owner)).body.value).toEqual([])
    expect((await graph.post(`${path}/$ref`, refTo(ann.userPrincipalName), owner)).status).toBe(204)
    expect((await graph.get(path, owner)).body.value).toMatchObject([{ id: ann.id, displayName: 'Ann' }])
    expect((await graph.get(`${path}/$count`, { ...owner, ...eventual })).body).toBe('1')
    expect((await graph.get(`/groups/${group}?$expand=${list}`, owner)).body[list]).toMatchObject([{ id: ann.id }])
    expect((await graph.get(`/groups/${group}/${opposite}`, owner)).body.value).toEqual([])
    const id = encodeURIComponent(`https://graph.microsoft.com/v1.0/users/${ann.id}`)
    expect((await graph.remove(`${path}/$ref?$id=${id}`, owner)).status).toBe(204)
    expect((await graph.remove(`${path}/$ref?$id=${id}`, owner)).status).toBe(404)
    expect((await graph.get(path, owner)).body.value).toEqual([])
  })

  it('are refused twice, in both lists, for other groups and of other kinds', async () => {
    const ann = graph.newUser('Ann')
    const path = `/groups/${group}/${list}/$ref`
    await graph.post(path, refTo(ann.id), owner)
    expect(errorOf(await graph.post(path, refTo(ann.id), owner)).message).toContain(`'${list}'`)
    expect(errorOf(await graph.post(`/groups/${group}/${opposite}/$ref`, refTo(ann.id), owner))).toEqual(
      badRequest(`Invalid value specified for property '${opposite}' of resource 'Group'.`),
    )
    const app = { '@odata.id': `directoryObjects/${graph.app.id}` }
    expect(errorOf(await graph.post(path, app, owner))).toEqual(badRequest('Not a valid reference update.'))
    expect((await graph.post(path, {}, owner)).status).toBe(400)
    expect((await graph.remove(path, owner)).status).toBe(400)
    const security = { displayName: 'S', mailNickname: 's', mailEnabled: false, securityEnabled: true }
    const { id } = (await graph.post('/groups', security, owner)).body
    expect((await graph.post(`/groups/${id}/${list}/$ref`, refTo(ann.id), owner)).status).toBe(400)
  })

  it('are changed by those alone who may change the group, and by no app', async () => {
    const ann = graph.newUser('Ann')
    const token = graph.userWith(ann, 'Group.ReadWrite.All')
    expect(errorOf(await graph.post(`/groups/${group}/${list}/$ref`, refTo(ann.id), { token }))).toEqual(DENIED)
    expect(errorOf(await graph.get(`/groups/${group}/${list}`))).toEqual(DENIED)
  })
})

describe('the creator of a group', () => {
  it('is told of people without a role alone', async () => {
    const read = await graph.get(`/groups/${group}/createdOnBehalfOf`)
    expect(read.body).toMatchObject({ '@odata.type': '#microsoft.graph.user', displayName: 'Owner' })
    expect((await graph.get(`/groups/${group}?$expand=createdOnBehalfOf`)).body.createdOnBehalfOf).toMatchObject({
      displayName: 'Owner',
    })
    const boss = graph.newUser('Boss')
    graph.giveRole(boss, 'Global Administrator')
    const security = { displayName: 'S', mailNickname: 's', mailEnabled: false, securityEnabled: true }
    const token = graph.userWith(boss, 'Group.ReadWrite.All')
    for (const given of [{ token }, {}]) {
      const { id } = (await graph.post('/groups', security, given)).body
      expect((await graph.get(`/groups/${id}/createdOnBehalfOf`)).status).toBe(404)
    }
  })
})
