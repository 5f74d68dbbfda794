import { expect, it } from 'vitest'
import { describeRules } from '../rulebook.js'
import {
  copyIn,
  enter,
  given,
  make,
  makeRole,
  makeUnit,
  outcomeOf,
  refusalOf,
  roleNames,
  rootUnit,
} from '../rulebook-rows.js'

describeRules('role copies', (book) => {
  const rolesOf = (unit: string) => book().rows('p', `_businessunitid_value eq ${unit}`, 'roles')
  const rootsIn = async (unit: string) => (await rolesOf(unit)).map((role) => role._parentrootroleid_value).sort()

  it('ROLE-02 gives a new unit its own copy of every role of the unit above', async () => {
    const above = await rolesOf(await rootUnit(book(), 'p'))
    const north = await makeUnit(book(), 'p', 'North')
    const copies = await rolesOf(north)
    expect(copies).toHaveLength(above.length)
    for (const role of above) {
      const copy = copies.find((each) => each.name === role.name)
      expect(role._parentrootroleid_value).toBe(role.roleid)
      expect(copy?.roleid).not.toBe(role.roleid)
      expect(copy).toMatchObject({ _parentroleid_value: role.roleid, _parentrootroleid_value: role.roleid })
    }
  })

  it('ROLE-02 copies a new role into every unit below its own, each under the copy above', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const oslo = await makeUnit(book(), 'p', 'Oslo', north)
    const south = await makeUnit(book(), 'p', 'South')
    const clerk = await make(book(), 'p', 'roles', {
      name: 'Clerk',
      'businessunitid@odata.bind': `/businessunits(${north})`,
    })
    const copies = await book().rows('p', "name eq 'Clerk'", 'roles')
    expect(copies.map((each) => each._businessunitid_value).sort()).toEqual([north, oslo].sort())
    const copy = copies.find((each) => each._businessunitid_value === oslo)
    expect(copy).toMatchObject({ _parentroleid_value: clerk, _parentrootroleid_value: clerk })
    expect(await rolesOf(south)).not.toContainEqual(expect.objectContaining({ name: 'Clerk' }))
  })

  it('ROLE-02 makes the copies anew for a unit that moves below another', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const oslo = await makeUnit(book(), 'p', 'Oslo', north)
    const harbor = await makeUnit(book(), 'p', 'Harbor', oslo)
    const south = await makeUnit(book(), 'p', 'South')
    const inUnit = (unit: string) => ({ 'businessunitid@odata.bind': `/businessunits(${unit})` })
    const whaler = await makeRole(book(), 'p', 'Whaler', { ReadAccount: 'Local' }, inUnit(north))
    const farmer = await makeRole(book(), 'p', 'Farmer', { ReadAccount: 'Local' }, inUnit(south))
    const ann = await enter(book(), 'ann', 'p')
    await book().dataverse('p', 'PATCH', `/systemusers(${ann})`, inUnit(harbor))
    await given(book(), 'p', ann, await copyIn(book(), 'p', whaler, harbor))
    const basic = await book().role('p', 'Basic User')
    const keptCopy = await copyIn(book(), 'p', basic, harbor)
    await given(book(), 'p', ann, keptCopy)
    const moved = await book().dataverse('p', 'PATCH', `/businessunits(${oslo})`, {
      'parentbusinessunitid@odata.bind': `/businessunits(${south})`,
    })
    expect(moved.status, moved.text).toBe(204)
    expect(await rootsIn(oslo)).toEqual(await rootsIn(south))
    expect(await rootsIn(harbor)).toEqual(await rootsIn(south))
    const farmerBelow = (await rolesOf(harbor)).find((role) => role.name === 'Farmer')
    const farmerAbove = await copyIn(book(), 'p', farmer, oslo)
    expect(farmerBelow).toMatchObject({ _parentroleid_value: farmerAbove, _parentrootroleid_value: farmer })
    const [basicInOslo] = await book().rows('p', `roleid eq ${await copyIn(book(), 'p', basic, oslo)}`, 'roles')
    expect(basicInOslo?._parentroleid_value).toBe(await copyIn(book(), 'p', basic, south))
    expect(await copyIn(book(), 'p', basic, harbor)).toBe(keptCopy)
    expect(await roleNames(book(), 'p', ann)).toEqual(['Basic User'])
  })

  it('ROLE-03 lets nobody edit or delete a copy', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const clerk = await makeRole(book(), 'p', 'Clerk', { ReadAccount: 'Basic' })
    const copy = await copyIn(book(), 'p', clerk, north)
    const renamed = await book().dataverse('p', 'PATCH', `/roles(${copy})`, { name: 'Scribe' })
    const inherited = [400, '0x80044152', 'Inherited roles cannot be modified.']
    expect(refusalOf(renamed)).toEqual(inherited)
    const action = 'Microsoft.Dynamics.CRM.AddPrivilegesRole'
    const Privileges = [{ PrivilegeName: 'prvReadContact', Depth: 'Basic' }]
    const granted = await book().dataverse('p', 'POST', `/roles(${copy})/${action}`, { Privileges })
    expect(refusalOf(granted)).toEqual(inherited)
    const deleted = await book().dataverse('p', 'DELETE', `/roles(${copy})`)
    const message = 'Cannot delete a role that is inherited from a parent business.'
    expect(refusalOf(deleted)).toEqual([400, '0x8004140c', message])
    expect((await book().dataverse('p', 'PATCH', `/roles(${clerk})`, { name: 'Scribe' })).status).toBe(204)
    expect((await book().dataverse('p', 'GET', `/roles(${copy})`)).body.name).toBe('Scribe')
    expect((await book().dataverse('p', 'DELETE', `/roles(${clerk})`)).status).toBe(204)
    expect((await book().dataverse('p', 'GET', `/roles(${copy})`)).status).toBe(404)
  })

  it('ROLE-04 keeps the name of a role unique in its unit', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const south = await makeUnit(book(), 'p', 'South')
    const clerkOf = (unit: string, name = 'Clerk') =>
      book().dataverse('p', 'POST', '/roles', { name, 'businessunitid@odata.bind': `/businessunits(${unit})` })
    expect((await clerkOf(north)).status).toBe(204)
    const [first] = await book().rows('p', "name eq 'Clerk'", 'roles')
    expect(refusalOf(await clerkOf(north, 'CLERK'))).toEqual([
      400,
      '0x80041403',
      expect.stringMatching(
        new RegExp(
          `^A role with the specified name 'CLERK' already exists on business unit ${north} and .* Role id: ${first?.roleid}$`,
        ),
      ),
    ])
    expect((await clerkOf(south)).status).toBe(204)
    const inherited = await clerkOf(south, 'Basic User')
    expect(outcomeOf(inherited)).toEqual([400, '0x80041403'])
    const other = await make(book(), 'p', 'roles', {
      name: 'Scribe',
      'businessunitid@odata.bind': `/businessunits(${north})`,
    })
    const renamed = await book().dataverse('p', 'PATCH', `/roles(${other})`, { name: 'Clerk' })
    expect(outcomeOf(renamed)).toEqual([400, '0x80041403'])
  })

  it('ROLE-05 makes roles whose Basic privileges are the own of team members, unless told otherwise', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const clerk = await make(book(), 'p', 'roles', { name: 'Clerk' })
    const read = async (role: string) => (await book().dataverse('p', 'GET', `/roles(${role})`)).body.isinherited
    expect(await read(clerk)).toBe(1)
    expect((await book().dataverse('p', 'PATCH', `/roles(${clerk})`, { isinherited: 0 })).status).toBe(204)
    expect(await read(clerk)).toBe(0)
    expect(await read(await copyIn(book(), 'p', clerk, north))).toBe(0)
    const administrator = await book().role('p', 'System Administrator')
    const fixed = await book().dataverse('p', 'PATCH', `/roles(${administrator})`, { isinherited: 0 })
    expect(refusalOf(fixed)).toEqual([400, '0x80041d31', 'The System Administrator Role cannot be modified.'])
    expect(await read(administrator)).toBe(1)
  })
})
