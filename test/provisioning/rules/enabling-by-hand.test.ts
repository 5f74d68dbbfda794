import { expect, it } from 'vitest'
import { type As, describeRules, type Rulebook } from '../rulebook.js'
import { enter, given, linked, make, refusalOf, setOrganization, unlink, withFixture } from '../rulebook-rows.js'
import { PREMIUM } from '../rulebook-tenant.js'

const SA: As = { user: 'sa' }

async function patch(book: Rulebook, user: string, columns: object, as: As = SA) {
  const row = await book.row(user, 'p')
  return book.dataverse('p', 'PATCH', `/systemusers(${row?.systemuserid})`, columns, as)
}

/** The id of a row that the directory has disabled. */
async function disabled(book: Rulebook, user: string): Promise<string> {
  await book.bg('p')
  await book.license(user, { remove: PREMIUM })
  await book.bg('p')
  const row = await book.row(user, 'p')
  expect(row).toMatchObject({ isdisabled: true })
  return String(row?.systemuserid)
}

describeRules('enabling and disabling by hand', (book) => {
  it('ENAB-04 who is enabled again by hand has to be invited again, and gets in all the same', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await book().role('p', 'Basic User'))
    expect((await patch(book(), 'ann', { invitestatuscode: 1 })).status).toBe(204)
    expect((await patch(book(), 'ann', { isdisabled: true })).status).toBe(204)
    const refused = await patch(book(), 'ann', { invitestatuscode: 1 })
    const message = 'An invitation cannot be sent to a disabled user'
    expect(refused).toMatchObject({ status: 400, body: { error: { code: '0x8004d212', message } } })
    await book().emulator.control.deleteOutbox()

    expect((await patch(book(), 'ann', { isdisabled: false })).status).toBe(204)
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: false, invitestatuscode: 0 })
    expect(await book().emulator.control.outbox()).toMatchObject([
      { kind: 'invitation.required', to: [book().upn('sa')], subject: expect.stringContaining('Ann Archer') },
    ])
    expect((await book().jit('ann', 'p')).status).toBe(200)
    expect((await patch(book(), 'ann', { invitestatuscode: 1 })).status).toBe(204)
    const [, invitation] = await book().emulator.control.outbox()
    expect(invitation).toMatchObject({ kind: 'invitation', to: [book().upn('ann')] })
    await patch(book(), 'ann', { isdisabled: true })
    expect((await patch(book(), 'ann', { isdisabled: false, invitestatuscode: 1 })).status).toBe(204)
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: false, invitestatuscode: 1 })
  })

  it('ENAB-08 who loses every role is locked out, but stays enabled and licensed', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const role = await book().role('p', 'Basic User')
    await given(book(), 'p', ann, role)
    expect((await book().jit('ann', 'p')).status).toBe(200)
    await unlink(book(), 'p', `systemusers(${ann})/systemuserroles_association(${role})`)
    // The words of the service today; the published list has "The user (Id = …) has not been assigned any roles."
    const message = `The user with id ${ann} has not been assigned any roles. They need a role with the prvReadUser privilege.`
    expect(refusalOf(await book().jit('ann', 'p'))).toEqual([403, '0x80042f09', message])
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: false, islicensed: true })
  })

  it('ENAB-10 records are assigned to and shared with a disabled user', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await book().role('p', 'Basic User'))
    await disabled(book(), 'ann')
    const account = await make(book(), 'p', 'accounts', { name: 'Acme' })
    const share = await book().dataverse('p', 'POST', '/GrantAccess', {
      Target: { '@odata.type': 'Microsoft.Dynamics.CRM.account', accountid: account },
      PrincipalAccess: {
        AccessMask: 'ReadAccess',
        Principal: { '@odata.type': 'Microsoft.Dynamics.CRM.systemuser', systemuserid: ann },
      },
    })
    expect(share.status, share.text).toBe(204)
    const owner = { 'ownerid@odata.bind': `/systemusers(${ann})` }
    const assigned = await book().dataverse('p', 'PATCH', `/accounts(${account})`, owner)
    expect(assigned.status, assigned.text).toBe(204)
    expect(await book().rows('p', `accountid eq ${account}`, 'accounts')).toMatchObject([{ _ownerid_value: ann }])
  })

  it('ENAB-11 a disabled user gets roles only where the organization allows it', async () => {
    const ann = await disabled(book(), 'ann')
    const role = await book().role('p', 'Basic User')
    expect(await book().giveRole('p', ann, role)).toMatchObject({
      status: 403,
      body: {
        error: {
          code: '0x80040225',
          message: 'The specified user is either disabled or is not a member of any business unit.',
        },
      },
    })
    await setOrganization(book(), 'p', { AllowRoleAssignmentOnDisabledUsers: true })
    expect((await book().giveRole('p', ann, role)).status).toBe(204)
  })

  it('ENAB-20 app passes and a license of the tenant keep the row of who loses the license', async () => {
    const keeps = async (own: Rulebook) => {
      await own.bg('p')
      await own.license('ann', { remove: PREMIUM })
      await own.bg('p')
      return (await own.row('ann', 'p'))?.isdisabled === false
    }
    await withFixture({ p: { appPass: true } }, async (own) => expect(await keeps(own)).toBe(true))
    await withFixture({}, async (own) => expect(await keeps(own)).toBe(true), { marketingLicense: true })
    await withFixture({}, async (own) => expect(await keeps(own)).toBe(false))
  })

  it('ENAB-25 who has no license cannot be enabled by hand', async () => {
    await disabled(book(), 'ann')
    expect(await patch(book(), 'ann', { isdisabled: false })).toMatchObject({
      status: 400,
      body: { error: { code: '0x8004d24c', message: 'Cannot enable an unlicensed user' } },
    })
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: true })
  })

  it('ENAB-26 administrators of the tenant and the last administrator of the environment stay enabled', async () => {
    await book().bg('p')
    const locked =
      'Users who are granted the Microsoft Office 365 Global administrator or Service administrator role cannot be disabled in Microsoft Dynamics 365 Online. You must first remove the Microsoft Office 365 role, and then try again.'
    for (const user of ['ga', 'ppa', 'd365'])
      expect(refusalOf(await patch(book(), user, { isdisabled: true })), user).toEqual([400, '0x80041d65', locked])
    expect((await patch(book(), 'tim', { isdisabled: true })).status).toBe(204)
    const last = await patch(book(), 'sa', { isdisabled: true }, { app: true })
    const message = 'A user cannot be disabled if they are the only user that has the System Administrator Role.'
    expect(last).toMatchObject({ status: 400, body: { error: { code: '0x80041d2f', message } } })
    const ann = String((await book().row('ann', 'p'))?.systemuserid)
    await linked(
      book(),
      'p',
      `systemusers(${ann})/systemuserroles_association`,
      `roles(${await book().role('p', 'System Administrator')})`,
    )
    expect((await patch(book(), 'sa', { isdisabled: true }, { app: true })).status).toBe(204)
  })

  it('ENAB-26 the only user with full access stays enabled', async () => {
    await enter(book(), 'd365', 'p')
    expect((await patch(book(), 'd365', { accessmode: 4 })).status).toBe(204)
    const d365 = String((await book().row('d365', 'p'))?.systemuserid)
    await given(book(), 'p', d365, await book().role('p', 'System Administrator'))
    const only = await patch(book(), 'sa', { isdisabled: true }, { app: true })
    const message = 'A user cannot be disabled if it is the only user with Full Access mode.'
    expect(only).toMatchObject({ status: 400, body: { error: { code: '0x80040d39', message } } })
  })
})
