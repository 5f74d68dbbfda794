import { expect, it } from 'vitest'
import { createEmulator } from '../../../src/index.js'
import { describeRules, Rulebook } from '../rulebook.js'
import { PREMIUM, rulebookFixture } from '../rulebook-tenant.js'

describeRules('directory events', (book) => {
  const user = (key: string) => `/users/${book().id(key)}`
  /** After every mechanism in turn the row is the same. */
  const rowEverywhere = async (key: string, environment: string) => {
    await book().bg(environment)
    const row = await book().row(key, environment)
    await book().imp(key, environment)
    await book().api(key, environment)
    expect(await book().row(key, environment)).toMatchObject(stateOf(row))
    return row
  }
  const stateOf = ({
    systemuserid,
    isdisabled,
    islicensed,
    accessmode,
    domainname,
    azurestate,
  }: object & Row = {}) => ({
    ...{ systemuserid, isdisabled, islicensed, accessmode, domainname, azurestate },
  })
  type Row = Readonly<Record<string, unknown>>
  const added = async (key: string, environment: string) => {
    await book().api(key, environment)
    return (await book().row(key, environment)) ?? {}
  }

  it('EV-01 a new user name changes the row, which is matched by object id', async () => {
    const { systemuserid } = await added('ann', 'p')
    await book().directory('PATCH', user('ann'), { userPrincipalName: 'anna@rules.onmicrosoft.com' })
    // Somebody else takes the old name and is nobody's row but the own one.
    await book().directory('PATCH', user('tim'), { userPrincipalName: 'ann@rules.onmicrosoft.com' })
    expect(await rowEverywhere('ann', 'p')).toMatchObject({ systemuserid, domainname: 'anna@rules.onmicrosoft.com' })
    const tim = await book().row('tim', 'p')
    expect(tim).toMatchObject({ domainname: 'ann@rules.onmicrosoft.com' })
    expect(tim?.systemuserid).not.toBe(systemuserid)
  })

  it('EV-02 blocking disables the row, refuses tokens, and takes neither roles nor teams', async () => {
    const { systemuserid } = await added('ann', 'p')
    await book().giveRole('p', systemuserid, await book().role('p', 'Basic User'))
    await book().directory('PATCH', user('ann'), { accountEnabled: false })
    expect(await rowEverywhere('ann', 'p')).toMatchObject({ isdisabled: true })
    expect((await book().signIn('ann')).text).toContain('AADSTS50057')
    const query = `/systemusers(${systemuserid})?$expand=systemuserroles_association,teammembership_association`
    const { body } = await book().dataverse('p', 'GET', query)
    expect(body.systemuserroles_association).toMatchObject([{ name: 'Basic User' }])
    expect(body.teammembership_association).toMatchObject([{ isdefault: true }])
  })

  it('EV-03 unblocking enables the row only where the other conditions hold', async () => {
    await added('ann', 'p')
    await added('ann', 'pg')
    await book().directory('PATCH', user('ann'), { accountEnabled: false })
    await book().leave('sg', 'ann')
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: true })
    await book().directory('PATCH', user('ann'), { accountEnabled: true })
    expect(await rowEverywhere('ann', 'p')).toMatchObject({ isdisabled: false, disabledreason: null })
    expect(await rowEverywhere('ann', 'pg')).toMatchObject({ disabledreason: 'UserNotInSecurityGroup' })
  })

  it('EV-06 leaving the group disables the row and leaves the license', async () => {
    await added('ann', 'pg')
    await book().leave('sg', 'ann')
    expect(await rowEverywhere('ann', 'pg')).toMatchObject({ isdisabled: true, islicensed: true })
  })

  it('EV-07 joining the group adds the user, or enables the row', async () => {
    await book().bg('pg')
    expect(await book().row('tim', 'pg')).toBeUndefined()
    await book().join('sg', 'tim')
    const tim = await rowEverywhere('tim', 'pg')
    expect(tim).toMatchObject({ isdisabled: false })
    await book().leave('sg', 'tim')
    expect(await rowEverywhere('tim', 'pg')).toMatchObject({ isdisabled: true })
    await book().join('sg', 'tim')
    expect(await rowEverywhere('tim', 'pg')).toMatchObject({ isdisabled: false, systemuserid: tim?.systemuserid })
  })

  it('EV-08 setting, replacing and clearing the group examines everybody anew', async () => {
    const setGroup = async (key: string | null) => {
      const securityGroupId = key && book().group(key)
      const body = { properties: { linkedEnvironmentMetadata: { securityGroupId } } }
      expect((await book().admin('PATCH', '/p', body)).status).toBe(200)
      await book().bg('p')
    }
    const disabled = async () =>
      Promise.all(['ann', 'nia', 'tim'].map(async (key) => (await book().row(key, 'p'))?.isdisabled))
    await book().bg('p')
    expect(await disabled()).toEqual([false, false, false])
    await setGroup('sg')
    expect(await disabled()).toEqual([false, true, true])
    await setGroup('inner')
    expect(await disabled()).toEqual([true, false, true])
    await setGroup(null)
    expect(await disabled()).toEqual([false, false, false])
  })

  it('EV-13 an administrator role brings its unlicensed holder in, and its loss puts the holder out', async () => {
    const roleDefinitionId = '11648597-926c-4cf3-9c36-bcebb0ba8dcc'
    const body = { principalId: book().id('bob'), roleDefinitionId, directoryScopeId: '/' }
    const { id } = await book().directory('POST', '/roleManagement/directory/roleAssignments', body)
    const administrator = { isdisabled: false, accessmode: 1, setupuser: true, islicensed: false }
    expect(await rowEverywhere('bob', 'p')).toMatchObject(administrator)
    await book().directory('DELETE', `/roleManagement/directory/roleAssignments/${id}`)
    const gone = { isdisabled: true, disabledreason: 'UserNotLicensed', accessmode: 1 }
    expect(await rowEverywhere('bob', 'p')).toMatchObject(gone)
  })

  it('EV-14 a row disabled by hand is enabled by every mechanism while the user is entitled', async () => {
    const { systemuserid } = await added('ann', 'p')
    const disable = async () => {
      const reply = await book().dataverse('p', 'PATCH', `/systemusers(${systemuserid})`, { isdisabled: true })
      expect(reply.status).toBe(204)
      expect(await book().row('ann', 'p')).toMatchObject({ isdisabled: true })
    }
    for (const mechanism of ['bg', 'jit', 'imp', 'api'] as const) {
      await disable()
      await (mechanism === 'bg' ? book().bg('p') : book()[mechanism]('ann', 'p'))
      expect(await book().row('ann', 'p'), mechanism).toMatchObject({ isdisabled: false })
    }
  })
})

it('EV-14 stays as it is with automatic synchronization, too: the hand that disabled changed no directory', async () => {
  const [rules] = rulebookFixture().tenants
  if (!rules) throw new Error('the fixture has no tenant')
  const environments = rules.environments?.map((each) => ({ ...each, settings: {} }))
  const book = new Rulebook(
    await createEmulator({ fixture: { tenants: [{ ...rules, environments: environments ?? [] }] } }),
  )
  await book.api('ann', 'p')
  const { systemuserid } = (await book.row('ann', 'p')) ?? {}
  await book.dataverse('p', 'PATCH', `/systemusers(${systemuserid})`, { isdisabled: true })
  expect(await book.row('ann', 'p')).toMatchObject({ isdisabled: true })
  await book.directory('PATCH', `/users/${book.id('ann')}`, { jobTitle: 'Captain' })
  expect(await book.row('ann', 'p')).toMatchObject({ isdisabled: false, jobtitle: 'Captain' })
  await book.license('bob', { add: PREMIUM })
  expect(await book.row('bob', 'p')).toMatchObject({ isdisabled: false })
  await book.emulator.close()
})
