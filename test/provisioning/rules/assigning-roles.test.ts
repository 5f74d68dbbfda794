import { expect, it } from 'vitest'
import { describeRules } from '../rulebook.js'
import {
  copyIn,
  type Depth,
  enter,
  given,
  link,
  linked,
  make,
  makeRole,
  makeUnit,
  outcomeOf,
  refusalOf,
  roleNames,
  rootUnit,
  setOrganization,
  unlink,
  withFixture,
} from '../rulebook-rows.js'

const ACTION = 'Microsoft.Dynamics.CRM'

describeRules('assigning roles', (book) => {
  const unitOf = (unit: string) => ({ 'businessunitid@odata.bind': `/businessunits(${unit})` })
  const basicUser = () => book().role('p', 'Basic User')
  const moveTo = (user: string, unit: string) => book().dataverse('p', 'PATCH', `/systemusers(${user})`, unitOf(unit))

  it('ROLE-13 keeps role and user in one business unit, unless ownership across units is on', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const north = await makeUnit(book(), 'p', 'North')
    const copy = await copyIn(book(), 'p', await basicUser(), north)
    const refused = await book().giveRole('p', ann, copy)
    const root = await rootUnit(book(), 'p')
    expect(refusalOf(refused)).toEqual([
      400,
      '0x80041409',
      `Cannot associate security role because the security role's Business Unit is not the same as the user's Business Unit. Details: userid=${ann}, userBU=${root}, roleId=${copy}, roleBU=${north}`,
    ])
    await setOrganization(book(), 'p', { EnableOwnershipAcrossBusinessUnits: true })
    expect((await book().giveRole('p', ann, copy)).status).toBe(204)
  })

  it('ROLE-14 keeps role and team in one business unit, unless ownership across units is on', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const team = await make(book(), 'p', 'teams', { name: 'Crew', ...unitOf(north) })
    const role = await basicUser()
    const give = () => link(book(), 'p', `teams(${team})/teamroles_association`, `roles(${role})`)
    const refused = await give()
    const root = await rootUnit(book(), 'p')
    expect(refusalOf(refused)).toEqual([
      400,
      '0x8004140d',
      `Cannot associate security role because the security role's Business Unit is not the same as the team's Business Unit. Details: userid=${team}, userBU=${north}, roleId=${role}, roleBU=${root}`,
    ])
    await setOrganization(book(), 'p', { EnableOwnershipAcrossBusinessUnits: true })
    expect((await give()).status).toBe(204)
  })

  const manager: Record<string, Depth> = {
    ...{ ReadUser: 'Global', AppendUser: 'Global', AppendToUser: 'Global' },
    ...{ ReadRole: 'Global', AppendRole: 'Global', AppendToRole: 'Global' },
  }

  it('ROLE-15 takes Read and Assign on the role and all that the role holds to hand it out', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const tim = await enter(book(), 'tim', 'p')
    const clerk = await makeRole(book(), 'p', 'Clerk', { ReadAccount: 'Local' })
    const handOut = (role: string) => book().giveRole('p', tim, role, { user: 'ann' })
    const refused = async (role: string, privilege: string) => {
      const reply = await handOut(role)
      expect(outcomeOf(reply)).toEqual([403, '0x80040220'])
      expect(reply.text).toContain(privilege)
    }
    await given(book(), 'p', ann, await makeRole(book(), 'p', 'Manager', manager))
    await refused(clerk, 'prvAssignRole')
    await given(book(), 'p', ann, await makeRole(book(), 'p', 'Assigner', { AssignRole: 'Global' }))
    await refused(clerk, 'prvReadAccount')
    await given(book(), 'p', ann, await makeRole(book(), 'p', 'Own reader', { ReadAccount: 'Basic' }))
    await refused(clerk, 'prvReadAccount')
    await refused(await book().role('p', 'System Administrator'), 'prv')
    // What is a team's alone is not the member's to hand out.
    const reader = await makeRole(book(), 'p', 'Contact reader', { ReadContact: 'Basic' })
    const ofTeam = await makeRole(book(), 'p', 'For teams', { ReadContact: 'Basic' }, { isinherited: 0 })
    const team = await make(book(), 'p', 'teams', { name: 'Crew' })
    await linked(book(), 'p', `teams(${team})/teamroles_association`, `roles(${ofTeam})`)
    await linked(book(), 'p', `teams(${team})/teammembership_association`, `systemusers(${ann})`)
    await refused(reader, 'prvReadContact')
    await given(book(), 'p', ann, clerk)
    expect((await handOut(clerk)).status).toBe(204)
    expect(await roleNames(book(), 'p', tim)).toEqual(['Clerk'])
  })

  it('ROLE-15 counts what the assigner holds from the unit of the role', async () => {
    const north = await makeUnit(book(), 'p', 'North')
    const tim = await enter(book(), 'tim', 'p')
    await moveTo(tim, north)
    const ann = await enter(book(), 'ann', 'p')
    const clerk = await makeRole(book(), 'p', 'Clerk', { ReadAccount: 'Local' })
    const northern = await copyIn(book(), 'p', clerk, north)
    await given(book(), 'p', ann, await makeRole(book(), 'p', 'Manager', { ...manager, AssignRole: 'Global' }))
    await given(book(), 'p', ann, clerk)
    const handOut = () => book().giveRole('p', tim, northern, { user: 'ann' })
    expect(outcomeOf(await handOut())).toEqual([403, '0x80040220'])
    await given(book(), 'p', ann, await makeRole(book(), 'p', 'Deep', { ReadAccount: 'Deep' }))
    expect((await handOut()).status).toBe(204)
  })

  it('ROLE-16 gives no role to disabled users, the support user and access teams', async () => {
    const ann = await enter(book(), 'ann', 'p')
    expect((await book().dataverse('p', 'PATCH', `/systemusers(${ann})`, { isdisabled: true })).status).toBe(204)
    expect(outcomeOf(await book().giveRole('p', ann, await basicUser()))).toEqual([403, '0x80040225'])
    const [support] = await book().rows('p', "domainname eq 'crmoln@microsoft.com'")
    const [organization] = await book().rows('p', undefined, 'organizations')
    const internal = "No modifications to the 'SYSTEM' or 'INTEGRATION' user are permitted."
    for (const id of [organization?.systemuserid, organization?.integrationuserid])
      expect(refusalOf(await book().giveRole('p', id, await basicUser()))).toEqual([400, '0x80041d33', internal])
    const fixed = 'The support user are read-only, which cannot be assigned with other roles'
    expect(refusalOf(await book().giveRole('p', support?.systemuserid, await basicUser()))).toEqual([
      400,
      '0x80041d51',
      fixed,
    ])
    const team = await make(book(), 'p', 'teams', { name: 'Readers', teamtype: 1 })
    const refused = await link(book(), 'p', `teams(${team})/teamroles_association`, `roles(${await basicUser()})`)
    const access = `Cannot assign roles or profiles to an access team (TeamId = ${team}).`
    expect(refusalOf(refused)).toEqual([400, '0x80048331', access])
    await setOrganization(book(), 'p', { AllowRoleAssignmentOnDisabledUsers: true })
    expect((await book().giveRole('p', ann, await basicUser())).status).toBe(204)
  })

  it('ROLE-21 replaces the direct roles by those of the saved panel and shows no team roles there', async () => {
    const ann = await enter(book(), 'ann', 'p')
    for (const name of ['Basic User', 'Delegate']) await given(book(), 'p', ann, await book().role('p', name))
    const team = await make(book(), 'p', 'teams', { name: 'Crew' })
    const reader = await book().role('p', 'Service Reader')
    await linked(book(), 'p', `teams(${team})/teamroles_association`, `roles(${reader})`)
    await linked(book(), 'p', `teams(${team})/teammembership_association`, `systemusers(${ann})`)
    const save = async (names: readonly string[]) => {
      const value: { '@odata.id': string }[] = []
      for (const name of names) value.push({ '@odata.id': `roles(${await book().role('p', name)})` })
      return book().dataverse('p', 'PUT', `/systemusers(${ann})/systemuserroles_association/$ref`, { value })
    }
    expect(await roleNames(book(), 'p', ann)).toEqual(['Basic User', 'Delegate'])
    const saved = await save(['Basic User', 'Environment Maker'])
    expect(saved.status, saved.text).toBe(204)
    expect(await roleNames(book(), 'p', ann)).toEqual(['Basic User', 'Environment Maker'])
    const reserved = 'The Support User Role cannot be assigned to a user.'
    expect(refusalOf(await save(['Delegate', 'Support User']))).toEqual([400, '0x80041d44', reserved])
    expect(await roleNames(book(), 'p', ann)).toEqual(['Basic User', 'Environment Maker'])
    expect((await save([])).status).toBe(204)
    expect(await roleNames(book(), 'p', ann)).toEqual([])
    expect((await book().dataverse('p', 'GET', '/accounts', undefined, { user: 'ann' })).status).toBe(200)
  })

  it('ROLE-22 leaves the last System Administrator the role', async () => {
    const administrator = await book().role('p', 'System Administrator')
    const sa = (await book().row('sa', 'p'))?.systemuserid
    const take = () => unlink(book(), 'p', `systemusers(${sa})/systemuserroles_association(${administrator})`)
    const refused = await take()
    const message =
      'A user cannot be removed from the System Administrator Role if they are the only user that has the role.'
    expect(refusalOf(refused)).toEqual([400, '0x80041d30', message])
    await given(book(), 'p', await enter(book(), 'ann', 'p'), administrator)
    expect((await take()).status).toBe(204)
  })

  it('ROLE-23 lets tenant administrators lose the role, unless the legacy guard is on', async () => {
    const lose = async (target: ReturnType<typeof book>) => {
      await target.api('ga', 'p')
      const row = String((await target.row('ga', 'p'))?.systemuserid)
      const administrator = await target.role('p', 'System Administrator')
      await target.giveRole('p', row, administrator)
      expect(await roleNames(target, 'p', row)).toEqual(['System Administrator'])
      return unlink(target, 'p', `systemusers(${row})/systemuserroles_association(${administrator})`)
    }
    expect((await lose(book())).status).toBe(204)
    await withFixture({ p: { settings: { 'admin.autoSystemAdministrator': true } } }, async (legacy) => {
      const message =
        'Users who are granted the Microsoft Office 365 Global administrator or Service administrator role cannot be removed from the Microsoft Dynamics 365 System Administrator security role.'
      expect(refusalOf(await lose(legacy))).toEqual([400, '0x80041d64', message])
    })
  })

  it('ROLE-24 takes all direct roles from a user who changes the business unit, unless settings keep them', async () => {
    const ann = await enter(book(), 'ann', 'p')
    const north = await makeUnit(book(), 'p', 'North')
    const root = await rootUnit(book(), 'p')
    await given(book(), 'p', ann, await basicUser())
    const moved = await moveTo(ann, north)
    expect(moved.status, moved.text).toBe(204)
    expect(await book().row('ann', 'p')).toMatchObject({ _businessunitid_value: north })
    expect(await roleNames(book(), 'p', ann)).toEqual([])
    await given(book(), 'p', ann, await copyIn(book(), 'p', await basicUser(), north))
    const action = `/systemusers(${ann})/${ACTION}.SetBusinessSystemUser`
    const BusinessUnit = { '@odata.type': `${ACTION}.businessunit`, businessunitid: root }
    const ReassignPrincipal = { '@odata.type': `${ACTION}.systemuser`, systemuserid: ann }
    const set = await book().dataverse('p', 'POST', action, { BusinessUnit, ReassignPrincipal })
    expect(set.status, set.text).toBe(204)
    expect(await roleNames(book(), 'p', ann)).toEqual([])
    await given(book(), 'p', ann, await basicUser())
    for (const [setting, unit] of [
      ['DoNotRemoveRolesOnChangeBusinessUnit', north],
      ['EnableOwnershipAcrossBusinessUnits', root],
    ] as const) {
      await setOrganization(book(), 'p', { [setting]: true })
      expect((await moveTo(ann, unit)).status).toBe(204)
      expect(await roleNames(book(), 'p', ann)).toEqual(['Basic User'])
    }
  })

  it('ROLE-25 refuses a role that is held already, by user and team alike', async () => {
    const ann = await enter(book(), 'ann', 'p')
    await given(book(), 'p', ann, await basicUser())
    const again = await book().giveRole('p', ann, await basicUser())
    const twice = [412, '0x80040237', 'Cannot insert duplicate key.']
    expect(refusalOf(again)).toEqual(twice)
    const team = await make(book(), 'p', 'teams', { name: 'Crew' })
    const give = async () => link(book(), 'p', `teams(${team})/teamroles_association`, `roles(${await basicUser()})`)
    expect((await give()).status).toBe(204)
    expect(refusalOf(await give())).toEqual(twice)
  })

  it('ROLE-26 lets nobody in without a role, direct or by a team', async () => {
    expect(outcomeOf(await book().jit('ann', 'p'))).toEqual([403, '0x80042f09'])
    const ann = await enter(book(), 'ann', 'p')
    const whoAmI = () => book().dataverse('p', 'GET', '/WhoAmI', undefined, { user: 'ann' })
    await given(book(), 'p', ann, await basicUser())
    expect((await whoAmI()).status).toBe(200)
    await unlink(book(), 'p', `systemusers(${ann})/systemuserroles_association(${await basicUser()})`)
    expect(outcomeOf(await whoAmI())).toEqual([403, '0x80042f09'])
    const team = await make(book(), 'p', 'teams', { name: 'Crew' })
    await linked(book(), 'p', `teams(${team})/teammembership_association`, `systemusers(${ann})`)
    const owned = { name: 'Owned', 'ownerid@odata.bind': `/teams(${team})` }
    const refused = await book().dataverse('p', 'POST', '/accounts', owned)
    expect(refusalOf(refused)).toEqual([403, '0x80042f0a', 'The team has not been assigned any roles.'])
    expect(outcomeOf(await whoAmI())).toEqual([403, '0x80042f09'])
    await linked(book(), 'p', `teams(${team})/teamroles_association`, `roles(${await basicUser()})`)
    expect((await whoAmI()).status).toBe(200)
    expect((await book().dataverse('p', 'POST', '/accounts', owned)).status).toBe(204)
  })
})
