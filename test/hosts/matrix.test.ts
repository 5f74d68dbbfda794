import { expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

describeHosts('every door', (host) => {
  it('lets an app read users, with URLs that lead back through the same door', async () => {
    const headers = await host.actors.asApp()
    const first = await host.request('GET', '/v1.0/users?$top=2&$select=id', { headers })
    expect(first.status).toBe(200)
    expect(first.body['@odata.context']).toBe(`${host.origin}/v1.0/$metadata#users(id)`)
    const next = String(first.body['@odata.nextLink'])
    expect(next.startsWith(`${host.origin}/v1.0/users?`)).toBe(true)
    const second = await host.request('GET', next, { headers })
    expect(second.body.value).toHaveLength(2)
    expect(second.body.value).not.toEqual(first.body.value)
  })

  it('lets a user ask Dataverse who he is', async () => {
    const headers = await host.actors.asUser('licensed-member')
    const { status, body } = await host.request('GET', '/api/data/v9.2/WhoAmI', { headers })
    expect(status).toBe(200)
    expect(body['@odata.context']).toContain(host.origin)
    expect(body.UserId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('lets an app create a user', async () => {
    const headers = await host.actors.asApp()
    const user = {
      displayName: 'Nora Åberg',
      mailNickname: 'nora',
      userPrincipalName: 'nora@contoso.onmicrosoft.com',
      accountEnabled: true,
      passwordProfile: { password: 'Correct-Horse-1' },
    }
    const { status, body } = await host.request('POST', '/v1.0/users', { headers, body: user })
    expect(status).toBe(201)
    expect(body).toMatchObject({ displayName: 'Nora Åberg' })
    const gone = await host.request('DELETE', `/v1.0/users/${body.id}`, { headers })
    expect(gone).toMatchObject({ status: 204, text: '' })
  })

  it('has the control plane behind it', async () => {
    expect(await host.request('GET', '/_emulator/health')).toMatchObject({ status: 200, body: { status: 'ok' } })
    const info = await host.request('GET', '/_emulator/info')
    expect(info.body.tenants).toMatchObject([{ authority: `${host.origin}/${host.actors.tenant.id}` }, {}])
    const posted = await host.request('POST', '/_emulator/clock', { body: { freeze: true } })
    expect(posted.body).toMatchObject({ frozen: true })
    await host.control.clock({ freeze: false })
  })

  it('answers without a token in the shape of the service', async () => {
    const graph = await host.request('GET', '/v1.0/users')
    expect(graph).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } })
    const dataverse = await host.request('GET', '/api/data/v9.2/accounts')
    expect(dataverse.status).toBe(401)
    expect(dataverse.headers['www-authenticate']).toContain(`resource_id=${host.origin}/`)
  })

  it('answers HEAD without a body, and OPTIONS', async () => {
    const head = await host.request('HEAD', '/_emulator/health')
    expect(head).toMatchObject({ status: 200, text: '' })
    expect((await host.request('OPTIONS', '/v1.0/users')).status).toBeLessThan(500)
  })
})
