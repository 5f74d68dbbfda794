import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

describeHosts('/_emulator/faults', (host) => {
  const order = (body: object) => host.request('POST', '/_emulator/faults', { body })
  const graph = async (method: string, path: string) =>
    host.request(method, path, { headers: await host.actors.asApp() })

  beforeEach(() => host.control.reset())

  it('lets the next requests fail, as many as were ordered, with the time to wait', async () => {
    expect((await order({ service: 'graph', count: 2, retryAfter: 7 })).status).toBe(204)
    const answers = [
      await graph('GET', '/v1.0/users'),
      await graph('POST', '/beta/groups'),
      await graph('GET', '/v1.0/users'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200])
    const [limited] = answers
    const { clientId } = host.actors.app('all-permissions')
    expect(limited?.headers).toMatchObject({
      'retry-after': '7',
      'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
      'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${clientId}/${host.actors.tenant.id}`,
    })
    expect(limited?.headers).not.toHaveProperty('x-ms-resource-unit')
    const id = limited?.headers['request-id']
    expect(limited?.body.error).toEqual({
      code: 'TooManyRequests',
      message: 'Please retry again later.',
      innerError: { date: expect.any(String), 'request-id': id, 'client-request-id': id },
    })
  })

  it('meets the requests in a batch one by one, and the batch itself when it is named', async () => {
    const headers = { ...(await host.actors.asApp()), 'content-type': 'application/json' }
    const requests = ['1', '2'].map((id) => ({ id, method: 'GET', url: '/users' }))
    const batch = () => host.request('POST', '/v1.0/$batch', { headers, body: { requests } })
    await order({ service: 'graph', retryAfter: 5 })
    const { status, body } = await batch()
    expect(status).toBe(200)
    expect(body.responses).toMatchObject([
      {
        status: 429,
        headers: {
          'Retry-After': '5',
          'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
          'x-ms-throttle-scope': expect.stringContaining('Tenant_Application/ReadWrite/'),
        },
        body: { error: { code: 'TooManyRequests', innerError: { 'request-id': expect.any(String) } } },
      },
      { status: 200, headers: { 'x-ms-resource-unit': '2' } },
    ])
    await order({ service: 'graph', path: '/v1.0/$batch', status: 503 })
    expect((await batch()).status).toBe(503)
    expect((await batch()).status).toBe(200)
  })

  it('meets nobody who does not say who he is', async () => {
    await order({ service: 'graph' })
    expect((await host.request('GET', '/v1.0/users')).status).toBe(401)
    expect((await graph('GET', '/v1.0/users')).status).toBe(429)
  })

  it('meets only the requests that were meant, in the words of their service', async () => {
    await order({ service: 'graph', method: 'GET', path: '/v1.0/groups', status: 503 })
    await order({ service: 'dataverse' })
    expect((await graph('GET', '/v1.0/users')).status).toBe(200)
    expect((await graph('PATCH', '/v1.0/groups/x')).status).not.toBe(503)
    const unavailable = await graph('GET', '/v1.0/groups?$top=1')
    expect([unavailable.status, unavailable.headers['retry-after'], unavailable.body.error]).toEqual([
      503,
      '1',
      expect.objectContaining({ code: 'ServiceUnavailable' }),
    ])
    const headers = await host.actors.asApp('dataverse-s2s')
    const limited = await host.request('GET', '/api/data/v9.2/WhoAmI', { headers })
    expect([limited.status, limited.headers['retry-after'], limited.body.error]).toEqual([
      429,
      '1',
      {
        code: '0x80072322',
        message: 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.',
      },
    ])
    expect((await host.request('GET', '/api/data/v9.2/WhoAmI', { headers })).status).toBe(200)
  })

  it('is over with a reset, or when told so', async () => {
    await host.control.faults({ service: 'graph', count: 10 })
    await host.control.reset()
    expect((await graph('GET', '/v1.0/users')).status).toBe(200)
    await order({ service: 'graph', count: 10, status: 504 })
    expect((await graph('GET', '/v1.0/users')).status).toBe(504)
    expect((await host.request('DELETE', '/_emulator/faults')).status).toBe(204)
    expect((await graph('GET', '/v1.0/users')).status).toBe(200)
  })

  it.each([
    [{}, ''],
    [{ service: 'login' }, '/service'],
    [{ service: 'graph', status: 500 }, '/status'],
    [{ service: 'graph', count: 0 }, '/count'],
    [{ service: 'graph', path: 'users' }, '/path'],
    [{ service: 'graph', retryAfter: 0.5 }, '/retryAfter'],
    [{ service: 'graph', times: 2 }, ''],
  ])('refuses %j', async (body, pointer) => {
    const answer = await order(body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toMatchObject({ code: 'badRequest', ...(pointer !== '' && { pointer }) })
  })
})
