import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

type Json = Record<string, unknown>

describeHosts('/_emulator/settings', (host) => {
  const post = (body: object) => host.request('POST', '/_emulator/settings', { body })
  const get = async (query = '') =>
    (await host.request('GET', `/_emulator/settings${query}`)).body.environments as (Json & { settings: Json })[]
  const settingsOf = async (environment: string) => (await get(`?environment=${environment}`))[0]?.settings

  beforeEach(() => host.control.reset())

  it('tells every setting with the value in force, environment by environment', async () => {
    const environments = await get()
    expect(environments.map(({ uniqueName }) => uniqueName)).toEqual(
      host.control
        .info(host.origin)
        .tenants.flatMap((tenant) => tenant.environments.map(({ uniqueName }) => uniqueName)),
    )
    expect(await settingsOf('contoso')).toEqual({
      'sync.mode': 'auto',
      'securityGroup.nestedMembersJit': false,
      'teams.onDemandAdd': true,
      'teams.inheritableRolesOnly': false,
      'developer.allowAdditionalUsers': false,
      'admin.autoSystemAdministrator': false,
      'profile.mode': 'online',
      'profile.primaryEmailPolicy': 'untilClientUpdate',
      'form.statusEditable': false,
      'roles.auto': true,
      lenient: false,
    })
  })

  it('changes those that are named, in one environment, and a reset takes it back', async () => {
    const change = { 'profile.mode': 'onPremises', lenient: true }
    const { status, body } = await post({ environment: 'Contoso', settings: change })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      environments: [{ tenantId: host.actors.tenant.id, uniqueName: 'contoso', settings: change }],
    })
    expect(await settingsOf('contoso')).toMatchObject({ ...change, 'teams.onDemandAdd': true })
    expect(await settingsOf('contoso-test')).toMatchObject({ 'profile.mode': 'online', lenient: false })
    expect((await host.control.settings({ environment: 'contoso' })).environments).toEqual(
      await get('?environment=contoso'),
    )
    await host.control.reset()
    expect(await settingsOf('contoso')).toMatchObject({ 'profile.mode': 'online', lenient: false })
  })

  it('changes all environments of a tenant, and what follows is synchronized before the answer', async () => {
    const tenantId = host.actors.tenant.id
    await post({ tenantId, settings: { 'sync.mode': 'manual' } })
    const headers = await host.actors.asApp()
    const { id } = host.actors.user('licensed-member')
    const row = async () => {
      const path = `/api/data/v9.2/systemusers?$filter=azureactivedirectoryobjectid eq ${id}&$select=jobtitle`
      const { body } = await host.request('GET', path, { headers: await host.actors.asApp('dataverse-s2s') })
      return (body.value as Json[])[0]
    }
    await host.request('PATCH', `/v1.0/users/${id}`, { headers, body: { jobTitle: 'Captain' } })
    expect(await row()).toMatchObject({ jobtitle: expect.not.stringContaining('Captain') })
    expect((await post({ tenantId, settings: { 'sync.mode': 'auto' } })).status).toBe(200)
    expect(await row()).toMatchObject({ jobtitle: 'Captain' })
  })

  it('switches roles that licenses bring off for good: for nobody on again, not even beside others', async () => {
    expect((await post({ environment: 'contoso', settings: { 'roles.auto': true } })).status).toBe(200)
    expect((await post({ environment: 'contoso', settings: { 'roles.auto': false } })).status).toBe(200)
    const again = await post({ settings: { 'roles.auto': true, lenient: true } })
    expect(again).toMatchObject({
      status: 409,
      body: {
        error: { code: 'conflict', pointer: '/settings/roles.auto', message: expect.stringContaining('ROLE-17') },
      },
    })
    // Refused for one, it is done for none.
    expect(await settingsOf('contoso-test')).toMatchObject({ 'roles.auto': true, lenient: false })
    expect(await settingsOf('contoso')).toMatchObject({ 'roles.auto': false, lenient: false })
    expect((await post({ environment: 'contoso', settings: { 'roles.auto': false } })).status).toBe(200)
  })

  it.each([
    ['an unknown environment', { environment: 'nowhere', settings: {} }, 404, '/environment'],
    ['an unknown tenant', { tenantId: 'nobody', settings: {} }, 404, '/tenantId'],
    ['nothing', {}, 400, undefined],
    ['an unknown setting', { settings: { 'roles.automatic': true } }, 400, '/settings/roles.automatic'],
    ['a wrong value', { settings: { lenient: 'yes' } }, 400, '/settings/lenient'],
    ['a mode that is none', { settings: { 'sync.mode': 'interval:P' } }, 400, '/settings/sync.mode'],
    [
      'what only a new environment takes',
      { settings: { 'seed.systemApplicationUsers': 'full' } },
      400,
      '/settings/seed.systemApplicationUsers',
    ],
    [
      'what is the organization’s',
      { settings: { 'orgdborgsettings.EnableSystemUserDelete': true } },
      400,
      '/settings/orgdborgsettings.EnableSystemUserDelete',
    ],
  ])('refuses %s', async (_, body, status, pointer) => {
    const before = await get()
    const reply = await post(body)
    expect(reply, reply.text).toMatchObject({ status, body: { error: pointer === undefined ? {} : { pointer } } })
    expect(await get()).toEqual(before)
  })
})
