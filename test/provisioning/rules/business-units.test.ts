import { expect, it } from 'vitest'
import { describeRules } from '../rulebook.js'
import { linked, make, makeUnit, outcomeOf, rootUnit } from '../rulebook-rows.js'

describeRules('business units', (book) => {
  it('ROLE-01 keeps one root unit, which is neither disabled nor removed', async () => {
    await makeUnit(book(), 'p', 'North')
    const roots = await book().rows('p', '_parentbusinessunitid_value eq null', 'businessunits')
    expect(roots).toHaveLength(1)
    const path = `/businessunits(${roots[0]?.businessunitid})`
    const disabled = await book().dataverse('p', 'PATCH', path, { isdisabled: true })
    expect(outcomeOf(disabled)).toEqual([400, '0x80041d63'])
    expect(outcomeOf(await book().dataverse('p', 'DELETE', path))).toEqual([400, '0x80041d60'])
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
    expect(outcomeOf(await remove(oslo))).toEqual([400, '0x80041d60'])
    expect((await disable(north)).status).toBe(204)
    expect((await disable(oslo)).status).toBe(204)
    expect(outcomeOf(await remove(north))).toEqual([400, '0x80041d61'])
    const [team] = await book().rows('p', `_businessunitid_value eq ${oslo}`, 'teams')
    const [role] = await book().rows('p', `_businessunitid_value eq ${oslo} and name eq 'Basic User'`, 'roles')
    await linked(book(), 'p', `teams(${team?.teamid})/teamroles_association`, `roles(${role?.roleid})`)
    const owner = { name: 'Fjord', 'ownerid@odata.bind': `/teams(${team?.teamid})` }
    const account = await make(book(), 'p', 'accounts', owner)
    expect(outcomeOf(await remove(oslo))).toEqual([400, '0x80041d62'])
    expect((await book().dataverse('p', 'DELETE', `/accounts(${account})`)).status).toBe(204)
    expect((await remove(oslo)).status).toBe(204)
    expect((await remove(north)).status).toBe(204)
    expect(await book().rows('p', undefined, 'businessunits')).toHaveLength(1)
    expect(await book().rows('p', `_businessunitid_value eq ${oslo}`, 'roles')).toEqual([])
  })
})
