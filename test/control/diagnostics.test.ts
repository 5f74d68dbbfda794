import { beforeEach, expect, it } from 'vitest'
import { rulebookFixture } from '../provisioning/rulebook-tenant.js'
import { describeHosts } from '../support/describe-hosts.js'

interface Answered {
  readonly checks: readonly { readonly check: string; readonly passed: boolean; readonly rule: string }[]
}

const NAMES = ['database', 'rowKind', 'directoryState', 'environmentType', 'securityGroup', 'licence', 'role']

describeHosts('diagnostics', (host) => {
  const tenant = () => {
    const [first] = host.control.info(host.origin).tenants
    if (!first) throw new Error('the fixture has no tenant')
    return first
  }
  const user = (purpose: string) => {
    const found = tenant().users.find((each) => each.purpose === purpose)
    if (!found) throw new Error(`the fixture has no ${purpose}`)
    return found
  }
  const path = (of: string, query = '', environment = 'contoso') =>
    `/_emulator/diagnostics/${environment}/${encodeURIComponent(of)}${query}`
  const get = (of: string, query?: string, environment?: string) => host.request('GET', path(of, query, environment))
  const run = (of: string, query?: string) => host.request('POST', path(of, query))

  beforeEach(() => host.control.reset())

  it('lists every check in order, with what was found and the mend', async () => {
    const { id, userPrincipalName } = user('member')
    const { status, body } = await get(userPrincipalName)
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['environment', 'userId', 'outcome', 'reason', 'systemuser', 'checks'])
    expect(body).toMatchObject({ environment: 'contoso', userId: id, outcome: 'skipped', systemuser: null })
    const { checks } = body as unknown as Answered
    expect(checks.map(({ check }) => check)).toEqual(NAMES)
    for (const check of checks) expect(Object.keys(check)).toEqual(['check', 'passed', 'rule', 'detail', 'mend'])
    expect(checks.find(({ check }) => check === 'licence')).toMatchObject({
      passed: false,
      rule: 'LIC-02',
      detail: expect.stringContaining(userPrincipalName),
      mend: expect.stringContaining('Power Apps Premium'),
    })
  })

  it('shows the row of a user who is in, by id, name and the id of the row', async () => {
    const { id, userPrincipalName } = user('licensed-member')
    const { body } = await get(id.toUpperCase())
    expect(body).toMatchObject({ outcome: 'unchanged', reason: null, systemuser: { isdisabled: false } })
    expect((body as unknown as Answered).checks.every(({ passed }) => passed)).toBe(true)
    expect((await get(userPrincipalName.toUpperCase())).body).toEqual(body)
    const { systemuserid } = body.systemuser as { systemuserid: string }
    expect((await get(systemuserid)).body).toEqual(body)
  })

  it('changes nothing when it is read, and synchronizes when it is posted', async () => {
    const { id } = user('power-platform-administrator')
    const before = (await get(id)).body
    expect(before).toMatchObject({ outcome: 'added', systemuser: null })
    expect((await get(id)).body).toEqual(before)
    expect((await run(id)).body).toMatchObject({ outcome: 'added', systemuser: { accessmode: 1, setupuser: true } })
    expect((await get(id)).body).toMatchObject({ outcome: 'unchanged', systemuser: { accessmode: 1 } })
  })

  it('is the same in the process', async () => {
    const { id } = user('guest')
    const options = { mechanism: 'api', tenantId: tenant().id } as const
    const { body } = await get(id, `?mechanism=api&tenantId=${tenant().id}`)
    expect(body).toEqual(await host.control.diagnostics('contoso', id, options))
  })

  it.each([
    ['an unknown user', 'nobody@contoso.onmicrosoft.com', '', 'contoso', 'nobody@'],
    ['an unknown environment', 'x', '', 'nowhere', '"nowhere"'],
    ['an unknown tenant', 'x', '?tenantId=nobody', 'contoso', '"nobody"'],
  ])('answers 404 for %s', async (_, of, query, environment, culprit) => {
    const { status, body } = await get(of, query, environment)
    expect(status).toBe(404)
    expect(body.error).toMatchObject({ code: 'notFound', message: expect.stringContaining(culprit) })
  })

  it('knows three mechanisms', async () => {
    const { status, body } = await get(user('member').id, '?mechanism=magic')
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ message: expect.stringContaining('background, firstAccess, api') })
  })

  it('is not for rows that follow no directory user', async () => {
    const service = tenant().apps.find(({ purpose }) => purpose === 'dataverse-s2s')
    expect((await get(service?.servicePrincipalId ?? '')).status).toBe(404)
    expect((await run('crmoln@microsoft.com')).status).toBe(404)
  })

  it('is refused for a stub, until the directory has a user of that name', async () => {
    const { tenants } = rulebookFixture()
    const [rules] = tenants
    if (!rules) throw new Error('the fixture has no tenant')
    const environments = [{ uniqueName: 'stubs', systemusers: [{ stub: 'zed@rules.onmicrosoft.com' }] }]
    const made = await host.control.tenants({
      fixture: { ...rules, key: 'stubs', domains: ['rules.onmicrosoft.com'], environments },
    })
    for (const method of ['GET', 'POST']) {
      const { status, body } = await host.request(method, `/_emulator/diagnostics/stubs/zed@rules.onmicrosoft.com`)
      expect(status).toBe(400)
      expect(body.error).toMatchObject({ code: 'StubUser', message: expect.stringContaining('STUB-12') })
    }
    await host.control.deleteTenant(made.id)
  })
})
