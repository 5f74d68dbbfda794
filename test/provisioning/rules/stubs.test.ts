import { expect, it } from 'vitest'
import type { ImportedColumns } from '../../../src/domain/provisioning/import-row.js'
import { describeRules, type Rulebook } from '../rulebook.js'
import { make, refusalOf, roleNames, setOrganization, withFixture } from '../rulebook-rows.js'
import { PREMIUM } from '../rulebook-tenant.js'

const ZED = 'zed@rules.onmicrosoft.com'

interface Line {
  readonly row: number
  readonly outcome: string
  readonly id: string | null
  readonly message: string
  readonly stubs: readonly string[]
  readonly warnings: readonly string[]
}

/** Imports accounts through the control plane; answers with one line of the log for each. */
async function imported(book: Rulebook, environment: string, rows: readonly ImportedColumns[]): Promise<Line[]> {
  const body = { tenantId: book.tenant.id, environment, table: 'accounts', rows }
  const reply = await book.send('POST', '/_emulator/import', undefined, body)
  expect(reply.status, reply.text).toBe(200)
  const log = reply.body.log as Line[]
  expect(log.map(({ row }) => row)).toEqual(rows.map((_, at) => at))
  return log
}

async function stub(book: Rulebook, environment = 'p') {
  const [row] = await book.rows(environment, `domainname eq '${ZED}' and azureactivedirectoryobjectid eq null`)
  return row ?? {}
}

/** Adds Zed to the directory, with or without a license; answers with the object id. */
async function addZed(book: Rulebook, licensed: boolean): Promise<string> {
  const user = await book.directory('POST', '/users', {
    accountEnabled: true,
    displayName: 'Zed Zeller',
    mailNickname: 'zed',
    userPrincipalName: ZED,
    usageLocation: 'US',
    passwordProfile: { password: 'Correct-horse-7', forceChangePasswordNextSignIn: false },
  })
  const id = String(user.id)
  if (licensed) await book.license(id, { add: PREMIUM })
  return id
}

async function whoAmI(book: Rulebook) {
  const { body } = await book.signIn(ZED, 'Correct-horse-7')
  return book.dataverse('p', 'GET', '/WhoAmI', undefined, { token: String(body.access_token) })
}

describeRules('stub users', (book) => {
  it('STUB-01 is made when imported rows name somebody whom nobody knows', async () => {
    const [line, second, failed] = await imported(book(), 'p', [
      { name: 'Acme', owner: ZED },
      { name: 'Bolt', ownerid: ZED.toUpperCase() },
      { name: 'Cord', shape: 'round' },
    ])
    expect(line).toMatchObject({ outcome: 'imported', stubs: [ZED], warnings: [expect.stringContaining(ZED)] })
    expect(second).toMatchObject({ outcome: 'imported', stubs: [], warnings: [] })
    expect(failed).toMatchObject({ outcome: 'failed', id: null, message: expect.stringContaining('shape') })
    const row = await stub(book())
    expect(row).toMatchObject({
      domainname: ZED,
      issyncwithdirectory: false,
      islicensed: false,
      isdisabled: true,
      azureactivedirectoryobjectid: null,
      accessmode: 0,
    })
    const accounts = await book().rows('p', `_ownerid_value eq ${row.systemuserid}`, 'accounts')
    expect(new Set(accounts.map(({ accountid }) => accountid))).toEqual(new Set([line?.id, second?.id]))
  })

  it('STUB-02 does not let anybody in', async () => {
    await imported(book(), 'p', [{ name: 'Acme', owner: ZED }])
    await addZed(book(), false)
    const stranger = [403, '0x80072560', 'The user is not a member of the organization.']
    expect(refusalOf(await whoAmI(book()))).toEqual(stranger)
    expect(await stub(book())).toMatchObject({ isdisabled: true })
  })

  it('STUB-03 cannot be enabled', async () => {
    await imported(book(), 'p', [{ name: 'Acme', owner: ZED }])
    const { systemuserid } = await stub(book())
    const reply = await book().dataverse('p', 'PATCH', `/systemusers(${systemuserid})`, { isdisabled: false })
    expect(refusalOf(reply)).toEqual([400, '0x8004d24c', 'Cannot enable an unlicensed user'])
    expect((await stub(book())).isdisabled).toBe(true)
  })

  it('STUB-04 is never synchronized, also not with a directory user of that name', async () => {
    await imported(book(), 'p', [{ name: 'Acme', owner: ZED }])
    const before = await stub(book())
    const id = await addZed(book(), true)
    await book().bg('p')
    await book().admin('POST', '/p/addUser?api-version=2019-05-01', { ObjectId: id })
    expect((await whoAmI(book())).status).toBe(403)
    expect(await stub(book())).toEqual(before)
    expect((await book().row(id, 'p'))?.systemuserid).not.toBe(before.systemuserid)
  })

  it('STUB-05 comes from imports only', async () => {
    for (const body of [{ domainname: ZED, firstname: 'Zed', lastname: 'Zeller' }, { lastname: 'Zeller' }])
      expect(refusalOf(await book().dataverse('p', 'POST', '/systemusers', body))).toEqual([
        400,
        '0x80041d4b',
        'This is not a valid Microsoft Online Services ID for this organization.',
      ])
    expect(await stub(book())).toEqual({})
    await imported(book(), 'p', [{ name: 'Acme', owner: ZED }])
    expect((await stub(book())).domainname).toBe(ZED)
  })

  it('STUB-06 is avoided by adding users before the import, and doubles them otherwise', async () => {
    await book().bg('p')
    const ann = await book().row('ann', 'p')
    const [bound] = await imported(book(), 'p', [{ name: 'Acme', owner: book().upn('ann') }])
    expect(bound).toMatchObject({ outcome: 'imported', stubs: [], warnings: [] })
    expect(await book().rows('p', `_ownerid_value eq ${ann?.systemuserid}`, 'accounts')).toHaveLength(1)
    await imported(book(), 'p', [{ name: 'Bolt', owner: ZED }])
    const id = await addZed(book(), true)
    await book().bg('p')
    expect(await book().rows('p', `domainname eq '${ZED}'`)).toHaveLength(2)
    const [again] = await imported(book(), 'p', [{ name: 'Cord', owner: ZED }])
    expect(again).toMatchObject({ outcome: 'imported', stubs: [], warnings: [expect.stringContaining('Several')] })
    const zed = await book().row(id, 'p')
    expect(await book().rows('p', `_ownerid_value eq ${zed?.systemuserid}`, 'accounts')).toHaveLength(1)
  })

  it('STUB-07 is not avoided by a license that does not provision beforehand', async () => {
    await book().bg('p')
    expect(await book().row('fay', 'p')).toBeUndefined()
    const [fay, ann] = await imported(book(), 'p', [
      { name: 'Acme', owner: book().upn('fay') },
      { name: 'Bolt', owner: book().upn('ann') },
    ])
    expect(fay?.stubs).toEqual([book().upn('fay')])
    expect(ann?.stubs).toEqual([])
  })

  it('STUB-08 does not keep those who qualify by now from being synchronized', async () => {
    await imported(book(), 'p', [{ name: 'Acme', owner: book().upn('bob') }])
    await book().bg('p')
    expect(await book().row('bob', 'p')).toBeUndefined()
    await book().license('bob', { add: PREMIUM })
    await book().bg('p')
    expect(await book().row('bob', 'p')).toMatchObject({ isdisabled: false, issyncwithdirectory: true })
  })

  it('STUB-09 hands its records over to another user', async () => {
    await imported(book(), 'p', [
      { name: 'Acme', owner: ZED },
      { name: 'Bolt', owner: ZED },
    ])
    await book().bg('p')
    const { systemuserid } = await stub(book())
    const task = await make(book(), 'p', 'tasks', {
      subject: 'Call',
      'ownerid@odata.bind': `/systemusers(${systemuserid})`,
    })
    const heir = (await book().row('ann', 'p'))?.systemuserid
    const action = `/systemusers(${systemuserid})/Microsoft.Dynamics.CRM.ReassignObjectsSystemUser`
    const body = { ReassignPrincipal: { '@odata.type': 'Microsoft.Dynamics.CRM.systemuser', systemuserid: heir } }
    expect((await book().dataverse('p', 'POST', action, body)).status).toBe(204)
    expect(await book().rows('p', `_ownerid_value eq ${systemuserid}`, 'accounts')).toEqual([])
    expect(await book().rows('p', `_ownerid_value eq ${heir}`, 'accounts')).toHaveLength(2)
    expect(await book().rows('p', `_ownerid_value eq ${heir}`, 'tasks')).toMatchObject([{ activityid: task }])
  })

  it('STUB-10 has Basic User, or Salesperson where there is Sales, although it is disabled', async () => {
    await imported(book(), 'p', [{ name: 'Acme', owner: ZED }])
    expect(await roleNames(book(), 'p', String((await stub(book())).systemuserid))).toEqual(['Basic User'])
    await withFixture({ p: { dynamicsApps: ['Sales'] } }, async (sales) => {
      await imported(sales, 'p', [{ name: 'Acme', owner: ZED }])
      expect(await roleNames(sales, 'p', String((await stub(sales)).systemuserid))).toEqual(['Salesperson'])
      const gone = await sales.dataverse('p', 'DELETE', `/roles(${await sales.role('p', 'Salesperson')})`)
      expect(gone.status, gone.text).toBe(204)
      const [line] = await imported(sales, 'p', [{ name: 'Bolt', owner: 'other@rules.onmicrosoft.com' }])
      expect(line).toMatchObject({ outcome: 'failed', message: expect.stringContaining('system_user_roles') })
      expect(await sales.rows('p', "domainname eq 'other@rules.onmicrosoft.com'")).toEqual([])
      expect(await sales.rows('p', "name eq 'Bolt'", 'accounts')).toEqual([])
    })
  })

  it('STUB-11 is given no other role unless the organization allows it for disabled users', async () => {
    await imported(book(), 'p', [{ name: 'Acme', owner: ZED }])
    const { systemuserid } = await stub(book())
    const role = await book().role('p', 'Environment Maker')
    const message = 'The specified user is either disabled or is not a member of any business unit.'
    expect(refusalOf(await book().giveRole('p', systemuserid, role))).toEqual([403, '0x80040225', message])
    await setOrganization(book(), 'p', { AllowRoleAssignmentOnDisabledUsers: true })
    expect((await book().giveRole('p', systemuserid, role)).status).toBe(204)
    expect(await roleNames(book(), 'p', String(systemuserid))).toEqual(['Basic User', 'Environment Maker'])
  })

  it('STUB-12 is neither refreshed nor diagnosed', async () => {
    await imported(book(), 'p', [{ name: 'Acme', owner: ZED }])
    const { systemuserid } = await stub(book())
    const refresh = await book().admin('POST', '/p/addUser?api-version=2019-05-01', { ObjectId: systemuserid })
    expect(refresh.status).toBe(400)
    expect(refresh.text).toContain('StubUser')
    for (const [method, user] of [
      ['GET', ZED],
      ['POST', ZED],
      ['POST', systemuserid],
    ]) {
      const body = method === 'POST' ? {} : undefined
      const reply = await book().send(String(method), `/_emulator/diagnostics/p/${user}`, undefined, body)
      expect(reply.status, `${method} ${user}`).toBeGreaterThanOrEqual(400)
      expect(reply.text).toMatch(/stub/i)
    }
  })
})
