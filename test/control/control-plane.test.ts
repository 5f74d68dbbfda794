import { beforeEach, expect, it } from 'vitest'
import type { Answer } from '../support/describe-hosts.js'
import { describeHosts } from '../support/describe-hosts.js'

const errorOf = ({ body }: Answer) => body.error as { code: string; message: string; pointer?: string }

describeHosts('the control plane', (host) => {
  const post = (path: string, body?: object, headers = {}) =>
    host.request('POST', `/_emulator/${path}`, { headers, ...(body && { body }) })
  const get = (path: string) => host.request('GET', `/_emulator/${path}`)
  const drop = (path: string) => host.request('DELETE', `/_emulator/${path}`)

  const userNames = async () => {
    const headers = await host.actors.asApp()
    const { body } = await host.request('GET', '/v1.0/users?$top=999&$select=displayName', { headers })
    return (body.value as { displayName: string }[]).map(({ displayName }) => displayName)
  }
  const addUser = async (displayName: string) => {
    const body = {
      accountEnabled: true,
      displayName,
      mailNickname: displayName,
      userPrincipalName: `${displayName}@contoso.onmicrosoft.com`,
      passwordProfile: { password: 'Cuyo5459!' },
    }
    const { status } = await host.request('POST', '/v1.0/users', { headers: await host.actors.asApp(), body })
    expect(status).toBe(201)
  }

  beforeEach(async () => {
    expect((await post('reset')).status).toBe(204)
  })

  it('says that it is ready', async () => {
    expect(await get('health')).toMatchObject({ status: 200, body: { status: 'ok' } })
  })

  it('tells what there is, with URLs under the address it was asked at', async () => {
    const { status, body } = await get('info')
    expect(status).toBe(200)
    expect(body).toEqual(host.control.info(host.origin))
    const [workforce, external] = body.tenants as {
      kind: string
      environments: object[]
      authority: string
      id: string
    }[]
    expect([workforce?.kind, external?.kind]).toEqual(['workforce', 'external'])
    expect(workforce?.authority).toBe(`${host.origin}/${workforce?.id}`)
    expect(workforce?.environments[0]).toMatchObject({
      key: 'contoso',
      uniqueName: 'contoso',
      type: 'Production',
      url: `${host.origin}/environments/contoso`,
      webApi: `${host.origin}/environments/contoso/api/data/v9.2`,
      default: true,
    })
  })

  it('goes back to the fixture', async () => {
    await addUser('zoe')
    await post('tenants', { fixture: 'contoso' })
    await post('clock', { advance: 'P40D' })
    expect(await userNames()).toContain('zoe')
    expect(await post('reset')).toMatchObject({ status: 204, text: '' })
    expect(await userNames()).not.toContain('zoe')
    expect((await get('info')).body.tenants).toHaveLength(2)
    const now = Date.parse(String((await get('clock')).body.now))
    expect(Math.abs(now - Date.now())).toBeLessThan(60_000)
  })

  it('takes one tenant alone back', async () => {
    await addUser('zoe')
    const { body } = await post('tenants', { fixture: 'contoso' })
    expect((await post('reset', { tenantId: String(body.id) })).status).toBe(204)
    expect(await userNames()).toContain('zoe')
    expect((await post('reset', { tenantId: host.actors.tenant.id })).status).toBe(204)
    expect(await userNames()).not.toContain('zoe')
    expect((await get('info')).body.tenants).toHaveLength(3)
    expect(errorOf(await post('reset', { tenantId: 'nobody' }))).toMatchObject({
      code: 'notFound',
      pointer: '/tenantId',
    })
  })

  it('makes a fresh tenant from the start fixture, with names of its own', async () => {
    const { status, body } = await post('tenants', { fixture: 'contoso' })
    const suffix = `-${String(body.id).slice(0, 6)}`
    expect(status).toBe(201)
    expect(body).toMatchObject({ key: 'contoso', defaultDomain: `contoso${suffix}.onmicrosoft.com` })
    const made = body as unknown as ReturnType<typeof host.control.info>['tenants'][number]
    expect(made.environments[0]).toMatchObject({ key: 'contoso', uniqueName: `contoso${suffix}` })
    const adele = made.users.find(({ key }) => key === 'adele')
    expect(adele?.userPrincipalName).toBe(`AdeleV@contoso${suffix}.onmicrosoft.com`)
    expect(adele?.id).not.toBe(host.actors.user('licensed-member').id)
    const known = (await get('info')).body.tenants as { id: string }[]
    expect(known.map(({ id }) => id)).toContain(body.id)
    expect((await drop(`tenants/${body.id}`)).status).toBe(204)
    expect((await drop(`tenants/${body.id}`)).status).toBe(404)
  })

  it('makes a tenant from a document, and nobody in it is synchronized', async () => {
    const fixture = {
      key: 'lab',
      users: [{ key: 'ann', licenses: ['POWERAPPS_PER_USER'] }],
      environments: [{ uniqueName: 'lab' }],
    }
    const { status, body } = await post('tenants', { fixture })
    expect(status).toBe(201)
    expect(body).toMatchObject({ kind: 'workforce', displayName: 'lab', users: [{ key: 'ann' }] })
    const tenantId = String(body.id)
    const report = (await post('sync', { environment: 'lab', tenantId })).body
    expect(report.environments).toMatchObject([{ tenantId, uniqueName: 'lab', examined: 1, added: 1 }])
    expect((await post(`sync?tenantId=${tenantId}`)).body.environments).toMatchObject([{ unchanged: 1 }])
  })

  it('tells a long report of synchronization whole', async () => {
    const users = Array.from({ length: 500 }, (_, at) => ({ key: `u${at}`, displayName: `Zoë ${at}` }))
    const fixture = { key: 'crowd', users, environments: [{ uniqueName: 'crowd' }] }
    const tenantId = String((await post('tenants', { fixture })).body.id)
    const { text, body, headers } = await post('sync', { environment: 'crowd', tenantId })
    expect(text.length).toBeGreaterThan(64 * 1024)
    expect(body.environments).toMatchObject([{ examined: 500, skipped: 500 }])
    const [report] = body.environments as { decisions: { userId: string }[] }[]
    expect(new Set(report?.decisions.map(({ userId }) => userId)).size).toBe(500)
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect([undefined, String(Buffer.byteLength(text))]).toContain(headers['content-length'])
  })

  it('refuses a document with the pointer of what is wrong, and makes nothing', async () => {
    const unknown = await post('tenants', { fixture: { key: 'x', users: [{ key: 'a', colour: 'red' }] } })
    expect(unknown.status).toBe(400)
    expect(errorOf(unknown)).toMatchObject({ code: 'badRequest', pointer: '/fixture/users/0/colour' })
    const late = await post('tenants', { fixture: { key: 'x', users: [{ key: 'a', password: 'aaaaaaaa' }] } })
    expect(late.status).toBe(400)
    expect(errorOf(late)).toMatchObject({ pointer: '/fixture/users/0', message: expect.stringContaining('too weak') })
    const taken = await post('tenants', { fixture: { key: 'x', id: host.actors.tenant.id } })
    expect(errorOf(taken)).toMatchObject({ pointer: '/fixture/id' })
    expect(await post('tenants', { fixture: 'nothing' })).toMatchObject({ status: 404 })
    expect((await get('info')).body.tenants).toHaveLength(2)
  })

  it('keeps the last tenant', async () => {
    const [first, second] = host.control.info().tenants
    expect((await drop(`tenants/${second?.id}`)).status).toBe(204)
    expect(await drop(`tenants/${first?.id}`)).toMatchObject({ status: 409 })
  })

  it('takes, restores and forgets snapshots', async () => {
    await addUser('zoe')
    const { status, body } = await post('snapshots', { name: 'with zoe' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'with zoe', tenants: expect.arrayContaining([host.actors.tenant.id]) })
    expect((await post('snapshots', { name: 'with zoe' })).status).toBe(409)
    await post('reset')
    expect(JSON.parse((await get('snapshots')).text)).toMatchObject([{ name: 'with zoe' }])
    expect((await post('snapshots/with%20zoe/restore')).status).toBe(204)
    expect(await userNames()).toContain('zoe')
    expect((await drop('snapshots/with%20zoe')).status).toBe(204)
    expect((await post('snapshots/with%20zoe/restore')).status).toBe(404)
    expect((await get('snapshots')).text).toBe('[]')
  })

  it('moves, stops and starts the clock', async () => {
    const now = async () => Date.parse(String((await get('clock')).body.now))
    const before = await now()
    const moved = await post('clock', { advance: 'P31D' })
    expect(moved.status).toBe(200)
    expect(Date.parse(String(moved.body.now)) - before).toBeGreaterThanOrEqual(31 * 86_400_000)
    expect((await post('clock', { set: '2040-01-01T00:00:00Z' })).body).toMatchObject({ frozen: false })
    expect(await now()).toBeGreaterThanOrEqual(Date.parse('2040-01-01T00:00:00Z'))
    expect((await post('clock', { freeze: true })).body.frozen).toBe(true)
    expect((await post('clock', { set: '2041-01-01T00:00:00Z' })).body).toEqual({
      now: '2041-01-01T00:00:00Z',
      frozen: true,
    })
    expect((await post('clock', { freeze: false })).body.frozen).toBe(false)
    expect((await post('clock', { reset: true })).body.frozen).toBe(false)
    expect(Math.abs((await now()) - Date.now())).toBeLessThan(60_000)
  })

  it('does not go behind the last change', async () => {
    await addUser('zoe')
    const refused = await post('clock', { set: '2020-01-01T00:00:00Z' })
    expect(refused.status).toBe(400)
    expect(errorOf(refused)).toMatchObject({ pointer: '/set', message: expect.stringContaining('last change') })
  })

  it.each([
    ['clock', {}, ''],
    ['clock', { advance: 'P1D', freeze: true }, ''],
    ['clock', { advance: 'soon' }, '/advance'],
    ['clock', { set: '2026-02-30T00:00:00Z' }, '/set'],
    ['clock', { freeze: 'yes' }, '/freeze'],
    ['reset', { tenant: 'x' }, '/tenant'],
    ['tenants', {}, '/fixture'],
    ['tenants', { fixture: 7 }, '/fixture'],
    ['snapshots', { name: '' }, '/name'],
    ['snapshots', { name: 'a', at: 1 }, '/at'],
    ['sync', { environments: 'contoso' }, '/environments'],
    ['sync', { decisions: 'some' }, '/decisions'],
    ['sync', [], ''],
  ])('refuses a bad body: %s %j', async (path, body, pointer) => {
    const answer = await post(path, body)
    expect(answer.status).toBe(400)
    expect(errorOf(answer)).toMatchObject({ code: 'badRequest' })
    expect(errorOf(answer).pointer ?? '').toBe(pointer)
  })

  it('synchronizes on request and reports every decision', async () => {
    const { status, body } = await post('sync', { environment: 'contoso' })
    expect(status).toBe(200)
    const [report] = body.environments as { examined: number; decisions: Record<string, unknown>[] }[]
    expect(report?.decisions).toHaveLength(report?.examined ?? -1)
    const administrator = host.actors.user('power-platform-administrator')
    expect(report?.decisions.find(({ userId }) => userId === administrator.id)).toEqual({
      userId: administrator.id,
      userPrincipalName: administrator.userPrincipalName,
      systemuserid: expect.any(String),
      outcome: 'added',
      reason: null,
      rule: 'ENAB-12',
    })
    expect(await post('sync', { environment: 'nowhere' })).toMatchObject({ status: 404 })
    expect((await post('sync')).body.environments).toHaveLength(2)
  })

  it('makes a token without a sign-in', async () => {
    const user = host.actors.user('licensed-member')
    const { status, body } = await post('tokens', {
      tenantId: host.actors.tenant.id,
      user: user.userPrincipalName,
      scope: `${host.origin}/.default`,
    })
    expect(status).toBe(200)
    const headers = { authorization: `Bearer ${body.access_token}` }
    expect((await host.request('GET', '/v1.0/me', { headers })).body.id).toBe(user.id)
    const scope = 'https://graph.microsoft.com/.default'
    expect(await post('tokens', { user: 'nobody', scope })).toMatchObject({ status: 404 })
    expect(await post('tokens', { scope })).toMatchObject({ status: 400 })
  })

  it('offers the same calls in process', async () => {
    await host.control.tenants({ fixture: 'contoso' })
    expect((await host.control.sync({ environment: 'contoso' })).environments).toHaveLength(1)
    expect(await host.control.clock({ freeze: true })).toMatchObject({ frozen: true })
    expect((await host.control.snapshots({ name: 's' })).tenants).toHaveLength(3)
    await expect(host.control.sync({ environment: 'x' })).rejects.toMatchObject({ status: 404, code: 'notFound' })
    await host.control.deleteSnapshot('s')
    await host.control.reset()
    expect(host.control.info().tenants).toHaveLength(2)
  })
})
