import { expect, it } from 'vitest'
import type { Rulebook } from '../rulebook.js'
import { describeRules } from '../rulebook.js'
import { refusalOf } from '../rulebook-rows.js'
import { PREMIUM } from '../rulebook-tenant.js'

const NON_INTERACTIVE = 4

/** Changes a user's row as System Administrator. */
async function patch(book: Rulebook, user: string, environment: string, columns: object) {
  const row = await book.row(user, environment)
  return book.dataverse(environment, 'PATCH', `/systemusers(${row?.systemuserid})`, columns, { user: 'sa' })
}

async function makeNonInteractive(book: Rulebook, user: string, environment: string) {
  await book.bg(environment)
  expect((await patch(book, user, environment, { accessmode: NON_INTERACTIVE })).status).toBe(204)
}

/** The row with a user name that Microsoft reserves for itself. */
async function placeholder(book: Rulebook, domainname: string) {
  const rows = await book.rows('sbx', `domainname eq '${domainname}'`)
  expect(rows).toHaveLength(1)
  return rows[0] ?? {}
}

async function rolesOf(book: Rulebook, systemuserid: unknown) {
  const roles = await book.dataverse(
    'sbx',
    'GET',
    `/systemusers(${systemuserid})/systemuserroles_association?$select=name`,
  )
  return (roles.body.value as { name: string }[]).map(({ name }) => name)
}

describeRules('types of users', (book) => {
  it('TYPE-01 a regular user is synchronized from the directory', async () => {
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({
      issyncwithdirectory: true,
      applicationid: null,
      azureactivedirectoryobjectid: book().id('ann'),
    })
  })

  it('TYPE-02 application users are those with an application id', async () => {
    await book().bg('p')
    const service = book().tenant.apps.find(({ key }) => key === 'service')
    const applications = await book().rows('p', 'applicationid ne null')
    const own = applications.filter(({ applicationid }) => applicationid === service?.clientId)
    expect(own).toMatchObject([
      { azureactivedirectoryobjectid: service?.servicePrincipalId, accessmode: NON_INTERACTIVE },
    ])
    const people = await book().rows('p', 'applicationid eq null')
    expect(people.map((row) => row.azureactivedirectoryobjectid)).toContain(book().id('ann'))
    for (const row of applications)
      expect(row, String(row.fullname)).toMatchObject({ accessmode: NON_INTERACTIVE, issyncwithdirectory: false })
    // Everybody else is a person, or one of the four whom every environment has.
    const [other, known] = [people.filter((row) => !row.issyncwithdirectory), people.length + applications.length]
    const names = ['Delegated Admin', 'INTEGRATION', 'SYSTEM', 'Support User']
    expect(other.map(({ fullname }) => fullname).sort()).toEqual(names)
    expect(await book().rows('p')).toHaveLength(known)
  })

  it('TYPE-03 license rules stop where a user is non-interactive', async () => {
    await makeNonInteractive(book(), 'ann', 'p')
    await book().license('ann', { remove: PREMIUM })
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({
      isdisabled: false,
      accessmode: NON_INTERACTIVE,
      islicensed: false,
    })
  })

  it('TYPE-04 rules of the security group hold for a non-interactive user, too', async () => {
    await makeNonInteractive(book(), 'ann', 'pg')
    await book().license('ann', { remove: PREMIUM })
    await book().bg('pg')
    expect(await book().row('ann', 'pg')).toMatchObject({ isdisabled: false })
    await book().leave('sg', 'ann')
    await book().bg('pg')
    expect(await book().row('ann', 'pg')).toMatchObject({ isdisabled: true, disabledreason: 'UserNotInSecurityGroup' })
  })

  it('TYPE-05 a non-interactive user cannot open the web interface', async () => {
    await book().bg('p')
    const open = () => book().send('GET', '/environments/p/main.aspx', { user: 'ann' })
    await book().giveRole('p', (await book().row('ann', 'p'))?.systemuserid, await book().role('p', 'Basic User'))
    expect((await open()).status).toBe(200)
    await makeNonInteractive(book(), 'ann', 'p')
    const message =
      'Non-interactive users cannot access the web user interface. Contact your organization system administrator.'
    expect(await open()).toMatchObject({ status: 403, body: { error: { code: '0x80044160', message } } })
  })

  it('TYPE-05 nor the admin center, which comes by browser; programs use the admin API all the same', async () => {
    await book().bg('p')
    const ann = (await book().row('ann', 'p'))?.systemuserid
    await book().giveRole('p', ann, await book().role('p', 'System Administrator'))
    const browser = {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36',
    }
    const admin = '/providers/Microsoft.BusinessAppPlatform/scopes/admin/environments'
    const get = (path: string, headers = {}) =>
      book().send('GET', `${admin}${path}`, { user: 'ann' }, undefined, headers)
    const add = (headers = {}) =>
      book().send('POST', `${admin}/p/addUser`, { user: 'ann' }, { ObjectId: book().id('tim') }, headers)
    const listed = async (headers = {}) => (await get('', headers)).body.value
    expect((await get('/p', browser)).status).toBe(200)
    expect(await listed(browser)).toHaveLength(1)

    await makeNonInteractive(book(), 'ann', 'p')
    const message =
      'Non-interactive users cannot access the web user interface. Contact your organization system administrator.'
    const refusal = { status: 403, body: { error: { code: '0x80044160', message } } }
    expect(await get('/p', browser)).toMatchObject(refusal)
    expect(await get('/p', { 'sec-fetch-site': 'same-origin' })).toMatchObject(refusal)
    expect(await add(browser)).toMatchObject(refusal)
    expect(await listed(browser)).toEqual([])
    expect((await get('/p')).status).toBe(200)
    expect((await add()).status).toBe(200)
    expect(await listed()).toHaveLength(1)
  })

  it('TYPE-06 a non-interactive user works through the API', async () => {
    await makeNonInteractive(book(), 'ann', 'p')
    await book().giveRole('p', (await book().row('ann', 'p'))?.systemuserid, await book().role('p', 'Basic User'))
    expect((await book().dataverse('p', 'GET', '/accounts', undefined, { user: 'ann' })).status).toBe(200)
  })

  it('TYPE-07 an environment has at most seven non-interactive users; applications and disabled ones do not count', async () => {
    await book().bg('p')
    await book().api('fay', 'p')
    const seven = ['ann', 'nia', 'own', 'tim', 'fay', 'ga', 'ppa']
    for (const user of seven) expect((await patch(book(), user, 'p', { accessmode: NON_INTERACTIVE })).status).toBe(204)
    const eighth = () => patch(book(), 'd365', 'p', { accessmode: NON_INTERACTIVE })
    const message = 'You have reached the maximum number of non-interactive users/'
    expect(await eighth()).toMatchObject({ status: 400, body: { error: { code: '0x8004b050', message } } })
    expect((await patch(book(), 'ann', 'p', { isdisabled: true })).status).toBe(204)
    expect((await eighth()).status).toBe(204)
    // Nor does somebody come back beyond the limit.
    expect(await patch(book(), 'ann', 'p', { isdisabled: false })).toMatchObject({
      body: { error: { code: '0x8004b050' } },
    })
  })

  it('TYPE-08 a support user is there from the start and is not synchronized', async () => {
    const before = await placeholder(book(), 'crmoln@microsoft.com')
    expect(before).toMatchObject({ accessmode: 3, issyncwithdirectory: false, isdisabled: false })
    expect(await rolesOf(book(), before.systemuserid)).toEqual(['Support User'])
    await book().bg('sbx')
    expect(await placeholder(book(), 'crmoln@microsoft.com')).toEqual(before)
  })

  it('TYPE-10 a delegated administrator is there from the start, as System Administrator, and is not synchronized', async () => {
    const before = await placeholder(book(), 'crmoln2@microsoft.com')
    expect(before).toMatchObject({ accessmode: 5, issyncwithdirectory: false, isdisabled: false })
    expect(await rolesOf(book(), before.systemuserid)).toEqual(['System Administrator'])
    await book().bg('sbx')
    expect(await placeholder(book(), 'crmoln2@microsoft.com')).toEqual(before)
  })

  it.each([
    ['TYPE-09 Microsoft support works as the support user', 'support', 'crmoln@microsoft.com'],
    ['TYPE-11 partners work as the delegated administrator', 'delegatedAdmin', 'crmoln2@microsoft.com'],
  ] as const)('%s, without a row of their own', async (_, special, domainname) => {
    const count = async () => (await book().rows('sbx')).length
    const before = await count()
    const scope = 'http://localhost:4400/environments/sbx/.default'
    const { access_token: token } = await book().emulator.control.tokens({ special, scope })
    const { status, body } = await book().dataverse('sbx', 'GET', '/WhoAmI', undefined, { token })
    expect(status).toBe(200)
    expect(body.UserId).toBe((await placeholder(book(), domainname)).systemuserid)
    expect(await count()).toBe(before)
  })

  it('TYPE-12 support user and delegated administrator can be neither made nor changed nor disabled', async () => {
    const refusals = [
      ['crmoln@microsoft.com', '0x80041d41', 'The support user cannot be updated', 3],
      ['crmoln2@microsoft.com', '0x80041d67', 'The delegated admin user cannot be updated', 5],
    ] as const
    await book().bg('sbx')
    for (const [domainname, code, message, accessmode] of refusals) {
      const { systemuserid } = await placeholder(book(), domainname)
      for (const change of [{ jobtitle: 'x' }, { isdisabled: true }]) {
        const reply = await book().dataverse('sbx', 'PATCH', `/systemusers(${systemuserid})`, change)
        expect(reply).toMatchObject({ status: 400, body: { error: { code, message } } })
      }
      const refusal = [400, code, message]
      expect(refusalOf(await patch(book(), 'ann', 'sbx', { accessmode }))).toEqual(refusal)
      const copy = { domainname: `second${domainname}`, accessmode, lastname: 'x', internalemailaddress: 'x@y.example' }
      for (const columns of [copy, { ...copy, domainname: book().upn('fay') }])
        expect(refusalOf(await book().dataverse('sbx', 'POST', '/systemusers', columns))).toEqual(refusal)
      expect(await book().row('fay', 'sbx')).toBeUndefined()
      expect(await placeholder(book(), domainname)).toMatchObject({ accessmode, isdisabled: false })
    }
  })
})
