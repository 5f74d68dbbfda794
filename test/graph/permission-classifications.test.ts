import { beforeEach, describe, expect, it } from 'vitest'
import { errorOf, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const PATH = "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')/delegatedPermissionClassifications"
const USER_READ = { permissionId: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', permissionName: 'User.Read' }
const NOBODY = '0af2b6c3-0000-4000-8000-000000000001'
const LOW = { ...USER_READ, classification: 'low' }

describe('classifications of delegated permissions', () => {
  it('are made, listed and taken back', async () => {
    const made = await graph.post(PATH, LOW)
    // The id packs the permission and its level.
    expect(made).toMatchObject({ status: 201, body: { ...LOW, id: '2G3-4TG6YU2J54hjnaRoPQE' } })
    const medium = await graph.post(PATH, { permissionName: 'User.Read.All', classification: 'medium' })
    expect(medium).toMatchObject({ status: 201, body: { classification: 'medium' } })
    expect((await graph.get(PATH)).body.value).toMatchObject([LOW, { permissionName: 'User.Read.All' }])
    expect((await graph.remove(`${PATH}/${made.body.id}`)).status).toBe(204)
    expect((await graph.get(PATH)).body.value).toMatchObject([{ permissionName: 'User.Read.All' }])
    expect((await graph.remove(`${PATH}/${made.body.id}`)).status).toBe(404)
  })

  it('stand once for a permission', async () => {
    expect((await graph.post(PATH, LOW)).status).toBe(201)
    expect(errorOf(await graph.post(PATH, { ...LOW, classification: 'high' }))).toMatchObject({
      status: 409,
      code: 'Request_MultipleObjectsWithSameKeyValue',
    })
  })

  it.each([
    ['no permission', { classification: 'low' }],
    ['no level', USER_READ],
    ['a level that is none', { ...LOW, classification: 'harmless' }],
    ['an unknown permission', { ...LOW, permissionId: NOBODY }],
    ['a name of another permission', { ...LOW, permissionName: 'Mail.Read' }],
    ['an unknown property', { ...LOW, colour: 'red' }],
  ])('refuse %s', async (_, body) => {
    expect((await graph.post(PATH, body)).status).toBe(400)
    expect((await graph.get(PATH)).body.value).toEqual([])
  })

  it('are of an API that is there', async () => {
    const path = `/servicePrincipals/${NOBODY}/delegatedPermissionClassifications`
    for (const method of ['GET', 'POST']) {
      const reply = await graph.call(method, path, method === 'GET' ? {} : { body: LOW })
      expect(errorOf(reply)).toMatchObject({ status: 404, code: 'Request_ResourceNotFound' })
    }
    expect((await graph.remove(`${path}/x`)).status).toBe(404)
  })
})
