import { expect, it } from 'vitest'
import { describeRules } from '../rulebook.js'
import {
  copyIn,
  enter,
  given,
  linked,
  make,
  makeRole,
  makeUnit,
  outcomeOf,
  refusalOf,
  rootUnit,
  setOrganization,
} from '../rulebook-rows.js'

const ENABLED_UNIT = [400, '0x80041d60', 'Not disabled business unit cannot be deleted.']

describeRules('business units', (book) => {
  it('ROLE-01 keeps one root unit, which is neither disabled nor removed', async () => {
    await makeUnit(book(), 'p', 'North')
    const roots = await book().rows('p', '_parentbusinessunitid_value eq null', 'businessunits')
    expect(roots).toHaveLength(1)
    const path = `/businessunits(${roots[0]?.businessunitid})`
    const disabled = await book().dataverse('p', 'PATCH', path, { isdisabled: true })
    expect(refusalOf(disabled)).toEqual([400, '0x80041d63', 'Root Business unit cannot be disabled.'])
    expect(refusalOf(await book().dataverse('p', 'DELETE', path))).toEqual(ENABLED_UNIT)
    expect((await book().dataverse('p', 'GET', path)).body).toMatchObject({ isdisabled: false })
  })

  it('ROLE-01 puts the root unit below no other', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const reply = await book().dataverse('p', 'PATCH', `/businessunits(${await rootUnit(book(), 'p')})`, {
      'parentbusinessunitid@odata.bind': `/businessunits(${north})`,
    })
    expect(outcomeOf(reply)).toEqual([400, '0x80041d21'])
  })

  it('ROLE-01 removes another unit only disabled, childless and with nothing left to its default team', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const oslo = await makeUnit(book(), 'p', 'Oslo', north)
    const remove = (unit: string) => book().dataverse('p', 'DELETE', `/businessunits(${unit})`)
    const disable = (unit: string) => book().dataverse('p', 'PATCH', `/businessunits(${unit})`, { isdisabled: true })
    expect(refusalOf(await remove(oslo))).toEqual(ENABLED_UNIT)
    expect((await disable(north)).status).toBe(204)
    expect((await disable(oslo)).status).toBe(204)
    const parent = 'Business unit has a child business unit and cannot be deleted.'
    expect(refusalOf(await remove(north))).toEqual([400, '0x80041d61', parent])
    const [team] = await book().rows('p', `_businessunitid_value eq ${oslo}`, 'teams')
    const [role] = await book().rows('p', `_businessunitid_value eq ${oslo} and name eq 'Basic User'`, 'roles')
    await linked(book(), 'p', `teams(${team?.teamid})/teamroles_association`, `roles(${role?.roleid})`)
    const owner = { name: 'Fjord', 'ownerid@odata.bind': `/teams(${team?.teamid})` }
    const account = await make(book(), 'p', 'accounts', owner)
    const owns = `Business unit default team owns records. Business unit (Id = ${oslo}) cannot be deleted. Reassign the records owned by default team and try again.`
    expect(refusalOf(await remove(oslo))).toEqual([400, '0x80041d62', owns])
    expect((await book().dataverse('p', 'DELETE', `/accounts(${account})`)).status).toBe(204)
    expect((await remove(oslo)).status).toBe(204)
    expect((await remove(north)).status).toBe(204)
    expect(await book().rows('p', undefined, 'businessunits')).toHaveLength(1)
    expect(await book().rows('p', `_businessunitid_value eq ${oslo}`, 'roles')).toEqual([])
  })
})

describeRules('disabled business units', (book) => {
  const setDisabled = (unit: string, isdisabled: boolean) =>
    book().dataverse('p', 'PATCH', `/businessunits(${unit})`, { isdisabled })
  const moveTo = (user: string, unit: string) =>
    book().dataverse('p', 'PATCH', `/systemusers(${user})`, {
      'businessunitid@odata.bind': `/businessunits(${unit})`,
    })
  const isDisabled = async (unit: string) =>
    (await book().dataverse('p', 'GET', `/businessunits(${unit})`)).body.isdisabled

  /** Ann at work in a unit below another. */
  async function annInOslo() {
    const north = await makeUnit(book(), 'p', 'North')
    const oslo = await makeUnit(book(), 'p', 'Oslo', north)
    const ann = await enter(book(), 'ann', 'p')
    expect((await moveTo(ann, oslo)).status).toBe(204)
    await given(book(), 'p', ann, await copyIn(book(), 'p', await book().role('p', 'Basic User'), oslo))
    return { north, oslo, ann }
  }

  it('shut their users out, and those of the units below, until they are enabled', async () => {
    const { north, oslo, ann } = await annInOslo()
    const call = () => book().dataverse('p', 'GET', '/accounts', undefined, { user: 'ann' })
    const onBehalf = () =>
      book().dataverse('p', 'GET', '/accounts', undefined, { app: true }, { CallerObjectId: book().id('ann') })
    const open = () => book().send('GET', '/environments/p/main.aspx', { user: 'ann' })
    expect([(await call()).status, (await onBehalf()).status, (await open()).status]).toEqual([200, 200, 200])
    expect((await setDisabled(north, true)).status).toBe(204)
    const refusal = {
      status: 400,
      body: { error: { code: '0x8004032c', message: `The specified business unit : '${oslo}' is disabled.` } },
    }
    for (const come of [call, onBehalf, open]) expect(await come()).toMatchObject(refusal)
    expect(await isDisabled(oslo)).toBe(true)
    // The user is as enabled as before, and a synchronization does not change that.
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ systemuserid: ann, isdisabled: false })
    expect(outcomeOf(await setDisabled(oslo, false))).toEqual([400, '0x8004032c'])
    expect((await setDisabled(north, false)).status).toBe(204)
    expect(await isDisabled(oslo)).toBe(false)
    expect([(await call()).status, (await onBehalf()).status, (await open()).status]).toEqual([200, 200, 200])
  })

  it('take nobody in', async () => {
    const { north, oslo, ann } = await annInOslo()
    const team = await make(book(), 'p', 'teams', { name: 'Crew' })
    await setDisabled(north, true)
    const tim = await enter(book(), 'tim', 'p')
    const refused = await moveTo(tim, oslo)
    expect(refused).toMatchObject({
      status: 400,
      body: {
        error: {
          code: '0x8004032d',
          message: 'The specified business unit cannot be assigned to because it is disabled.',
        },
      },
    })
    const unit = { 'businessunitid@odata.bind': `/businessunits(${north})` }
    expect(outcomeOf(await book().dataverse('p', 'PATCH', `/teams(${team})`, unit))).toEqual([400, '0x8004032d'])
    expect((await moveTo(ann, await rootUnit(book(), 'p'))).status).toBe(204)
    await given(book(), 'p', ann, await book().role('p', 'Basic User'))
    expect((await book().dataverse('p', 'GET', '/accounts', undefined, { user: 'ann' })).status).toBe(200)
  })

  it('leave an administrator outside, and are disabled by who may', async () => {
    const { north, ann } = await annInOslo()
    const writer = await makeRole(book(), 'p', 'Unit writer', {
      ReadBusinessUnit: 'Global',
      WriteBusinessUnit: 'Global',
    })
    const tim = await enter(book(), 'tim', 'p')
    await given(book(), 'p', tim, writer)
    const denied = await book().dataverse(
      'p',
      'PATCH',
      `/businessunits(${north})`,
      { isdisabled: true },
      { user: 'tim' },
    )
    expect(outcomeOf(denied)).toEqual([403, '0x80040220'])
    const sa = String((await book().row('sa', 'p'))?.systemuserid)
    expect((await moveTo(sa, north)).status).toBe(204)
    await given(book(), 'p', sa, await copyIn(book(), 'p', await book().role('p', 'System Administrator'), north))
    const refused = await setDisabled(north, true)
    expect(outcomeOf(refused)).toEqual([400, '0x80041d59'])
    expect(await isDisabled(north)).toBe(false)
    await moveTo(ann, await rootUnit(book(), 'p'))
    await given(book(), 'p', ann, await book().role('p', 'System Administrator'))
    expect((await setDisabled(north, true)).status).toBe(204)
  })
})

describeRules('records of who moves to another business unit', (book) => {
  const unitOf = async (account: string) =>
    (await book().dataverse('p', 'GET', `/accounts(${account})`)).body._owningbusinessunit_value

  it.each([
    ['follow', {}, true],
    ['follow across units, unless told otherwise', { EnableOwnershipAcrossBusinessUnits: true }, true],
    ['follow where units own nothing across', { AlwaysMoveRecordToOwnerBusinessUnit: false }, true],
    [
      'stay where the organization says so',
      { EnableOwnershipAcrossBusinessUnits: true, AlwaysMoveRecordToOwnerBusinessUnit: false },
      false,
    ],
  ])('%s', async (_, settings, follows) => {
    const root = await rootUnit(book(), 'p')
    const north = await makeUnit(book(), 'p', 'North')
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await book().role('p', 'Basic User'))
    const tim = await enter(book(), 'tim', 'p')
    await given(book(), 'p', tim, await book().role('p', 'Basic User'))
    const team = await make(book(), 'p', 'teams', { name: 'Crew' })
    await linked(book(), 'p', `teams(${team})/teamroles_association`, `roles(${await book().role('p', 'Basic User')})`)
    const anns = await make(book(), 'p', 'accounts', { name: 'Of Ann' }, { user: 'ann' })
    const teams = await make(book(), 'p', 'accounts', { name: 'Of the crew', 'ownerid@odata.bind': `/teams(${team})` })
    await setOrganization(book(), 'p', settings)
    const bound = { 'businessunitid@odata.bind': `/businessunits(${north})` }
    for (const path of [`/systemusers(${ann})`, `/teams(${team})`])
      expect((await book().dataverse('p', 'PATCH', path, bound)).status).toBe(204)
    const wanted = follows ? north : root
    expect([await unitOf(anns), await unitOf(teams)]).toEqual([wanted, wanted])

    // The same holds where a record gets another owner, by itself or with all others.
    const reader = await copyIn(book(), 'p', await book().role('p', 'Service Reader'), north)
    await linked(book(), 'p', `systemusers(${ann})/systemuserroles_association`, `roles(${reader})`)
    const ofTim = { name: 'Of Tim', 'ownerid@odata.bind': `/systemusers(${tim})` }
    const [one, other] = [await make(book(), 'p', 'accounts', ofTim), await make(book(), 'p', 'accounts', ofTim)]
    expect([await unitOf(one), await unitOf(other)]).toEqual([root, root])
    const toAnn = { 'ownerid@odata.bind': `/systemusers(${ann})` }
    expect((await book().dataverse('p', 'PATCH', `/accounts(${one})`, toAnn)).status).toBe(204)
    expect(await unitOf(one)).toBe(wanted)
    const ReassignPrincipal = { '@odata.type': 'Microsoft.Dynamics.CRM.systemuser', systemuserid: ann }
    const action = `/systemusers(${tim})/Microsoft.Dynamics.CRM.ReassignObjectsSystemUser`
    expect((await book().dataverse('p', 'POST', action, { ReassignPrincipal })).status).toBe(204)
    expect(await unitOf(other)).toBe(wanted)
  })
})
