import { describe, expect, it } from 'vitest'
import { HandSeeded } from './hand-seeded.js'

const CRM = 'Microsoft.Dynamics.CRM'

/** Somebody who reads and writes users, and a line of command: ann over bob over eve. */
async function company() {
  const house = new HandSeeded()
  house.role('Clerk', { prvReadUser: 'Global', prvWriteUser: 'Global', prvReadAccount: 'Global' })
  const ids = Object.fromEntries(
    ['ann', 'bob', 'eve', 'dan'].map((name) => [name, house.person(name, { role: 'Clerk' })]),
  )
  const id = (name: string) => ids[name] ?? name
  const set = (user: string, body: object, as = 'dan') =>
    house.call('POST', `/systemusers(${id(user)})/${CRM}.SetParentSystemUser`, { as, body })
  const under = (user: string, manager: string, KeepChildUsers = true) =>
    set(user, { Parent: { systemuserid: id(manager) }, KeepChildUsers })
  await under('bob', 'ann')
  await under('eve', 'bob')
  const managerOf = async (user: string) => {
    const row = await house.call('GET', `/systemusers(${id(user)})?$select=_parentsystemuserid_value`)
    return Object.entries(ids).find(([, each]) => each === row.json._parentsystemuserid_value)?.[0] ?? null
  }
  return { house, id, set, under, managerOf }
}

describe('SetParentSystemUser', () => {
  it('sets a manager, and keeps who reports to the user', async () => {
    const { under, managerOf } = await company()
    const answer = await under('bob', 'dan')
    expect([answer.status, answer.text]).toEqual([204, ''])
    expect([await managerOf('bob'), await managerOf('eve')]).toEqual(['dan', 'bob'])
  })

  it('leaves those who reported to the user with the former manager', async () => {
    const { set, id, managerOf } = await company()
    expect((await set('bob', { ParentId: id('dan') })).status).toBe(204)
    expect([await managerOf('bob'), await managerOf('eve')]).toEqual(['dan', 'ann'])
    expect((await set('ann', { ParentId: id('dan'), KeepChildUsers: false })).status).toBe(204)
    expect(await managerOf('eve')).toBe(null)
  })

  it('makes no circle, unless the new manager moves up first', async () => {
    const { under, managerOf } = await company()
    const refused = await under('ann', 'eve')
    expect([refused.status, refused.json.error.code]).toEqual([400, '0x80041d25'])
    expect((await under('ann', 'ann')).json.error.code).toBe('0x80041d25')
    expect([await managerOf('ann'), await managerOf('eve')]).toEqual([null, 'bob'])
    expect((await under('bob', 'eve', false)).status).toBe(204)
    expect([await managerOf('bob'), await managerOf('eve')]).toEqual(['eve', 'ann'])
  })

  it('is what hierarchies go by at once, in FetchXML and query functions', async () => {
    const { house, under, id } = await company()
    for (const name of ['ann', 'bob', 'eve', 'dan'])
      await house.make('accounts', { name, 'ownerid@odata.bind': `/systemusers(${id(name)})` })
    const fetch = `<fetch><entity name="account"><attribute name="name"/><order attribute="name"/><filter><condition attribute="ownerid" operator="eq-useroruserhierarchy"/></filter></entity></fetch>`
    const seen = async (as: string) => {
      const fetched = await house.call('GET', `/accounts?fetchXml=${encodeURIComponent(fetch)}`, { as })
      const filter = `${CRM}.EqualUserOrUserHierarchy(PropertyName='ownerid')`
      const filtered = await house.call('GET', `/accounts?$select=name&$orderby=name&$filter=${filter}`, { as })
      const names = (rows: { name: string }[]) => rows.map(({ name }) => name)
      expect(names(fetched.json.value)).toEqual(names(filtered.json.value))
      return names(fetched.json.value)
    }
    expect(await seen('ann')).toEqual(['ann', 'bob', 'eve'])
    await under('bob', 'dan')
    expect(await seen('ann')).toEqual(['ann'])
    expect(await seen('dan')).toEqual(['bob', 'dan', 'eve'])
  })

  it('takes writing the user, and whoever is moved with him, and reading the manager', async () => {
    const { house, set, id } = await company()
    house.role('Reader', { prvReadUser: 'Global' })
    house.person('reader', { role: 'Reader' })
    const unwritten = await set('bob', { ParentId: id('dan') }, 'reader')
    expect([unwritten.status, unwritten.json.error.code]).toEqual([403, '0x80040220'])
    const emea = house.unit('EMEA')
    house.role('Local', { prvReadUser: 'Local', prvWriteUser: 'Local' })
    const boss = house.person('boss', { role: 'Local', unit: emea })
    const report = house.person('report', { role: 'Local', unit: emea })
    const unread = await set(report, { ParentId: id('dan') }, 'boss')
    expect([unread.status, unread.json.error.code]).toEqual([403, '0x80048306'])
    await set('eve', { ParentId: report }, 'admin')
    const unreached = await set(report, { ParentId: boss }, 'boss')
    expect([unreached.status, unreached.json.error.code]).toEqual([403, '0x80048306'])
    expect((await set(report, { ParentId: boss, KeepChildUsers: true }, 'boss')).status).toBe(204)
  })

  it('refuses what is no user', async () => {
    const { house, set, id } = await company()
    const none = await set('bob', {})
    expect(none.json.error).toEqual({
      code: '0x80060888',
      message: 'EdmEntityObject passed should have the key property value set.',
    })
    expect((await set('bob', { ParentId: 'x' })).status).toBe(400)
    expect((await set('bob', { ParentId: 'deadbeef-0000-4000-8000-000000000000' })).status).toBe(404)
    expect((await set('deadbeef-0000-4000-8000-000000000000', { ParentId: id('ann') })).status).toBe(404)
    const team = (await house.call('GET', '/teams')).json.value[0].teamid
    const wrong = await set('bob', { Parent: { '@odata.id': `teams(${team})` } })
    expect([wrong.status, wrong.json.error.code]).toEqual([400, '0x8004021f'])
    const special = await house.call('GET', "/systemusers?$filter=fullname eq 'SYSTEM'")
    const locked = await set(special.json.value[0].systemuserid, { ParentId: id('ann') }, 'admin')
    expect(locked.status).toBe(400)
  })
})
