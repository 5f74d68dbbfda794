import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator, type LocalEmulator } from '../../src/index.js'
import { column, table } from '../dataverse/customize-bodies.js'
import { describeHosts } from '../support/describe-hosts.js'

const api = '/api/data/v9.2'
const bank = table('new_BankAccount', { columns: [column('String', 'new_Iban')] })
const key = { SchemaName: 'new_IbanKey', KeyAttributes: ['new_iban'] }

describeHosts('tables made through the Web API', (host) => {
  it('are there until a reset, in the environment in which they were made', async () => {
    const headers = await host.actors.asUser()
    const call = (method: string, path: string, body?: object) =>
      host.request(method, `${api}${path}`, { headers, ...(body && { body }) })
    expect((await call('POST', '/EntityDefinitions', bank)).status).toBe(204)
    expect((await call('POST', "/EntityDefinitions(LogicalName='new_bankaccount')/Keys", key)).status).toBe(204)
    expect((await call('PATCH', "/new_bankaccounts(new_iban='DE00')", { new_accountname: 'a' })).status).toBe(204)
    expect((await call('GET', "/new_bankaccounts(new_iban='DE00')")).body).toMatchObject({ new_accountname: 'a' })
    expect((await call('GET', '/accounts?$top=1')).status).toBe(200)
    await host.control.reset({})
    const again = { headers: await host.actors.asUser() }
    expect((await host.request('GET', `${api}/new_bankaccounts`, again)).status).toBe(404)
    expect((await host.request('GET', `${api}/accounts?$top=1`, again)).status).toBe(200)
  })
})

describe('a store that is opened again', () => {
  let data: string
  let emulator: LocalEmulator
  const open = async () => {
    emulator = await createEmulator({ data, store: 'file', log: 'error' })
  }
  beforeEach(async () => {
    data = mkdtempSync(join(tmpdir(), 'graphverse-'))
    await open()
  })
  afterEach(async () => {
    await emulator.close()
    rmSync(data, { recursive: true })
  })

  it('has the tables that were made, with rows that are found by their keys', async () => {
    const call = async (method: string, path: string, body?: object) => {
      const origin = 'http://localhost:4400'
      const user = emulator.control.info().tenants[0]?.users.find(({ purpose }) => purpose === 'global-administrator')
      const scope = `${origin}/user_impersonation`
      const token = await emulator.control.tokens({ user: user?.userPrincipalName ?? '', scope }, origin)
      const headers = { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' }
      const init = body ? { body: JSON.stringify(body) } : {}
      return emulator.fetch(new Request(`${origin}${api}${path}`, { method, headers, ...init }))
    }
    await call('POST', '/EntityDefinitions', bank)
    await call('POST', '/new_bankaccounts', { new_iban: 'DE00', new_accountname: 'a' })
    await call('POST', "/EntityDefinitions(LogicalName='new_bankaccount')/Keys", key)
    await emulator.close()
    await open()
    const found = await call('GET', "/new_bankaccounts(new_iban='DE00')?$select=new_accountname")
    expect(await found.json()).toMatchObject({ new_accountname: 'a' })
    expect((await call('POST', '/new_bankaccounts', { new_iban: 'DE00' })).status).toBe(412)
  })
})
