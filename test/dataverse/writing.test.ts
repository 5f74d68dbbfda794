import { describe, expect, it } from 'vitest'
import { guidOf } from '../../src/kernel/guid.js'
import { HandSeeded, ROOT } from './hand-seeded.js'

describe('upsert', () => {
  it('creates with the id of the address, and updates after that', async () => {
    const house = new HandSeeded()
    const path = `/accounts(${guidOf('a')})`
    expect((await house.call('PATCH', path, { body: { name: 'A' }, headers: { 'if-match': '*' } })).status).toBe(404)
    const created = await house.call('PATCH', path, { body: { name: 'A' } })
    expect([created.status, created.headers['odata-entityid']]).toEqual([204, `${ROOT}${path}`])
    const again = await house.call('PATCH', path, { body: { name: 'B' }, headers: { 'if-none-match': '*' } })
    expect(again.status).toBe(412)
    const updated = await house.call('PATCH', path, {
      body: { name: 'B' },
      headers: { prefer: 'return=representation' },
    })
    expect([updated.status, updated.json.name]).toEqual([200, 'B'])
    expect((await house.call('POST', '/accounts', { body: { accountid: guidOf('a') } })).status).toBe(412)
  })

  it('finds users by directory object id', async () => {
    const house = new HandSeeded()
    const read = await house.call(
      'GET',
      `/systemusers(azureactivedirectoryobjectid=${guidOf('admin')})?$select=domainname`,
    )
    expect(read.json.domainname).toBe(`${guidOf('admin')}@contoso.com`)
    const missing = await house.call('GET', `/systemusers(azureactivedirectoryobjectid=${guidOf('nobody')})`)
    expect([missing.status, missing.json.error.code]).toEqual([404, '0x80060891'])
    expect(house.added).toContain(guidOf('nobody'))
  })
})

describe('optimistic concurrency', () => {
  it('holds for update, delete and retrieve', async () => {
    const house = new HandSeeded()
    const id = await house.make('accounts', { name: 'A' })
    const path = `/accounts(${id})`
    const { etag = '' } = (await house.call('GET', path)).headers
    expect((await house.call('GET', path, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await house.call('PATCH', path, { body: { name: 'B' }, headers: { 'if-match': etag } })).status).toBe(204)
    const stale = await house.call('DELETE', path, { headers: { 'if-match': etag } })
    expect([stale.status, stale.json.error.code]).toEqual([412, '0x80060882'])
    expect((await house.call('DELETE', path, { headers: { 'if-match': 'null' } })).status).toBe(204)
  })
})

describe('deep insert', () => {
  it('makes everything or nothing', async () => {
    const house = new HandSeeded()
    const body = {
      name: 'Acme',
      primarycontactid: { lastname: 'Lee' },
      Account_Tasks: [{ subject: 'Call' }, { subject: 'x'.repeat(201) }],
    }
    const refused = await house.call('POST', '/accounts', { body })
    expect([refused.status, refused.json.error.code]).toEqual([400, '0x80044331'])
    for (const set of ['accounts', 'contacts', 'tasks'])
      expect((await house.call('GET', `/${set}/$count`)).text).toBe('\uFEFF0')
    body.Account_Tasks.pop()
    const made = await house.call('POST', '/accounts?$select=name&$expand=primarycontactid($select=lastname)', {
      body,
      headers: { prefer: 'return=representation' },
    })
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({ name: 'Acme', primarycontactid: { lastname: 'Lee' } })
    const tasks = await house.call('GET', `/accounts(${made.json.accountid})/Account_Tasks?$select=subject`)
    expect(tasks.json.value).toMatchObject([{ subject: 'Call' }])
  })
})

describe('deleting', () => {
  it('follows the relationships: children go, lookups are emptied', async () => {
    const house = new HandSeeded()
    const contact = await house.make('contacts', { lastname: 'Lee' })
    const account = await house.make('accounts', { name: 'A', 'primarycontactid@odata.bind': `/contacts(${contact})` })
    const note = await house.make('annotations', {
      subject: 'N',
      'objectid_account@odata.bind': `/accounts(${account})`,
    })
    expect((await house.call('DELETE', `/contacts(${contact})`)).status).toBe(204)
    const left = await house.call('GET', `/accounts(${account})?$select=_primarycontactid_value`)
    expect(left.json._primarycontactid_value).toBeNull()
    expect((await house.call('DELETE', `/accounts(${account})`)).status).toBe(204)
    expect((await house.call('GET', `/annotations(${note})`)).status).toBe(404)
  })
})

describe('a custom table', () => {
  it('is a table like any other', async () => {
    const house = new HandSeeded()
    const account = await house.make('accounts', { name: 'A' })
    const id = await house.make('new_projects', {
      new_name: 'Bridge',
      new_budget: 10,
      'new_CustomerId@odata.bind': `/accounts(${account})`,
    })
    const read = await house.call('GET', `/new_projects(${id})?$select=new_name&$expand=new_CustomerId($select=name)`)
    expect(read.json).toMatchObject({ new_name: 'Bridge', new_CustomerId: { name: 'A' } })
    house.role('Reader', { prvReadnew_project: 'Global' })
    house.person('ann', { role: 'Reader' })
    expect((await house.call('GET', '/new_projects', { as: 'ann' })).json.value).toHaveLength(1)
    expect((await house.call('DELETE', `/new_projects(${id})`, { as: 'ann' })).status).toBe(403)
  })
})

describe('state', () => {
  it('and status go together', async () => {
    const house = new HandSeeded()
    const id = await house.make('accounts', { name: 'A' })
    expect((await house.call('PATCH', `/accounts(${id})`, { body: { statecode: 1 } })).status).toBe(204)
    const read = await house.call('GET', `/accounts(${id})?$select=statecode,statuscode`)
    expect(read.json).toMatchObject({ statecode: 1, statuscode: 2 })
    const wrong = await house.call('PATCH', `/accounts(${id})`, { body: { statecode: 0, statuscode: 2 } })
    expect(wrong.json.error.code).toBe('0x80048408')
  })
})

describe('HEAD', () => {
  it('answers as GET does, without the body', async () => {
    const house = new HandSeeded()
    const answer = await house.call('HEAD', '/WhoAmI')
    expect([answer.status, answer.text]).toEqual([200, ''])
  })
})
