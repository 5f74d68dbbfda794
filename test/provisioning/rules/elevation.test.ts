import { expect, it } from 'vitest'
import { describeRules } from '../rulebook.js'
import { outcomeOf, roleNames } from '../rulebook-rows.js'
import { PREMIUM } from '../rulebook-tenant.js'

const POWER_PLATFORM_ADMINISTRATOR = '11648597-926c-4cf3-9c36-bcebb0ba8dcc'
const DYNAMICS_365_ADMINISTRATOR = '44367163-eba1-44c3-98af-f5787879f96a'
const SYSTEM_ADMINISTRATOR = ['System Administrator']

const WITHOUT_PERMISSION = {
  error: {
    message: 'Authorization denied: Application missing required delegated permissions',
    innererror: { code: 'InsufficientDelegatedPermissions' },
  },
}

describeRules('administrators who make themselves System Administrator', (book) => {
  const apply = (user: string, environment: string, body?: object) =>
    book().send(
      'POST',
      `/usermanagement/environments/${environment}/user/applyAdminRole?api-version=2022-03-01-preview`,
      { user },
      body,
    )
  const rolesOf = async (user: string, environment: string) => {
    const row = await book().row(user, environment)
    return row && roleNames(book(), environment, String(row.systemuserid))
  }

  /** Gives Bob a directory role for a time. */
  const assignFor = (duration: string) =>
    book().directory('POST', '/roleManagement/directory/roleAssignmentScheduleRequests', {
      action: 'adminAssign',
      principalId: book().id('bob'),
      roleDefinitionId: POWER_PLATFORM_ADMINISTRATOR,
      directoryScopeId: '/',
      scheduleInfo: { expiration: { type: 'afterDuration', duration } },
    })

  it('ELEV-01 is for the caller alone', async () => {
    const reply = await apply('ga', 'p', { ObjectId: book().id('ann') })
    expect(reply.status, reply.text).toBe(200)
    const [note] = reply.body.information as { Description: string; Code: string }[]
    expect(note).toMatchObject({ Code: 'UserAdded', Subject: 'Result' })
    const row = await book().row('ga', 'p')
    const { id: environment } = book().tenant.environments.find(({ uniqueName }) => uniqueName === 'p') ?? {}
    expect(JSON.parse(note?.Description ?? '')).toEqual([
      'SyncMode: Default',
      `Instance ${environment} exists`,
      `Instance ${environment} in enabled state`,
      expect.stringMatching(/^Instance Url found http/),
      'User found in AD tenant',
      'User in enabled state in AD tenant',
      `SystemUser with Id:${row?.systemuserid}, objectId:${book().id('ga')} exists in instance`,
    ])
    expect(reply.body.errors).toEqual([])
    expect(await rolesOf('ga', 'p')).toEqual(SYSTEM_ADMINISTRATOR)
    expect(await book().row('ann', 'p')).toBeUndefined()
    expect((await book().jit('ga', 'p')).status).toBe(200)
    const refused = await apply('ann', 'p')
    expect(refused).toMatchObject({
      status: 403,
      body: {
        error: {
          message:
            'Unable to assign System Administrator security role as the user is not either a Global admin, Power Platform admin, or Dynamics 365 admin. Please review your role assignments in Entra ID and try again later. For help, please reach out to your administrator.',
        },
      },
    })
    expect(await rolesOf('ann', 'p')).toBeUndefined()
    const scope = 'https://api.powerplatform.com/AppManagement.ApplicationPackages.Read'
    const { access_token: token } = await book().emulator.control.tokens({ user: book().id('ppa'), scope })
    const path = '/usermanagement/environments/p/user/applyAdminRole'
    for (const as of [{ app: true } as const, { token }])
      expect(await book().send('POST', path, as)).toMatchObject({ status: 403, body: WITHOUT_PERMISSION })
    expect(await rolesOf('ppa', 'p')).toBeUndefined()
  })

  it('ELEV-02 succeeds for somebody who has the role already', async () => {
    await apply('ppa', 'p')
    const again = await apply('ppa', 'p')
    expect(again.body).toMatchObject({ errors: [], information: [{ Code: 'UserExists' }, { Subject: 'Result' }] })
    expect(again.status).toBe(200)
    expect(await rolesOf('ppa', 'p')).toEqual(SYSTEM_ADMINISTRATOR)
  })

  it('ELEV-03 needs membership of the security group from Dynamics 365 administrators only', async () => {
    for (const user of ['ga', 'ppa']) {
      expect((await apply(user, 'pg')).status, user).toBe(200)
      expect(await rolesOf(user, 'pg')).toEqual(SYSTEM_ADMINISTRATOR)
    }
    const refused = await apply('d365', 'pg')
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('UserNotInSecurityGroup')
    expect(await book().row('d365', 'pg')).toBeUndefined()
    await book().join('sg', 'd365')
    expect((await apply('d365', 'pg')).status).toBe(200)
    expect(await rolesOf('d365', 'pg')).toEqual(SYSTEM_ADMINISTRATOR)
  })

  it('ELEV-04 does not count a role that is held through a group', async () => {
    const group = await book().directory('POST', '/groups', {
      displayName: 'Administrators',
      mailEnabled: false,
      mailNickname: 'administrators',
      securityEnabled: true,
      isAssignableToRole: true,
      'members@odata.bind': [`http://localhost:4400/v1.0/users/${book().id('ann')}`],
    })
    const role = { roleDefinitionId: POWER_PLATFORM_ADMINISTRATOR, directoryScopeId: '/' }
    const assign = (principalId: unknown) =>
      book().directory('POST', '/roleManagement/directory/roleAssignments', { ...role, principalId })
    await assign(group.id)
    expect((await apply('ann', 'p')).status).toBe(403)
    expect(await book().row('ann', 'p')).toBeUndefined()
    await assign(book().id('ann'))
    expect((await apply('ann', 'p')).status).toBe(200)
  })

  it('ELEV-05 ends with a directory role that was given for a time', async () => {
    await assignFor('PT2H')
    expect((await apply('bob', 'p')).status).toBe(200)
    expect(await rolesOf('bob', 'p')).toEqual(SYSTEM_ADMINISTRATOR)
    await book().clock('PT1H')
    expect(await rolesOf('bob', 'p')).toEqual(SYSTEM_ADMINISTRATOR)
    await book().clock('PT2H')
    expect(await rolesOf('bob', 'p')).toEqual([])
    expect((await apply('bob', 'p')).status).toBe(403)
    // Whoever is an administrator in another way by then keeps what the first one brought.
    await assignFor('PT2H')
    expect((await apply('bob', 'p')).status).toBe(200)
    const lasting = { principalId: book().id('bob'), roleDefinitionId: DYNAMICS_365_ADMINISTRATOR }
    await book().directory('POST', '/roleManagement/directory/roleAssignments', { ...lasting, directoryScopeId: '/' })
    await book().clock('PT3H')
    expect(await rolesOf('bob', 'p')).toEqual(SYSTEM_ADMINISTRATOR)
    // Whoever holds the directory role for good keeps what it brought.
    await apply('ppa', 'p')
    await book().clock('P1D')
    expect(await rolesOf('ppa', 'p')).toEqual(SYSTEM_ADMINISTRATOR)
  })

  it('ELEV-05 leaves System Administrator to somebody who had it before', async () => {
    await book().license('bob', { add: PREMIUM })
    await book().jit('bob', 'p')
    const bob = String((await book().row('bob', 'p'))?.systemuserid)
    await book().giveRole('p', bob, await book().role('p', 'System Administrator'))
    await assignFor('PT2H')
    expect((await apply('bob', 'p')).status).toBe(200)
    await book().clock('PT3H')
    expect(await roleNames(book(), 'p', bob)).toEqual(SYSTEM_ADMINISTRATOR)
  })

  it('ELEV-05 leaves to somebody what a lasting directory role had brought', async () => {
    const { id } = await book().directory('POST', '/roleManagement/directory/roleAssignments', {
      principalId: book().id('bob'),
      roleDefinitionId: POWER_PLATFORM_ADMINISTRATOR,
      directoryScopeId: '/',
    })
    expect((await apply('bob', 'p')).status).toBe(200)
    await book().directory('DELETE', `/roleManagement/directory/roleAssignments/${id}`)
    await assignFor('PT2H')
    await book().clock('PT3H')
    expect((await apply('bob', 'p')).status).toBe(403)
    expect(await rolesOf('bob', 'p')).toEqual(SYSTEM_ADMINISTRATOR)
  })

  it('ELEV-06 leaves an entry in the audit log each time', async () => {
    expect(await book().rows('p', undefined, 'audits')).toEqual([])
    await apply('ga', 'p')
    await apply('ga', 'p')
    await apply('ann', 'p')
    const row = await book().row('ga', 'p')
    const entries = await book().rows('p', undefined, 'audits')
    expect(entries).toHaveLength(2)
    for (const entry of entries)
      expect(entry).toMatchObject({ action: 55, _objectid_value: row?.systemuserid, _userid_value: row?.systemuserid })
    const entry = `/audits(${entries[0]?.auditid})`
    expect((await book().dataverse('p', 'DELETE', entry)).status).toBe(405)
    await book().jit('ann', 'p')
    await book().giveRole('p', (await book().row('ann', 'p'))?.systemuserid, await book().role('p', 'Basic User'))
    expect(outcomeOf(await book().dataverse('p', 'GET', '/audits', undefined, { user: 'ann' }))[0]).toBe(403)
  })
})
