import { beforeEach, describe, expect, it } from 'vitest'
import { photos } from '../../src/domain/directory/photos.js'
import { asDescribed } from './described-responses.js'
import { errorOf, ORIGIN, openGraph, TENANT } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const MISSING = {
  status: 404,
  code: 'ImageNotFound',
  message: "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
}
const GIF = Uint8Array.from([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 48, 0, 64, 0, 0xff, 0, 0x80])

/** Sends bytes, and reads them. */
async function exchange(method: string, path: string, token: string, body = new Uint8Array()) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/gif' }
  const url = `${ORIGIN}/v1.0${path}`
  return asDescribed(method, url, await graph.raw({ method, url, headers, body }))
}

describe('a user without a photo', () => {
  it.each(['photo', 'photo/$value', 'photos/48x48', 'photos/48x48/$value'])('has no %s', async (path) => {
    const user = graph.newUser('Ann')
    expect(errorOf(await graph.get(`/users/${user.id}/${path}`))).toEqual(MISSING)
    const token = graph.userWith(user, 'User.Read')
    expect(errorOf(await graph.get(`/me/${path}`, { token }))).toEqual(MISSING)
  })

  it('has no sizes, and nothing to delete', async () => {
    const user = graph.newUser('Ann')
    expect((await graph.get(`/users/${user.id}/photos`)).body.value).toEqual([])
    expect(errorOf(await graph.remove(`/users/${user.id}/photo`))).toEqual(MISSING)
    expect(errorOf(await graph.get('/users/nobody/photo'))).toMatchObject({ code: 'Request_ResourceNotFound' })
  })
})

describe('a photo', () => {
  it.each(['PUT', 'PATCH'])('that was sent by %s is there until it is deleted', async (method) => {
    const user = graph.newUser('Ann')
    const token = graph.userWith(user, 'User.ReadWrite', 'User.Read')
    expect((await exchange(method, '/me/photo/$value', token, GIF)).status).toBe(200)
    const { body } = await graph.get(`/users/${user.id}/photo`)
    expect(body).toEqual({
      '@odata.context': `${ORIGIN}/v1.0/$metadata#users('${user.id}')/photo/$entity`,
      '@odata.mediaContentType': 'image/gif',
      '@odata.mediaEtag': expect.stringMatching(/^"[0-9A-F]{8}"$/),
      id: '48x64',
      height: 64,
      width: 48,
    })
    const content = await exchange('GET', '/me/photos/48X64/$value', token)
    expect([content.status, content.headers['content-type'], content.body]).toEqual([200, 'image/gif', GIF])
    expect((await graph.get(`/users/${user.id}/photos`)).body.value).toMatchObject([{ id: '48x64' }])
    expect(errorOf(await graph.get(`/users/${user.id}/photos/64x64`))).toEqual(MISSING)
    const requests = [{ id: '1', method: 'GET', url: `/users/${user.id}/photo/$value` }]
    expect((await graph.post('/$batch', { requests })).body.responses[0].body).toBe(Buffer.from(GIF).toString('base64'))
    const picture = Buffer.from(Uint8Array.of(...GIF, 251, 255)).toString('base64')
    expect(picture).toMatch(/[+/]/)
    const change = { id: '1', method: 'PUT', url: '/me/photo/$value', headers: { 'Content-Type': 'image/gif' } }
    const changed = await graph.post('/$batch', { requests: [{ ...change, body: picture }] }, { token })
    expect(changed.body.responses).toMatchObject([{ status: 200 }])
    expect((await graph.post('/$batch', { requests })).body.responses[0].body).toBe(picture)
    expect((await graph.remove('/me/photo', { token })).status).toBe(204)
    expect(errorOf(await graph.get('/me/photo', { token }))).toEqual(MISSING)
  })

  it.each(['photo', 'photo/$value'])('goes with a deletion of %s, once', async (resource) => {
    const user = graph.newUser('Ann')
    const token = graph.userWith(user, 'User.ReadWrite')
    for (const whose of ['/me', `/users/${user.id}`]) {
      for (const method of ['PUT', 'PATCH']) {
        expect((await exchange(method, `${whose}/photo/$value`, token, GIF)).status).toBe(200)
      }
      expect((await graph.remove(`${whose}/${resource}`, { token })).status).toBe(204)
      expect(errorOf(await graph.remove(`${whose}/${resource}`, { token }))).toEqual(MISSING)
    }
  })

  it('is an image, and set by oneself or an administrator', async () => {
    const [user, other] = [graph.newUser('Ann'), graph.newUser('Ben')]
    const token = graph.userWith(other, 'User.ReadWrite', 'ProfilePhoto.ReadWrite.All')
    const path = `/users/${user.id}/photo/$value`
    expect((await exchange('PUT', path, token, GIF)).status).toBe(403)
    graph.giveRole(other, 'User Administrator')
    expect((await exchange('PUT', path, token, Uint8Array.from([1, 2, 3]))).status).toBe(400)
    expect(errorOf(await graph.get(`/users/${user.id}/photo`))).toEqual(MISSING)
    expect((await exchange('PUT', path, token, GIF)).status).toBe(200)
    expect((await exchange('PUT', path, token, GIF)).status).toBe(200)
  })

  it('goes when its user is deleted for good', async () => {
    const user = graph.newUser('Ann')
    const token = graph.appWith('User.ReadWrite.All')
    await exchange('PUT', `/users/${user.id}/photo/$value`, token, GIF)
    await graph.remove(`/users/${user.id}`)
    await graph.call('POST', `/directory/deletedItems/${user.id}/restore`)
    expect((await graph.get(`/users/${user.id}/photo`)).status).toBe(200)
    await graph.remove(`/users/${user.id}`)
    await graph.remove(`/directory/deletedItems/${user.id}`)
    const tables = graph.store.read(TENANT)
    expect([...tables.table(photos).rows()]).toEqual([])
  })
})
