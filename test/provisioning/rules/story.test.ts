import { expect, it } from 'vitest'
import { type As, describeRules, Rulebook } from '../rulebook.js'
import { given, linked, make, rootUnit } from '../rulebook-rows.js'
import { PREMIUM } from '../rulebook-tenant.js'

const ADMINISTRATOR: As = { user: 'ua' }

describeRules('the story of a user', (book) => {
  it('is created, licensed, given roles and groups, blocked, deleted and restored', async () => {
    const { control } = book().emulator
    const directory = (method: string, path: string, body?: object) =>
      book().directory(method, path, body, ADMINISTRATOR)

    // An administrator creates a user and hands the generated password over.
    const rita = await control.adminUsers({
      kind: 'member',
      displayName: 'Rita Ray',
      givenName: 'Rita',
      surname: 'Ray',
      usageLocation: 'US',
      userPrincipalName: 'rita@rules.onmicrosoft.com',
      tenantId: book().tenant.id,
      sendEmail: true,
    })
    expect(await control.outbox()).toHaveLength(1)
    expect((await book().signIn(rita.signInName, rita.password)).body.error_codes).toEqual([50055])
    const chosen = 'Summer2027!'
    await control.changePassword(rita.id, { currentPassword: rita.password, newPassword: chosen })

    // The account is in the directory, and nowhere else until it is licensed.
    const row = (environment = 'p') => book().row(rita.id, environment)
    await book().bg('p')
    expect(await row()).toBeUndefined()
    await directory('POST', `/users/${rita.id}/assignLicense`, {
      addLicenses: [{ skuId: PREMIUM, disabledPlans: [] }],
      removeLicenses: [],
    })
    await book().bg('p')
    const added = await row()
    expect(added).toMatchObject({ fullname: 'Rita Ray', isdisabled: false, accessmode: 0, islicensed: true })

    // A session without a role opens nothing; the role of a team opens accounts.
    const call = async (path: string) => {
      const { body } = await book().signIn(rita.signInName, chosen)
      return book().dataverse('p', 'GET', path, undefined, { token: String(body.access_token) })
    }
    expect((await call('/WhoAmI')).status).toBe(403)
    const unit = { 'businessunitid@odata.bind': `/businessunits(${await rootUnit(book(), 'p')})` }
    const team = await make(book(), 'p', 'teams', { name: 'Sales', teamtype: 0, ...unit })
    await linked(book(), 'p', `teams(${team})/teamroles_association`, `roles(${await book().role('p', 'Basic User')})`)
    await linked(book(), 'p', `teams(${team})/teammembership_association`, `systemusers(${added?.systemuserid})`)
    expect((await call('/accounts')).status).toBe(200)

    // The environment with a security group takes her when she is in it.
    await book().bg('pg')
    expect(await row('pg')).toBeUndefined()
    await directory('POST', `/groups/${book().group('sg')}/members/$ref`, {
      '@odata.id': `http://localhost:4400/v1.0/directoryObjects/${rita.id}`,
    })
    await book().bg('pg')
    expect(await row('pg')).toMatchObject({ isdisabled: false })
    await directory('DELETE', `/groups/${book().group('sg')}/members/${rita.id}/$ref`)
    await book().bg('pg')
    expect(await row('pg')).toMatchObject({ isdisabled: true, islicensed: true })

    // Blocked, she can neither sign in nor is she enabled; unblocked, she is back with her roles.
    await directory('PATCH', `/users/${rita.id}`, { accountEnabled: false })
    await book().bg('p')
    expect(await row()).toMatchObject({ isdisabled: true, disabledreason: 'UserDisabledInDirectory' })
    expect((await book().signIn(rita.signInName, chosen)).body.error_codes).toEqual([50057])
    await directory('PATCH', `/users/${rita.id}`, { accountEnabled: true })
    expect((await call('/accounts')).status).toBe(200)

    // Deleted, she returns within thirty days with license and access, in the same row.
    await directory('DELETE', `/users/${rita.id}`)
    await book().bg('p')
    expect(await row()).toMatchObject({ isdisabled: true, azurestate: 1 })
    await book().clock('P29D')
    await directory('POST', `/directory/deletedItems/${rita.id}/restore`)
    await book().bg('p')
    expect(await row()).toMatchObject({ systemuserid: added?.systemuserid, isdisabled: false, azurestate: 0 })
    expect((await call('/accounts')).status).toBe(200)

    // Deleted and forgotten, she is gone for good; the row stays, disabled.
    await directory('DELETE', `/users/${rita.id}`)
    await book().clock('P31D')
    await book().bg('p')
    expect(await row()).toMatchObject({ isdisabled: true, azurestate: 2 })
    expect((await book().graph('POST', `/directory/deletedItems/${rita.id}/restore`)).status).toBe(404)
  })

  it('an administrator of the platform goes from set-up to daily work', async () => {
    await book().bg('p')
    expect(await book().row('ppa', 'p')).toMatchObject({ accessmode: 1, setupuser: true, isdisabled: false })
    const id = String((await book().row('ppa', 'p'))?.systemuserid)
    await given(book(), 'p', id, await book().role('p', 'System Administrator'))
    expect((await book().dataverse('p', 'GET', '/accounts', undefined, { user: 'ppa' })).status).toBe(403)
    await book().directory('PATCH', `/users/${book().id('ppa')}`, { usageLocation: 'US' })
    await book().license('ppa', { add: PREMIUM })
    await book().bg('p')
    expect((await book().dataverse('p', 'GET', '/accounts', undefined, { user: 'ppa' })).status).toBe(200)
  })
})

describeRules(
  'the story of a customer',
  (book) => {
    it('is created, resets a forgotten password, is blocked, deleted, restored, and deleted for good', async () => {
      const { control } = book().emulator
      const directory = (method: string, path: string, body?: object) =>
        book().directory(method, path, body, ADMINISTRATOR)
      const code = async (password: string) => (await book().signIn('mary', password)).body.error_codes

      // Created under a user name, with a password that is shown once and has to be changed.
      const mary = await control.adminUsers({
        kind: 'customer',
        displayName: 'Mary Parker',
        userName: 'mary',
        usageLocation: 'FR',
      })
      expect(await code(mary.password)).toEqual([50055])
      await control.changePassword('mary', { currentPassword: mary.password, newPassword: 'Summer2027!' })
      expect(await code('Summer2027!')).toBeUndefined()

      // Forgotten a year later; the temporary password waits as long as it takes.
      const { password } = await control.resetPassword(mary.id)
      await book().clock('P365D')
      expect(await code('Summer2027!')).toEqual([50126])
      expect(await code(password)).toEqual([50055])
      await control.changePassword('mary', { currentPassword: password, newPassword: 'Winter2028!' })
      expect(await code('Winter2028!')).toBeUndefined()

      await directory('PATCH', `/users/${mary.id}`, { accountEnabled: false })
      expect(await code('Winter2028!')).toEqual([50057])
      await directory('PATCH', `/users/${mary.id}`, { accountEnabled: true })

      // Deleted and restored with name and password; then deleted for good before the thirty days are over.
      await directory('DELETE', `/users/${mary.id}`)
      expect(await code('Winter2028!')).toEqual([50034])
      await book().clock('P29D')
      await directory('POST', `/directory/deletedItems/${mary.id}/restore`)
      expect(await code('Winter2028!')).toBeUndefined()
      await directory('DELETE', `/users/${mary.id}`)
      await directory('DELETE', `/directory/deletedItems/${mary.id}`)
      expect((await book().graph('POST', `/directory/deletedItems/${mary.id}/restore`)).status).toBe(404)

      const workforce = new Rulebook(book().emulator)
      expect((await workforce.graph('GET', `/users/${mary.id}`)).status).toBe(404)
    })
  },
  'external',
)
