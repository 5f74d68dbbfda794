import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

describeHosts('the web interface', (host) => {
  beforeEach(() => host.control.reset())

  const open = async (purpose: string, path = '/main.aspx', accept = 'text/html') => {
    const headers = { ...(await host.actors.asUser(purpose)), accept }
    return host.request('GET', path, { headers })
  }

  it('welcomes who may open it, under the short and the full address', async () => {
    const short = await open('licensed-member')
    expect(short).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(short.text).toContain('<dt>Access mode</dt><dd>Read-Write</dd>')
    expect((await open('licensed-member', '/environments/contoso/main.aspx')).text).toBe(short.text)
  })

  it('refuses who is no member: browsers with a page, programs with the error of the Web API', async () => {
    const forBrowser = await open('member')
    expect(forBrowser).toMatchObject({ status: 403, headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(forBrowser.text).toContain('0x80072560')
    expect(await open('member', '/main.aspx', '*/*')).toMatchObject({
      status: 403,
      body: { error: { code: '0x80072560', message: 'The user is not a member of the organization.' } },
    })
  })

  it('asks for a token, and knows no other environments and methods', async () => {
    const nobody = await host.request('GET', '/environments/contoso/main.aspx')
    expect(nobody).toMatchObject({ status: 401, body: { error: { code: 'Unauthorized' } } })
    expect(nobody.headers['www-authenticate']).toContain(`resource_id=${host.origin}/environments/contoso/`)
    expect((await open('licensed-member', '/environments/nowhere/main.aspx')).status).toBe(404)
    const headers = await host.actors.asUser('licensed-member')
    expect((await host.request('POST', '/main.aspx', { headers })).status).toBe(405)
  })
})
