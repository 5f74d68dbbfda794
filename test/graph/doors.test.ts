import { expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

describeHosts('Graph', (host) => {
  const graph = (path: string) => `/v1.0${path}`

  it('creates a user, finds it in every form and follows the pages', async () => {
    const headers = await host.actors.asApp()
    const domain = host.actors.tenant.defaultDomain
    const userPrincipalName = `door@${domain}`
    const body = {
      accountEnabled: true,
      displayName: 'Door',
      mailNickname: 'door',
      userPrincipalName,
      passwordProfile: { password: 'xWwvJ]6NMw+bWH-d' },
    }
    const created = await host.request('POST', graph('/users'), { headers, body })
    expect(created.status).toBe(201)
    expect(created.body['@odata.context']).toBe(`${host.origin}/v1.0/$metadata#users/$entity`)
    const found = await host.request('GET', graph(`/users('door%40${domain}')`), { headers })
    expect(found.body.id).toBe(created.body.id)
    const first = await host.request('GET', graph('/users?$top=1&$select=id'), { headers })
    const link = String(first.body['@odata.nextLink'])
    expect(link.startsWith(`${host.origin}/v1.0/users?`)).toBe(true)
    const second = await host.request('GET', link, { headers })
    expect(second.status).toBe(200)
    expect(second.body.value).not.toEqual(first.body.value)
  })

  it('answers /me with the signed-in user', async () => {
    const me = await host.request('GET', graph('/me'), { headers: await host.actors.asUser() })
    expect(me.body).toMatchObject({ id: host.actors.user('global-administrator').id })
  })

  it('refuses callers without a token, and knows what it may refuse to others', async () => {
    const nobody = await host.request('GET', graph('/users'))
    expect(nobody).toMatchObject({
      status: 401,
      body: { error: { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' } },
    })
    const headers = await host.actors.asApp('read-only')
    const denied = await host.request('POST', graph('/groups'), { headers, body: {} })
    expect(denied).toMatchObject({ status: 403, body: { error: { code: 'Authorization_RequestDenied' } } })
  })

  it('answers a batch whose requests know where they are', async () => {
    const headers = await host.actors.asApp()
    const requests = [{ id: '1', method: 'GET', url: '/organization?$select=id' }]
    const { status, body } = await host.request('POST', graph('/$batch'), { headers, body: { requests } })
    expect(status).toBe(200)
    expect(body.responses).toMatchObject([
      { id: '1', status: 200, body: { '@odata.context': `${host.origin}/v1.0/$metadata#organization(id)` } },
    ])
  })
})
