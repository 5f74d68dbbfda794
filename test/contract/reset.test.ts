import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator, type LocalEmulator } from '../../src/index.js'
import { describeHosts } from '../support/describe-hosts.js'

describeHosts('what a reset leaves of Dataverse', (host) => {
  it.each([
    ['of everything', () => ({})],
    ['of the tenant', () => ({ tenantId: host.actors.tenant.id })],
  ])('refuses a page token from before a reset %s', async (_, request) => {
    const headers = { ...(await host.actors.asApp()), prefer: 'odata.maxpagesize=2' }
    const next = async () => {
      const { body } = await host.request('GET', '/api/data/v9.2/systemusers?$select=fullname', { headers })
      return String(body['@odata.nextLink'])
    }
    const older = await next()
    expect((await host.request('GET', older, { headers })).status).toBe(200)
    await host.control.reset(request())
    expect((await host.request('GET', older, { headers })).status).toBe(400)
    expect((await host.request('GET', await next(), { headers })).status).toBe(200)
  })
})

const newUser = {
  accountEnabled: true,
  displayName: 'Zoe',
  mailNickname: 'zoe',
  userPrincipalName: 'zoe@contoso.onmicrosoft.com',
  passwordProfile: { password: 'Cuyo5459!' },
}

describe('a store that is opened again', () => {
  let data: string
  let emulator: LocalEmulator

  const open = async () => {
    emulator = await createEmulator({ data, store: 'file' })
  }
  const reopen = async () => {
    await emulator.close()
    await open()
  }
  const keys = () => emulator.control.info().tenants.map(({ key }) => key)

  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'graphverse-'))
    await open()
  })
  afterEach(async () => {
    await emulator.close()
    rmSync(data, { recursive: true })
  })

  it('brings deleted tenants of the fixture back in their places', async () => {
    const before = emulator.control.info()
    const first = before.tenants[0]?.id ?? ''
    await emulator.control.deleteTenant(first)
    await reopen()
    expect(keys()).toEqual([before.tenants[1]?.key])
    const taken = emulator.control.tenants({ fixture: { key: 'x', id: first } })
    await expect(taken).rejects.toMatchObject({ status: 400, pointer: '/fixture/id' })
    await emulator.control.reset()
    await reopen()
    expect(emulator.control.info()).toEqual(before)
  })

  it('knows the instant behind which the clock does not go', async () => {
    const { control } = emulator
    await control.clock({ advance: 'P10D' })
    const { tenants } = control.info()
    const { access_token } = await control.tokens({
      app: tenants[0]?.apps[0]?.clientId ?? '',
      scope: 'https://graph.microsoft.com/.default',
    })
    const made = await emulator.fetch(
      new Request('http://localhost/v1.0/users', {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: JSON.stringify(newUser),
      }),
    )
    expect(made.status).toBe(201)
    await reopen()
    await expect(emulator.control.clock({ advance: 'P1D' })).rejects.toMatchObject({ status: 400 })
    expect((await emulator.control.clock({ advance: 'P11D' })).frozen).toBe(false)
    await emulator.control.reset()
    expect((await emulator.control.clock({ advance: 'P1D' })).frozen).toBe(false)
  })
})
