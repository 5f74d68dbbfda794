// What the suites of XrmMockup (github.com/delegateas/XrmMockup) show of what happens to rows that hang on others, and
// what Microsoft says of it besides (Configure table relationship cascading behavior; Sharing and assigning).
import { describe, expect, it } from 'vitest'
import { Office, rights } from './office.js'

const ALL = ['Create', 'Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign', 'Share'] as const

/** An account under another, with a contact, all of Ann's; and Bob, who as she does everything with own rows. */
async function family() {
  const office = new Office()
  const everything = ['Account', 'Contact'].map((table) => rights(table, 'Basic', ...ALL))
  office.role('Clerk', Object.assign({ prvReadUser: 'Global' as const }, ...everything))
  const [ann, bob] = [office.person('ann', { role: 'Clerk' }), office.person('bob', { role: 'Clerk' })]
  const make = async (set: string, body: object) => `${set}(${await office.make(set, body, 'ann')})`
  const grandparent = await make('accounts', { name: 'Grandparent' })
  const parent = await make('accounts', { name: 'Parent', 'parentaccountid@odata.bind': `/${grandparent}` })
  const child = await make('contacts', { lastname: 'Child', 'parentcustomerid_account@odata.bind': `/${parent}` })
  const rows = [grandparent, parent, child]
  const owners = () => Promise.all(rows.map((row) => office.ownerOf(row)))
  const left = async () => {
    const found = await Promise.all(rows.map((row) => office.status('GET', `/${row}`, 'admin')))
    return found.map((status) => status === 200)
  }
  const seenBy = (as: string) => Promise.all(rows.map((row) => office.reads(as, row)))
  return { office, ann, bob, grandparent, parent, child, owners, left, seenBy }
}

describe('assigning', () => {
  it.each([
    ['grandparent', ['bob', 'bob', 'bob']],
    ['parent', ['ann', 'bob', 'bob']],
    ['child', ['ann', 'ann', 'bob']],
  ] as const)('the %s takes along what hangs on it, and nothing above', async (which, expected) => {
    const stage = await family()
    const { office, ann, bob } = stage
    expect(await stage.owners()).toEqual([ann, ann, ann])
    expect((await office.assign(stage[which], `systemusers(${bob})`, 'ann')).status).toBe(204)
    const names = { [ann]: 'ann', [bob]: 'bob' }
    expect((await stage.owners()).map((owner) => names[owner])).toEqual(expected)
    expect(await stage.seenBy('bob')).toEqual(expected.map((name) => name === 'bob'))
  })

  it('moves what hangs on a row into the unit of the new owner', async () => {
    const { office, grandparent, child } = await family()
    const unit = office.unit('Other')
    const cem = office.person('cem', { role: 'Clerk', unit })
    await office.assign(grandparent, `systemusers(${cem})`)
    const { json } = await office.call('GET', `/${child}?$select=_owningbusinessunit_value,_owninguser_value`)
    expect(json).toMatchObject({ _owningbusinessunit_value: unit, _owninguser_value: cem })
  })

  it('leaves the former owner without access, unless the organization shares what is given away', async () => {
    const { office, bob, grandparent, seenBy } = await family()
    await office.assign(grandparent, `systemusers(${bob})`, 'ann')
    expect(await seenBy('ann')).toEqual([false, false, false])
    const kept = await family()
    const { json } = await kept.office.call('GET', '/organizations?$select=organizationid')
    const organization = `/organizations(${json.value[0].organizationid})`
    await kept.office.call('PATCH', organization, { body: { sharetopreviousowneronassign: true } })
    await kept.office.assign(kept.grandparent, `systemusers(${kept.bob})`, 'ann')
    expect(await kept.seenBy('ann')).toEqual([true, true, true])
    expect(await kept.office.writes('ann', kept.parent)).toBe(true)
  })
})

describe('deleting', () => {
  it.each([
    ['grandparent', [false, true, true]],
    ['parent', [true, false, false]],
    ['child', [true, true, false]],
  ] as const)('the %s takes along or lets go of what hangs on it, and nothing above', async (which, expected) => {
    const stage = await family()
    expect(await stage.office.status('DELETE', `/${stage[which]}`, 'ann')).toBe(204)
    expect(await stage.left()).toEqual(expected)
    if (which !== 'grandparent') return
    const { json } = await stage.office.call('GET', `/${stage.parent}?$select=_parentaccountid_value`)
    expect(json._parentaccountid_value).toBeNull()
  })
})

describe('access', () => {
  it('comes from the owner of what a row hangs on, as long as it does', async () => {
    const { office, ann, parent } = await family()
    const stranger = `contacts(${await office.make('contacts', { lastname: 'Stranger' })})`
    expect(await office.reads('ann', stranger)).toBe(false)
    await office.call('PATCH', `/${stranger}`, { body: { 'parentcustomerid_account@odata.bind': `/${parent}` } })
    expect([await office.reads('ann', stranger), await office.writes('ann', stranger)]).toEqual([true, true])
    const listed = await office.call('GET', '/contacts?$select=lastname&$orderby=lastname', { as: 'ann' })
    expect(listed.json.value.map(({ lastname }: { lastname: string }) => lastname)).toEqual(['Child', 'Stranger'])
    expect(await office.ownerOf(stranger)).not.toBe(ann)
    await office.call('PATCH', `/${stranger}`, { body: { 'parentcustomerid_account@odata.bind': null } })
    expect(await office.reads('ann', stranger)).toBe(false)
  })

  it('ends with the reference, however that is taken away', async () => {
    const { office, parent } = await family()
    const bound = { 'parentcustomerid_account@odata.bind': `/${parent}` }
    const contact = `contacts(${await office.make('contacts', { lastname: 'New', ...bound })})`
    expect(await office.reads('ann', contact)).toBe(true)
    await office.call('DELETE', `/${contact}/parentcustomerid_account/$ref`)
    expect(await office.reads('ann', contact)).toBe(false)
    const account = `accounts(${await office.make('accounts', { name: 'New', 'parentaccountid@odata.bind': `/${parent}` })})`
    expect(await office.reads('ann', account)).toBe(true)
    await office.call('DELETE', `/${parent}`)
    expect(await office.reads('ann', account)).toBe(false)
  })

  it('that somebody is given by a share reaches all that hangs on the row, now and later, until it is revoked', async () => {
    const { office, bob, grandparent, parent, child, seenBy } = await family()
    await office.share(grandparent, `systemusers(${bob})`, 'ReadAccess', 'ann')
    expect(await seenBy('bob')).toEqual([true, true, true])
    expect(await office.writes('bob', child)).toBe(false)
    const bound = { 'parentcustomerid_account@odata.bind': `/${parent}` }
    const later = `contacts(${await office.make('contacts', { lastname: 'Later', ...bound }, 'ann')})`
    expect(await office.reads('bob', later)).toBe(true)
    await office.share(child, `systemusers(${bob})`, 'ReadAccess', 'ann')
    await office.unshare(grandparent, `systemusers(${bob})`, 'ann')
    expect(await seenBy('bob')).toEqual([false, false, true])
    expect(await office.reads('bob', later)).toBe(false)
  })

  it('that is inherited is no share of the row itself', async () => {
    const { office, bob, grandparent, child } = await family()
    await office.share(grandparent, `systemusers(${bob})`, 'ReadAccess', 'ann')
    const shared = async (path: string) =>
      (await office.call('GET', `/RetrieveSharedPrincipalsAndAccess(Target=@t)?@t={"@odata.id":"${path}"}`)).json
    expect((await shared(grandparent)).PrincipalAccesses).toHaveLength(1)
    expect((await shared(child)).PrincipalAccesses).toEqual([])
    const { json } = await office.call(
      'GET',
      `/principalobjectaccessset?$select=accessrightsmask,inheritedaccessrightsmask&$filter=objectid eq ${/\((.*)\)/.exec(child)?.[1]}`,
    )
    expect(json.value).toMatchObject([{ accessrightsmask: 0, inheritedaccessrightsmask: 1 }])
  })

  it('follows a row to its new owner', async () => {
    const { office, bob, grandparent } = await family()
    const bound = { 'parentaccountid@odata.bind': `/${grandparent}` }
    const cem = office.person('cem', { role: 'Clerk' })
    const others = `accounts(${await office.account("Cem's", `systemusers(${cem})`, bound)})`
    expect([await office.reads('ann', others), await office.reads('bob', others)]).toEqual([true, false])
    await office.assign(grandparent, `systemusers(${bob})`, 'ann')
    expect(await office.ownerOf(others)).toBe(bob)
    expect([await office.reads('ann', others), await office.reads('cem', others)]).toEqual([false, false])
  })
})
