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
    expect(answers[0]?.headers['retry-after']).toBe('7')
    expect(answers[0]?.body).toEqual({ error: { code: 'TooManyRequests', message: 'Please retry again later.' } })
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
