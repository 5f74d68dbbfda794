import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

const PLATFORM = '/providers/Microsoft.BusinessAppPlatform'
const APPLICATIONS = `${PLATFORM}/adminApplications`

describeHosts('management applications of the admin API', (host) => {
  const app = () => host.actors.app('read-only')
  const asAdministrator = () => host.actors.asUser('power-platform-administrator')
  const addAppUser = async () =>
    host.request('POST', `${PLATFORM}/scopes/admin/environments/contoso-test/addAppUser?api-version=2020-10-01`, {
      headers: await host.actors.asApp('read-only'),
      body: { servicePrincipalAppId: app().clientId },
    })

  beforeEach(() => host.control.reset())

  it('administer the environments of their tenant for as long as they are registered', async () => {
    expect((await addAppUser()).status).toBe(403)
    const headers = await asAdministrator()
    const path = `${APPLICATIONS}/${app().clientId}?api-version=2020-10-01`
    const registered = await host.request('PUT', path, { headers })
    expect(registered, registered.text).toMatchObject({ status: 200, body: { applicationId: app().clientId } })
    expect((await host.request('PUT', path, { headers })).status).toBe(200)
    const listed = await host.request('GET', APPLICATIONS, { headers })
    expect(listed.body.value).toEqual([{ applicationId: app().clientId }])
    expect((await addAppUser()).body).toMatchObject({ errors: [], information: [{ Code: 'UserAdded' }] })
    expect((await host.request('DELETE', path, { headers })).status).toBe(200)
    expect((await host.request('GET', APPLICATIONS, { headers })).body.value).toEqual([])
    expect((await host.request('DELETE', path, { headers })).status).toBe(404)
  })

  it('are registered by administrators in person, and must exist', async () => {
    const path = `${APPLICATIONS}/${app().clientId}`
    expect((await host.request('PUT', path, { headers: await host.actors.asApp('read-only') })).status).toBe(403)
    expect((await host.request('PUT', path, { headers: await host.actors.asUser('licensed-member') })).status).toBe(403)
    const unknown = `${APPLICATIONS}/12345678-1234-1234-1234-123456789012`
    expect((await host.request('PUT', unknown, { headers: await asAdministrator() })).status).toBe(404)
  })
})
