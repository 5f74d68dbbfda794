import { beforeEach, expect, it } from 'vitest'
import { describeHosts } from '../support/describe-hosts.js'

describeHosts('the forms of the admin centers', (host) => {
  const post = (path: string, body: object = {}) => host.request('POST', `/_emulator/${path}`, { body })
  const outbox = async () => (await host.request('GET', '/_emulator/outbox')).body as unknown as object[]
  const rita = { kind: 'member', displayName: 'Rita Ray', userPrincipalName: 'rita@contoso.onmicrosoft.com' }

  beforeEach(() => host.control.reset())

  it('adds a member and shows the password once', async () => {
    const { status, body } = await post('admin/users', {
      ...rita,
      usageLocation: 'US',
      licenses: ['POWERAPPS_PER_USER'],
    })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(String),
      tenantId: host.actors.tenant.id,
      displayName: 'Rita Ray',
      userPrincipalName: rita.userPrincipalName,
      signInName: rita.userPrincipalName,
      password: expect.stringMatching(/^[A-Z][a-z]{3}\d{4}$/),
    })
    const headers = await host.actors.asApp()
    const user = await host.request('GET', `/v1.0/users/${body.id}?$select=assignedLicenses,mailNickname`, { headers })
    expect(user.body).toMatchObject({ mailNickname: 'rita', assignedLicenses: [{}] })
    const test = await host.control.sync({ environment: 'contoso-test' })
    expect(test.environments[0]?.decisions.find(({ userId }) => userId === body.id)?.outcome).toBe('unchanged')
  })

  it('mails credentials when asked to, to whom it is told, until the outbox is emptied', async () => {
    await post('admin/users', rita)
    expect(await outbox()).toEqual([])
    const { body } = await post(`admin/users/${rita.userPrincipalName}/resetPassword`, {
      sendEmail: true,
      sendTo: ['boss@x.example'],
    })
    expect(await outbox()).toEqual([
      expect.objectContaining({
        tenantId: host.actors.tenant.id,
        kind: 'credentials',
        to: ['boss@x.example'],
        text: expect.stringContaining(String(body.password)),
      }),
    ])
    const elsewhere = host.control.info(host.origin).tenants[1]?.id
    expect((await host.request('GET', `/_emulator/outbox?tenantId=${elsewhere}`)).body).toEqual([])
    expect((await host.request('DELETE', '/_emulator/outbox')).status).toBe(204)
    expect(await outbox()).toEqual([])
    await post(`admin/users/${rita.userPrincipalName}/resetPassword`, { sendEmail: true })
    await host.control.reset()
    expect(await outbox()).toEqual([])
  })

  it.each([
    [
      'a customer of a workforce tenant',
      { kind: 'customer', displayName: 'C', email: 'c@d.example', tenantId: 0 },
      400,
      '/kind',
    ],
    ['a customer without a sign-in name', { kind: 'customer', displayName: 'C' }, 400, undefined],
    ['a member without a name', { kind: 'member', displayName: 'M' }, 400, '/userPrincipalName'],
    ['a foreign domain', { ...rita, userPrincipalName: 'rita@elsewhere.example' }, 400, '/userPrincipalName'],
    ['a license without a usage location', { ...rita, licenses: ['POWERAPPS_PER_USER'] }, 400, '/usageLocation'],
    ['an unknown license', { ...rita, usageLocation: 'US', licenses: ['NOTHING'] }, 400, '/licenses'],
    ['an unknown member', { ...rita, hat: 'red' }, 400, '/hat'],
    ['a taken name', { ...rita, userPrincipalName: 'admin@contoso.onmicrosoft.com' }, 409, '/userPrincipalName'],
    ['an unknown tenant', { ...rita, tenantId: 'nowhere' }, 404, '/tenantId'],
  ])('refuses %s', async (_, form, status, pointer) => {
    const isAtHome = 'tenantId' in form && form.tenantId === 0
    const reply = await post('admin/users', isAtHome ? { ...form, tenantId: host.actors.tenant.id } : form)
    expect(reply, reply.text).toMatchObject({ status, body: { error: pointer === undefined ? {} : { pointer } } })
  })

  it('refuses to reset the password of nobody, and to change one for who does not know it', async () => {
    expect((await post('admin/users/nobody@x.example/resetPassword')).status).toBe(404)
    const { body } = await post('admin/users', rita)
    const change = (currentPassword: unknown, newPassword: unknown) =>
      post(`users/${body.id}/changePassword`, { currentPassword, newPassword })
    expect(await change('Guess123', 'Better12345!')).toMatchObject({
      status: 400,
      body: { error: { pointer: '/currentPassword' } },
    })
    expect((await change(body.password, 'weak')).status).toBe(400)
    expect((await change(body.password, body.password)).status).toBe(400)
    expect((await change(body.password, 'Better12345!')).status).toBe(204)
  })
})
