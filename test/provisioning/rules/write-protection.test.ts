import { expect, it } from 'vitest'
import { type As, describeRules } from '../rulebook.js'
import { enter, given, outcomeOf } from '../rulebook-rows.js'

const SA: As = { user: 'sa' }

describeRules('what the columns of a user take', (book) => {
  const patch = (id: unknown, columns: object, as: As = SA) =>
    book().dataverse('p', 'PATCH', `/systemusers(${id})`, columns, as)
  const post = (columns: object) => book().dataverse('p', 'POST', '/systemusers', columns, SA)
  const idOf = async (user: string) => String((await book().row(user, 'p'))?.systemuserid)

  it.each([
    [{ islicensed: false }, '0x80041d4c'],
    [{ issyncwithdirectory: false }, '0x80041d4e'],
    [{ azureactivedirectoryobjectid: '00000000-0000-0000-0000-000000000001' }, '0x80041d4f'],
    [{ fullname: 'X' }, '0x80041a02'],
    [{ disabledreason: 'X' }, '0x80041a02'],
    [{ deletedstate: 1 }, '0x80041a02'],
    [{ azuredeletedon: '2026-01-01T00:00:00Z' }, '0x80041a02'],
    [{ applicationiduri: 'X' }, '0x80041a02'],
    [{ domainname: 'no name' }, '0x80048095'],
  ])('C.2 refuses to change %j', async (columns, code) => {
    await book().bg('p')
    const before = await book().row('ann', 'p')
    expect(outcomeOf(await patch(before?.systemuserid, columns))).toEqual([400, code])
    expect(await book().row('ann', 'p')).toEqual(before)
  })

  it('C.2 keeps SYSTEM and INTEGRATION as they are', async () => {
    const internal = await book().rows('p', "fullname eq 'SYSTEM' or fullname eq 'INTEGRATION'")
    expect(internal).toHaveLength(2)
    for (const { systemuserid } of internal)
      expect(outcomeOf(await patch(systemuserid, { jobtitle: 'X' }))).toEqual([400, '0x80041d33'])
  })

  it('C.2 adds nobody twice, nobody unknown, and nobody as licensed', async () => {
    await book().bg('p')
    const unit = { firstname: 'A', lastname: 'B' }
    expect(outcomeOf(await post({ ...unit, domainname: book().upn('ann') }))).toEqual([400, '0x80041d2c'])
    expect(outcomeOf(await post({ ...unit, domainname: 'nobody@rules.onmicrosoft.com' }))).toEqual([400, '0x80041d4b'])
    expect(outcomeOf(await post({ ...unit, domainname: book().upn('ann'), islicensed: true }))).toEqual([
      400,
      '0x80041d4d',
    ])
  })

  it('C.1 nobody changes the own user name', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await book().role('p', 'System Administrator'))
    const columns = { domainname: 'other@rules.onmicrosoft.com' }
    expect(outcomeOf(await patch(ann, columns, { user: 'ann' }))).toEqual([400, '0x80044161'])
    expect((await patch(ann, columns)).status).toBe(204)
  })

  it('C.1 cuts what is too long, and falls back where a column must have something', async () => {
    const jobTitle = 'x'.repeat(120)
    await book().directory('PATCH', `/users/${book().id('nia')}`, { jobTitle })
    await book().bg('p')
    expect(await book().row('nia', 'p')).toMatchObject({
      systemuserid: await idOf('nia'),
      jobtitle: 'x'.repeat(100),
      lastname: 'nia',
      internalemailaddress: book().upn('nia'),
    })
  })
})
