import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

const PREMIUM = 'b30411f5-fea1-4a59-9ad9-3db7c7ead579'

describeHosts('from a directory user to a systemuser', (host) => {
  const asAdministrator = () => host.actors.asUser('global-administrator')
  const sg = () => host.actors.tenant.groups.find(({ key }) => key === 'sg')?.id

  beforeEach(() => host.control.reset())

  const graph = async (method: string, path: string, body?: object) => {
    const headers = await asAdministrator()
    const answer = await host.request(method, `/v1.0${path}`, { headers, ...(body && { body }) })
    expect(answer.status, answer.text).toBeLessThan(300)
    return answer.body
  }
  const createUser = async (name: string) => {
    const user = await graph('POST', '/users', {
      accountEnabled: true,
      displayName: `${name} Test`,
      givenName: name,
      surname: 'Test',
      jobTitle: 'Tester',
      mailNickname: name,
      userPrincipalName: `${name}@contoso.onmicrosoft.com`,
      usageLocation: 'US',
      passwordProfile: { password: 'Cuyo5459!', forceChangePasswordNextSignIn: false },
    })
    return String(user.id)
  }
  const license = (id: string, change: { add?: boolean }) =>
    graph('POST', `/users/${id}/assignLicense`, {
      addLicenses: change.add ? [{ skuId: PREMIUM, disabledPlans: [] }] : [],
      removeLicenses: change.add ? [] : [PREMIUM],
    })
  const join = (id: string) =>
    graph('POST', `/groups/${sg()}/members/$ref`, { '@odata.id': `${host.origin}/v1.0/directoryObjects/${id}` })
  const rowOf = async (id: string, environment = 'contoso') => {
    const headers = await host.actors.asApp('dataverse-s2s')
    const query = `$filter=azureactivedirectoryobjectid eq ${id}`
    const { body } = await host.request('GET', `/environments/${environment}/api/data/v9.2/systemusers?${query}`, {
      headers,
    })
    const rows = body.value as Record<string, unknown>[]
    expect(rows.length).toBeLessThanOrEqual(1)
    return rows[0]
  }

  it('appears with license and group, is blocked, deleted, restored', async () => {
    const id = await createUser('zoe')
    expect(await rowOf(id)).toBeUndefined()
    await license(id, { add: true })
    expect(await rowOf(id, 'contoso-test')).toMatchObject({ isdisabled: false, fullname: 'zoe Test' })
    expect(await rowOf(id)).toBeUndefined()
    await join(id)
    expect(await rowOf(id)).toMatchObject({
      isdisabled: false,
      islicensed: true,
      accessmode: 0,
      domainname: 'zoe@contoso.onmicrosoft.com',
      jobtitle: 'Tester',
    })
    await graph('PATCH', `/users/${id}`, { accountEnabled: false, jobTitle: 'Former tester' })
    expect(await rowOf(id)).toMatchObject({ isdisabled: true, disabledreason: 'UserDisabledInDirectory' })
    await graph('PATCH', `/users/${id}`, { accountEnabled: true })
    expect(await rowOf(id)).toMatchObject({ isdisabled: false, jobtitle: 'Former tester' })
    await graph('DELETE', `/users/${id}`)
    expect(await rowOf(id)).toMatchObject({ isdisabled: true, azurestate: 1 })
    await graph('POST', `/directory/deletedItems/${id}/restore`)
    expect(await rowOf(id)).toMatchObject({ isdisabled: false, azurestate: 0 })
    await license(id, {})
    expect(await rowOf(id)).toMatchObject({ isdisabled: true, islicensed: false, disabledreason: 'UserNotLicensed' })
  })

  it('is refused with the token from before, once the account is blocked or gone', async () => {
    const member = host.actors.user('licensed-member')
    const headers = await host.actors.asUser('licensed-member')
    const whoAmI = () => host.request('GET', '/api/data/v9.2/WhoAmI', { headers })
    expect((await whoAmI()).status).toBe(200)
    await graph('PATCH', `/users/${member.id}`, { accountEnabled: false })
    expect(await whoAmI()).toMatchObject({ status: 403, body: { error: { code: '0x80040225' } } })
    expect((await host.request('GET', '/v1.0/me', { headers })).status).toBe(401)
    await graph('PATCH', `/users/${member.id}`, { accountEnabled: true })
    expect((await whoAmI()).status).toBe(200)
    await graph('DELETE', `/users/${member.id}`)
    expect(await whoAmI()).toMatchObject({ status: 403, body: { error: { code: '0x80040225' } } })
  })

  it('is purged 30 days after the deletion', async () => {
    const id = host.actors.user('licensed-member').id
    await graph('DELETE', `/users/${id}`)
    await host.control.clock({ advance: 'P31D' })
    expect(await rowOf(id)).toMatchObject({ isdisabled: true, azurestate: 2 })
    const { status } = await host.request('GET', `/v1.0/directory/deletedItems/${id}`, {
      headers: await asAdministrator(),
    })
    expect(status).toBe(404)
  })

  it('enters by first access whom the background would not have added yet', async () => {
    const { id } = await host.control.tenants({
      fixture: {
        key: 'lab',
        apps: [{ key: 'client', publicClient: true, delegatedPermissions: ['Dataverse/user_impersonation'] }],
        users: [{ key: 'fay', licenses: ['SPE_E5'] }],
        environments: [{ uniqueName: 'lab', type: 'Default' }],
      },
    })
    const [tenant] = host.control.info(host.origin).tenants.filter((each) => each.id === id)
    const [fay] = tenant?.users ?? []
    const form = new URLSearchParams({
      grant_type: 'password',
      client_id: tenant?.apps[0]?.clientId ?? '',
      username: fay?.userPrincipalName ?? '',
      password: fay?.password ?? '',
      scope: `${host.origin}/environments/lab/.default`,
    })
    const { body } = await host.request('POST', `/${id}/oauth2/v2.0/token`, { body: form })
    const headers = { authorization: `Bearer ${body.access_token}` }
    const whoAmI = await host.request('GET', '/environments/lab/api/data/v9.2/WhoAmI', { headers })
    expect(whoAmI.status, whoAmI.text).toBe(200)
    const report = await host.control.sync({ tenantId: id })
    expect(report.environments[0]?.decisions).toMatchObject([
      { systemuserid: whoAmI.body.UserId, outcome: 'unchanged', rule: 'REQ-07' },
    ])
  })
})

describeHosts(
  'synchronization every five minutes',
  (host) => {
    it('makes the row at the next tick of the clock', async () => {
      const { id } = host.actors.user('member')
      const headers = await host.actors.asApp()
      const body = { addLicenses: [{ skuId: PREMIUM, disabledPlans: [] }], removeLicenses: [] }
      await host.request('POST', `/v1.0/users/${id}/assignLicense`, { headers, body })
      await host.control.clock({ advance: 'PT5M' })
      const report = await host.control.sync({ environment: 'contoso-test' })
      expect(report.environments[0]?.decisions.find(({ userId }) => userId === id)).toMatchObject({
        outcome: 'unchanged',
        systemuserid: expect.any(String),
      })
    })
  },
  { sync: 'interval:PT5M' },
)

describeHosts(
  'synchronization on request only',
  (host) => {
    it('adds the user when it is asked for', async () => {
      const { id } = host.actors.user('member')
      const headers = await host.actors.asApp()
      const body = { addLicenses: [{ skuId: PREMIUM, disabledPlans: [] }], removeLicenses: [] }
      await host.request('POST', `/v1.0/users/${id}/assignLicense`, { headers, body })
      await host.control.clock({ advance: 'PT1H' })
      const report = await host.control.sync({ environment: 'contoso-test' })
      expect(report.environments[0]?.decisions.find(({ userId }) => userId === id)).toMatchObject({ outcome: 'added' })
    })
  },
  { sync: 'manual' },
)
