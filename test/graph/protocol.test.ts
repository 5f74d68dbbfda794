import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { oidcRoutes } from '../../src/surfaces/graph/oidc/user-info.js'
import { routes } from '../../src/surfaces/graph/routes.js'
import { errorOf, ORIGIN, openGraph } from './open-graph.js'

let graph: ReturnType<typeof openGraph>
beforeEach(() => {
  graph = openGraph()
})

const gateway = (message: string) => ({ status: 400, code: 'BadRequest', message })
const ann = {
  accountEnabled: true,
  displayName: 'Ann',
  mailNickname: 'ann',
  userPrincipalName: 'ann@contoso.onmicrosoft.com',
  passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
}

describe('paths and methods', () => {
  it.each([
    ['GET', '/nothing', gateway("Resource not found for the segment 'nothing'.")],
    ['GET', '/v2.0/users', gateway("Resource not found for the segment 'v2.0'.")],
    ['POST', '/users/validatePassword', gateway("Resource not found for the segment 'validatePassword'.")],
    ...[
      '/users/x/messages',
      '/users/x/calendar/events',
      '/groups/x/drive',
      '/Teams',
      '/identity/conditionalAccess',
    ].map((path): [string, string, object] => [
      'GET',
      path,
      { status: 501, code: 'NotImplemented', message: `This emulator does not answer '${path}' yet.` },
    ]),
    ['GET', '/users/x/nothing', gateway("Resource not found for the segment 'nothing'.")],
    [
      'PUT',
      '/users/x',
      {
        status: 405,
        code: 'Request_BadRequest',
        message: 'Specified HTTP method is not allowed for the request target.',
      },
    ],
    [
      'HEAD',
      '/users',
      {
        status: 405,
        code: 'Request_BadRequest',
        message: 'Specified HTTP method is not allowed for the request target.',
      },
    ],
  ])('%s %s', async (method, path, expected) => {
    const reply = await graph.call(method, path)
    expect(errorOf(reply)).toEqual(expected)
    if (reply.status === 405) expect(reply.headers.allow).toContain('GET')
  })

  it('of what other services keep for people are known behind /me, too', async () => {
    const token = graph.userWith(graph.newUser('Bob'), 'User.Read')
    expect((await graph.get('/me/messages', { token })).status).toBe(501)
    expect((await graph.get('/me/nothing', { token })).status).toBe(400)
  })

  it('takes the two slashes that the SDK for Python writes behind the version', async () => {
    expect((await graph.get('//users')).status).toBe(200)
    expect((await graph.get('//users//manager')).status).toBe(404)
  })

  it('knows two versions and says which it was asked for', async () => {
    const { body } = await graph.get('/beta/users?$select=id')
    expect(body['@odata.context']).toBe(`${ORIGIN}/beta/$metadata#users(id)`)
    const url = `${ORIGIN}/v3.0/users`
    const headers = { authorization: 'Bearer x.y' }
    const reply = await graph.raw({ method: 'GET', url, headers, body: new Uint8Array() })
    expect(reply.status).toBe(401)
  })

  it('answers preflights to everybody', async () => {
    const { status, headers, body } = await graph.call('OPTIONS', '/users', { token: '' })
    expect({ status, body }).toEqual({ status: 204, body: null })
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['access-control-allow-headers']).toContain('ConsistencyLevel')
  })

  it('tells everybody what there is', async () => {
    const document = await graph.get('/v1.0/', { token: '' })
    expect(document.body.value).toContainEqual({ name: 'users', kind: 'EntitySet', url: 'users' })
    const metadata = await graph.get('/$metadata', { token: '' })
    expect(metadata.headers['content-type']).toBe('application/xml')
    expect(metadata.body).toContain('<EntityType Name="user" OpenType="true">')
  })
})

describe('envelopes', () => {
  it('carries the ids of a request in headers and errors', async () => {
    const { headers, body } = await graph.get('/nothing', { headers: { 'client-request-id': 'mine' } })
    expect(body.error.innerError).toEqual({
      date: '2026-01-02T03:04:05',
      'request-id': headers['request-id'],
      'client-request-id': 'mine',
    })
    expect(headers['client-request-id']).toBe('mine')
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    const own = await graph.get('/users')
    expect(own.headers['client-request-id']).toBe(own.headers['request-id'])
    expect(own.headers['content-type']).toBe(
      'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    )
  })

  it('leaves the context out for those who want no metadata', async () => {
    const { body, headers } = await graph.get('/users', { headers: { accept: 'application/json;odata.metadata=none' } })
    expect(headers['content-type']).toContain('odata.metadata=none;')
    expect(body).toEqual({ value: [] })
  })
})

describe('bodies', () => {
  it.each([
    [
      'no type',
      JSON.stringify(ann),
      { 'content-type': undefined },
      gateway('Write requests (excluding DELETE) must contain the Content-Type header declaration.'),
    ],
    [
      'another type',
      JSON.stringify(ann),
      { 'content-type': 'text/plain' },
      gateway('Entity only allows writes with a JSON Content-Type header.'),
    ],
    [
      'broken JSON',
      '{"a":',
      {},
      gateway(
        'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
      ),
    ],
    [
      '65 levels',
      '['.repeat(65) + ']'.repeat(65),
      {},
      gateway(
        'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
      ),
    ],
    [
      'nothing in it',
      '',
      {},
      { status: 400, code: 'Request_BadRequest', message: 'Empty Payload. JSON content expected.' },
    ],
    [
      'no object',
      '[]',
      {},
      {
        status: 400,
        code: 'Request_BadRequest',
        message: "Cannot convert the literal '[]' to the expected type 'Edm.ComplexType'.",
      },
    ],
  ])('with %s are refused', async (_, body, headers, expected) => {
    const type = { 'content-type': 'application/json', ...headers }
    const given = Object.fromEntries(Object.entries(type).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >
    const url = `${ORIGIN}/v1.0/users`
    const token = graph.appWith('User.ReadWrite.All')
    const request = {
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${token}`, ...given },
      body: new TextEncoder().encode(body),
    }
    const reply = await graph.raw(request)
    const parsed = JSON.parse(String(reply.body))
    expect(errorOf({ status: reply.status, headers: {}, body: parsed })).toEqual(expected)
    expect((await graph.get('/users')).body.value).toEqual([])
  })
})

describe('POST /$batch', () => {
  it('answers each request on its own, and those whose dependency failed with 424', async () => {
    const requests = [
      { id: '1', method: 'POST', url: '/users', body: ann, headers: { 'content-type': 'application/json' } },
      { id: '2', method: 'GET', url: 'users/ann@contoso.onmicrosoft.com?$select=displayName', dependsOn: ['1'] },
      { id: '3', method: 'GET', url: '/users/nobody' },
      { id: '4', method: 'GET', url: '/organization', dependsOn: ['3'] },
      { id: '5', method: 'GET', url: '/users/$count', headers: { ConsistencyLevel: 'eventual' } },
      { id: '6', method: 'DELETE', url: '/users/ann@contoso.onmicrosoft.com', dependsOn: ['2'] },
    ]
    const { status, body } = await graph.post('/$batch', { requests })
    expect(status).toBe(200)
    const byId = Object.fromEntries(body.responses.map((response: { id: string }) => [response.id, response]))
    expect(byId['1']).toMatchObject({
      status: 201,
      headers: { 'Content-Type': expect.stringMatching(/^application\/json/) },
    })
    expect(byId['2']).toMatchObject({ status: 200, body: { displayName: 'Ann' } })
    expect(byId['3'].body.error.code).toBe('Request_ResourceNotFound')
    expect(byId['4']).toMatchObject({ status: 424, body: { error: { code: 'FailedDependency' } } })
    expect(byId['5']).toMatchObject({ status: 200, body: 'MQ==' })
    expect(byId['6']).toMatchObject({ status: 204 })
    expect(byId['6']).not.toHaveProperty('body')
  })

  it('lets those wait that depend on a later one', async () => {
    const name = '/users/ann@contoso.onmicrosoft.com?$select=displayName'
    const requests = [
      { id: '1', method: 'GET', url: name, dependsOn: ['2'] },
      { id: '2', method: 'POST', url: '/users', body: ann, headers: { 'content-type': 'application/json' } },
    ]
    const { body } = await graph.post('/$batch', { requests })
    const statuses = body.responses.map(({ id, status }: { id: string; status: number }) => [id, status])
    expect(Object.fromEntries(statuses)).toEqual({ 1: 200, 2: 201 })
  })

  const one = { id: '1', method: 'GET', url: '/users' }
  it.each([
    ['more than twenty', Array.from({ length: 21 }, (_, at) => ({ ...one, id: String(at) }))],
    ['an id twice', [one, one]],
    ['an absolute url', [{ ...one, url: 'https://graph.microsoft.com/v1.0/users' }]],
    ['a dependency on nobody', [{ ...one, dependsOn: ['9'] }]],
    [
      'dependencies in a circle',
      [
        { ...one, dependsOn: ['2'] },
        { ...one, id: '2', dependsOn: ['1'] },
      ],
    ],
    ['a body without a type', [{ ...one, method: 'POST', body: ann }]],
  ])('refuses %s', async (_, requests) => {
    expect(errorOf(await graph.post('/$batch', { requests }))).toMatchObject({ status: 400, code: 'BadRequest' })
  })

  it.each(['/v1.0/users', 'v1.0/users', '/beta/users', 'users'])('takes the address %s', async (url) => {
    const { body } = await graph.post('/$batch', { requests: [{ id: '1', method: 'GET', url: `${url}?$select=id` }] })
    expect(body.responses).toMatchObject([{ status: 200, body: { value: expect.any(Array) } }])
    expect(body.responses[0].body['@odata.context']).toBe(`${ORIGIN}/v1.0/$metadata#users(id)`)
  })
})

describe('openapi/graph.yaml', () => {
  it('describes every route, and nothing else', () => {
    const { paths } = parse(readFileSync('openapi/graph.yaml', 'utf8')) as {
      paths: Record<string, Record<string, { operationId?: string }>>
    }
    const described = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, operation]) =>
        operation.operationId === undefined ? [] : [`${method.toUpperCase()} ${path} ${operation.operationId}`],
      ),
    )
    const served = [...routes, ...oidcRoutes].map(({ method, path, operationId }) => `${method} ${path} ${operationId}`)
    expect(described.sort()).toEqual(served.sort())
  })

  it('says of every operation what it answers with', () => {
    const { paths } = parse(readFileSync('openapi/graph.yaml', 'utf8')) as {
      paths: Record<string, Record<string, { operationId?: string; responses?: Record<string, { $ref?: string }> }>>
    }
    const operations = Object.values(paths).flatMap((item) => Object.values(item))
    const vague = operations.flatMap(({ operationId, responses = {} }) =>
      Object.entries(responses)
        .filter(([status, { $ref }]) => status !== '204' && $ref === undefined)
        .map(([status]) => `${operationId} ${status}`),
    )
    expect(vague).toEqual([])
  })

  it('refers to types that are those of the model', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/write-graph-types.mjs', '--check'])
    expect(stderr.toString()).toBe('')
    expect(status).toBe(0)
  })
})
