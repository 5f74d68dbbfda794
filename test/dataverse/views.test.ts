import { describe, expect, it } from 'vitest'
import { HandSeeded } from './hand-seeded.js'

const ACTIVE_ACCOUNTS = '00000000-0000-0000-00aa-000010001002'
const NOBODY = 'deadbeef-0000-4000-8000-000000000000'

const fetchOf = (table: string, inner: string) => `<fetch><entity name="${table}">${inner}</entity></fetch>`
const named = '<attribute name="name"/><order attribute="name"/>'

/** Three accounts, one of them inactive; ann is a basic user. */
async function withAccounts() {
  const house = new HandSeeded()
  for (const name of ['Adatum', 'Fabrikam']) await house.make('accounts', { name })
  const gone = await house.make('accounts', { name: 'Gone' })
  await house.call('PATCH', `/accounts(${gone})`, { body: { statecode: 1, statuscode: 2 } })
  house.person('ann', { role: 'Basic User' })
  house.person('bob', { role: 'Basic User' })
  const run = async (query: string, as = 'admin', set = 'accounts') => {
    const { status, json } = await house.call('GET', `/${set}?${query}`, { as })
    return status === 200 ? json.value.map((row: { name: string }) => row.name) : [status, json.error.code]
  }
  const save = (set: string, inner: string, more: object = {}, as = 'admin') =>
    house.make(set, { name: 'Mine', returnedtypecode: 'account', fetchxml: fetchOf('account', inner), ...more }, as)
  return { house, run, save }
}

describe('savedQuery', () => {
  it('runs a view that every environment has, found by its name', async () => {
    const { house, run } = await withAccounts()
    const found = await house.call('GET', "/savedqueries?$select=name,savedqueryid&$filter=name eq 'Active Accounts'")
    expect(found.json.value).toMatchObject([{ name: 'Active Accounts', savedqueryid: ACTIVE_ACCOUNTS }])
    expect(await run(`savedQuery=${ACTIVE_ACCOUNTS}`)).toEqual(['Adatum', 'Fabrikam'])
    expect(await run(`savedQuery={${ACTIVE_ACCOUNTS.toUpperCase()}}`)).toEqual(['Adatum', 'Fabrikam'])
    const counted = await house.call('GET', `/accounts?savedQuery=${ACTIVE_ACCOUNTS}&$count=true`)
    expect(counted.json['@odata.count']).toBe(2)
  })

  it('runs every view that an environment begins with', async () => {
    const { house } = await withAccounts()
    const views = await house.call('GET', '/savedqueries?$select=savedqueryid,returnedtypecode,layoutxml')
    expect(views.json.value.length).toBeGreaterThan(5)
    for (const { savedqueryid, returnedtypecode, layoutxml } of views.json.value) {
      const answer = await house.call('GET', `/${returnedtypecode}s?savedQuery=${savedqueryid}`)
      expect([answer.status, layoutxml.startsWith('<grid')]).toEqual([200, true])
    }
  })

  it('asks for reading views, and for reading the rows', async () => {
    const { house, run } = await withAccounts()
    await house.make('accounts', { name: 'Own' }, 'ann')
    expect(await run(`savedQuery=${ACTIVE_ACCOUNTS}`, 'ann')).toEqual(['Own'])
    house.role('Blind', { prvReadAccount: 'Global' })
    house.person('blind', { role: 'Blind' })
    expect(await run(`savedQuery=${ACTIVE_ACCOUNTS}`, 'blind')).toEqual([403, '0x80040220'])
    house.role('Viewer', { prvReadQuery: 'Global' })
    house.person('viewer', { role: 'Viewer' })
    expect(await run(`savedQuery=${ACTIVE_ACCOUNTS}`, 'viewer')).toEqual([403, '0x80040220'])
  })

  it('serves related rows and batches', async () => {
    const { house, run, save } = await withAccounts()
    const account = await house.make('accounts', { name: 'Parent' })
    for (const name of ['Child A', 'Child B'])
      await house.make('accounts', { name, 'parentaccountid@odata.bind': `/accounts(${account})` })
    const view = await save(
      'savedqueries',
      `${named}<filter><condition attribute="name" operator="like" value="%B"/></filter>`,
    )
    const children = `accounts(${account})/account_parent_account`
    expect(await run(`savedQuery=${view}`, 'admin', children)).toEqual(['Child B'])
    const batch = await house.call('POST', '/$batch', {
      headers: { 'content-type': 'multipart/mixed; boundary=b' },
      body: `--b\r\nContent-Type: application/http\r\n\r\nGET accounts?savedQuery=${view} HTTP/1.1\r\n\r\n\r\n--b--\r\n`,
    })
    expect(batch.text).toContain('"Child B"')
  })

  it('is narrowed, ordered and cut by options beside it', async () => {
    const { house, run } = await withAccounts()
    await house.make('accounts', { name: 'Litware', fax: '1' })
    const view = `savedQuery=${ACTIVE_ACCOUNTS}`
    expect(await run(`${view}&$filter=contains(name,'a') and fax eq null`)).toEqual(['Adatum', 'Fabrikam'])
    expect(await run(`${view}&$orderby=name desc`)).toEqual(['Litware', 'Fabrikam', 'Adatum'])
    expect(await run(`${view}&$orderby=fax desc,name&$top=2`)).toEqual(['Litware', 'Adatum'])
    expect(await run(`${view}&$filter=nothing eq 1`)).toEqual([400, '0x80060888'])
    expect(await run(`${view}&$orderby=nothing`)).toEqual([400, '0x80060888'])
    expect(await run(`${view}&$orderby=primarycontactid/fullname`)).toEqual([501, '0x80040219'])
    expect(await run(`${view}&$select=name`)).toEqual([501, '0x80040219'])
  })

  it('goes on page by page', async () => {
    const { house, run, save } = await withAccounts()
    for (const name of ['Litware', 'Proseware']) await house.make('accounts', { name })
    const pages = async (query: string) => {
      const found: string[][] = []
      let path: string | undefined = `/accounts?${query}`
      while (path) {
        const { json } = await house.call('GET', path, { headers: { prefer: 'odata.maxpagesize=2' } })
        found.push(json.value.map((row: { name: string }) => row.name))
        path = json['@odata.nextLink']
      }
      return found
    }
    const view = `savedQuery=${ACTIVE_ACCOUNTS}`
    expect(await pages(view)).toEqual([
      ['Adatum', 'Fabrikam'],
      ['Litware', 'Proseware'],
    ])
    expect(await pages(`${view}&$orderby=name desc&$filter=name ne 'Litware'`)).toEqual([
      ['Proseware', 'Fabrikam'],
      ['Adatum'],
    ])
    expect(await pages(`${view}&$top=1`)).toEqual([['Adatum']])
    const linked =
      '<link-entity name="systemuser" from="systemuserid" to="owninguser" alias="u"><order attribute="fullname"/></link-entity>'
    const byOwner = await save('savedqueries', `<attribute name="name"/><order attribute="name"/>${linked}`)
    expect((await pages(`savedQuery=${byOwner}`)).flat()).toEqual([
      'Adatum',
      'Fabrikam',
      'Gone',
      'Litware',
      'Proseware',
    ])
    for (const token of [
      'x',
      '<cookie pagenumber="0"/>',
      '<cookie pagenumber="2" pagingcookie="%3Cx/%3E"/>',
      '<page/>',
    ])
      expect(await run(`${view}&$skiptoken=${encodeURIComponent(token)}`)).toEqual([400, '0x8004112a'])
  })

  it('follows the view when that changes', async () => {
    const { house, run, save } = await withAccounts()
    const view = await save('savedqueries', named)
    expect(await run(`savedQuery=${view}`)).toEqual(['Adatum', 'Fabrikam', 'Gone'])
    const fetchxml = fetchOf(
      'account',
      `${named}<filter><condition attribute="statecode" operator="eq" value="1"/></filter>`,
    )
    await house.call('PATCH', `/savedqueries(${view})`, { body: { fetchxml } })
    expect(await run(`savedQuery=${view}`)).toEqual(['Gone'])
    await house.call('DELETE', `/savedqueries(${view})`)
    expect(await run(`savedQuery=${view}`)).toEqual([404, '0x80040217'])
  })

  it('refuses what is no view of the table', async () => {
    const { house, run, save } = await withAccounts()
    expect(await run(`savedQuery=${NOBODY}`)).toEqual([404, '0x80040217'])
    expect(await run('savedQuery=first')).toEqual([400, '0x80060888'])
    expect(await run('savedQuery=')).toEqual([400, '0x80060888'])
    expect(await run(`savedQuery=${ACTIVE_ACCOUNTS}`, 'admin', 'contacts')).toEqual([400, '0x80041128'])
    expect(await run(`savedQuery=${ACTIVE_ACCOUNTS}&userQuery=${NOBODY}`)).toEqual([400, '0x80060888'])
    const broken = await save('savedqueries', '<attribute>')
    expect(await run(`savedQuery=${broken}`)).toEqual([400, '0x8004111c'])
    const empty = await save('savedqueries', '', { fetchxml: null })
    expect(await run(`savedQuery=${empty}`)).toEqual([400, '0x8004111c'])
    const row = await house.make('accounts', { name: 'x' })
    expect((await house.call('GET', `/accounts(${row})?savedQuery=${ACTIVE_ACCOUNTS}`)).status).toBe(501)
    expect((await house.call('GET', `/accounts/$count?savedQuery=${ACTIVE_ACCOUNTS}`)).status).toBe(501)
    const unknown = await house.call('POST', '/savedqueries', { body: { name: 'x', returnedtypecode: 'nothing' } })
    expect([unknown.status, unknown.json.error.code]).toEqual([400, '0x80041102'])
    const change = await house.call('PATCH', `/savedqueries(${ACTIVE_ACCOUNTS})`, { body: { returnedtypecode: 'x' } })
    expect([change.status, change.json.error.code]).toEqual([400, '0x80041102'])
  })

  it('is written by those alone who may customize', async () => {
    const { house } = await withAccounts()
    const body = { name: 'x', returnedtypecode: 'account', fetchxml: fetchOf('account', named) }
    expect((await house.call('POST', '/savedqueries', { as: 'ann', body })).status).toBe(403)
    house.person('customizer', { role: 'System Customizer' })
    expect((await house.call('POST', '/savedqueries', { as: 'customizer', body })).status).toBe(204)
  })
})

describe('userQuery', () => {
  it('runs a view of one’s own, and one that is shared', async () => {
    const { house, run, save } = await withAccounts()
    await house.make('accounts', { name: 'Own' }, 'ann')
    await house.make('accounts', { name: "Bob's" }, 'bob')
    const view = await save('userqueries', named, {}, 'ann')
    expect(await run(`userQuery=${view}`, 'ann')).toEqual(['Own'])
    expect(await run(`userQuery=${view}`, 'bob')).toEqual([403, '0x80048306'])
    const bob = (await house.call('GET', '/WhoAmI', { as: 'bob' })).json.UserId
    const shared = await house.call('POST', '/GrantAccess', {
      as: 'ann',
      body: {
        Target: { '@odata.id': `userqueries(${view})` },
        PrincipalAccess: { Principal: { '@odata.id': `systemusers(${bob})` }, AccessMask: 'ReadAccess' },
      },
    })
    expect(shared.status).toBe(204)
    expect(await run(`userQuery=${view}`, 'bob')).toEqual(["Bob's"])
    expect(await run(`savedQuery=${view}`, 'ann')).toEqual([404, '0x80040217'])
  })

  it('is hidden from administrators, too', async () => {
    const { house, run, save } = await withAccounts()
    const view = await save('userqueries', named, {}, 'ann')
    expect(await run(`userQuery=${view}`)).toEqual([403, '0x80048306'])
    expect((await house.call('GET', '/userqueries')).json.value).toEqual([])
    const held = await house.call('GET', "/roles?$filter=name eq 'System Administrator'&$select=roleid")
    const granted = await house.call('GET', `/RetrieveRolePrivilegesRole(RoleId=${held.json.value[0].roleid})`)
    const depths = Object.fromEntries(
      granted.json.RolePrivileges.map((each: { PrivilegeName: string; Depth: string }) => [
        each.PrivilegeName,
        each.Depth,
      ]),
    )
    expect([depths.prvReadUserQuery, depths.prvReadQuery, depths.prvReadAccount]).toEqual(['Basic', 'Global', 'Global'])
  })
})
