import { expect, it } from 'vitest'
import type { Control } from '../../../src/compose-emulator.js'
import { describeRules } from '../rulebook.js'
import { PREMIUM } from '../rulebook-tenant.js'

type Diagnosis = Awaited<ReturnType<Control['diagnostics']>>

const failedChecks = ({ checks }: Diagnosis) => checks.filter(({ passed }) => !passed).map(({ check }) => check)
const checkOf = ({ checks }: Diagnosis, name: string) => checks.find(({ check }) => check === name)

describeRules('diagnostics', (book) => {
  const diagnose = (user: string, environment: string, options = {}) =>
    book().emulator.control.diagnostics(environment, book().id(user), options)
  const run = (user: string, environment: string) => diagnose(user, environment, { sync: true })

  it('DIAG-01 looks at the account first', async () => {
    expect(checkOf(await run('ann', 'p'), 'directoryState')).toMatchObject({ passed: true, rule: 'DIAG-01' })
    await book().directory('PATCH', `/users/${book().id('ann')}`, { accountEnabled: false })
    const blocked = await run('ann', 'p')
    expect(checkOf(blocked, 'directoryState')).toMatchObject({ passed: false, rule: 'REQ-01' })
    expect(checkOf(blocked, 'directoryState')?.mend).toContain('Unblock ann@')
    expect(blocked).toMatchObject({ outcome: 'disabled', reason: 'UserDisabledInDirectory' })
    await book().directory('DELETE', `/users/${book().id('ann')}`)
    const deleted = await run('ann', 'p')
    expect(checkOf(deleted, 'directoryState')?.mend).toContain('Restore')
    await book().directory('DELETE', `/directory/deletedItems/${book().id('ann')}`)
    expect(await run('ann', 'p')).toMatchObject({ reason: 'UserNotFoundInDirectory' })
  })

  it('DIAG-02 looks at licenses next, and at what stands in for them', async () => {
    const unlicensed = await diagnose('bob', 'p')
    expect(failedChecks(unlicensed)).toEqual(['licence', 'role'])
    expect(checkOf(unlicensed, 'licence')).toMatchObject({ rule: 'LIC-02' })
    expect(checkOf(unlicensed, 'licence')?.detail).toMatch(/^bob@rules.onmicrosoft.com has no license/)
    expect(checkOf(await diagnose('fay', 'p', { mechanism: 'api' }), 'licence')).toMatchObject({ rule: 'REQ-07' })
    await book().license('bob', { add: PREMIUM })
    expect(checkOf(await diagnose('bob', 'p'), 'licence')).toMatchObject({ passed: true, rule: 'DIAG-02', mend: null })
  })

  it('DIAG-03 looks at the security group, if there is one', async () => {
    expect(checkOf(await diagnose('tim', 'p'), 'securityGroup')).toMatchObject({ passed: true, rule: 'DIAG-03' })
    const outside = checkOf(await diagnose('tim', 'pg'), 'securityGroup')
    expect(outside).toMatchObject({ passed: false, rule: 'REQ-09' })
    expect(outside?.mend).toContain('Add tim@rules.onmicrosoft.com to the group "sg"')
    expect(checkOf(await diagnose('nia', 'pg'), 'securityGroup')?.detail).toContain('nested')
    await book().join('sg', 'tim')
    expect(checkOf(await diagnose('tim', 'pg'), 'securityGroup')).toMatchObject({ passed: true, rule: 'DIAG-03' })
  })

  it('DIAG-04 looks at direct roles only, though a role of a team gives access', async () => {
    await book().bg('p')
    const { systemuserid } = (await book().row('ann', 'p')) ?? {}
    expect(checkOf(await diagnose('ann', 'p'), 'role')).toMatchObject({ passed: false, rule: 'DIAG-04' })
    const team = await teamWithRole(String(systemuserid))
    const check = checkOf(await diagnose('ann', 'p'), 'role')
    expect(check).toMatchObject({ passed: false })
    expect(check?.detail).toContain(`the team "${team}"`)
    expect((await book().jit('ann', 'p')).status).toBe(200)
    await book().giveRole('p', systemuserid, await book().role('p', 'Basic User'))
    expect(checkOf(await diagnose('ann', 'p'), 'role')).toMatchObject({ passed: true, rule: 'DIAG-04' })
  })

  async function teamWithRole(systemuserid: string): Promise<string> {
    const [unit] = await book().rows('p', 'parentbusinessunitid eq null', 'businessunits')
    const body = {
      name: 'Readers',
      teamtype: 0,
      'businessunitid@odata.bind': `/businessunits(${unit?.businessunitid})`,
    }
    expect((await book().dataverse('p', 'POST', '/teams', body)).status).toBe(204)
    const [team] = await book().rows('p', "name eq 'Readers'", 'teams')
    const root = 'http://localhost:4400/environments/p/api/data/v9.2'
    const link = (to: string) => ({ '@odata.id': `${root}/${to}` })
    const role = link(`roles(${await book().role('p', 'Basic User')})`)
    const path = `/teams(${team?.teamid})`
    expect((await book().dataverse('p', 'POST', `${path}/teamroles_association/$ref`, role)).status).toBe(204)
    const member = link(`systemusers(${systemuserid})`)
    expect((await book().dataverse('p', 'POST', `${path}/teammembership_association/$ref`, member)).status).toBe(204)
    return 'Readers'
  }

  it('DIAG-05 enables by the first three checks, whatever the fourth says', async () => {
    const withoutRole = await run('ann', 'pg')
    expect(failedChecks(withoutRole)).toEqual(['role'])
    expect(withoutRole.systemuser).toMatchObject({ isdisabled: false })
    const { systemuserid } = withoutRole.systemuser ?? {}
    await book().giveRole('pg', systemuserid, await book().role('pg', 'Basic User'))
    expect(failedChecks(await run('ann', 'pg'))).toEqual([])
    await book().leave('sg', 'ann')
    await book().license('ann', { remove: PREMIUM })
    await book().directory('PATCH', `/users/${book().id('ann')}`, { accountEnabled: false })
    const withRole = await run('ann', 'pg')
    expect(failedChecks(withRole)).toEqual(['directoryState', 'securityGroup', 'licence'])
    expect(withRole.systemuser).toMatchObject({ isdisabled: true, disabledreason: 'UserDisabledInDirectory' })
  })

  it('DIAG-06 synchronizes the user first when it is run, and changes nothing when it is read', async () => {
    await book().bg('p')
    await book().directory('PATCH', `/users/${book().id('ann')}`, { jobTitle: 'Captain' })
    expect(await diagnose('ann', 'p')).toMatchObject({ outcome: 'updated' })
    expect(await book().row('ann', 'p')).toMatchObject({ jobtitle: null })
    expect(await run('ann', 'p')).toMatchObject({ outcome: 'updated', reason: null })
    expect(await book().row('ann', 'p')).toMatchObject({ jobtitle: 'Captain' })
    expect(await diagnose('ann', 'p')).toMatchObject({ outcome: 'unchanged' })
  })

  it('DIAG-07 tells clients of the admin API what stands in the way as JSON inside the message', async () => {
    const { status, body } = await book().api('bob', 'p')
    expect(status).toBe(400)
    const { message } = body.error as { message: string }
    const json = message.substring(32, message.indexOf('The tracking Id is') - 3)
    expect(JSON.parse(json)).toMatchObject({
      errors: [{ Code: 'UserNotLicensed', Description: expect.stringContaining('bob@rules.onmicrosoft.com') }],
      information: [],
    })
    const added = await book().api('ann', 'p')
    expect(added.status).toBe(200)
    expect(added.body).toMatchObject({ errors: [], information: [{ Code: 'UserAdded' }] })
  })

  it('DIAG-08 synchronizes a user who is added again', async () => {
    await book().api('ann', 'p')
    await book().directory('PATCH', `/users/${book().id('ann')}`, { jobTitle: 'Captain' })
    const again = await book().api('ann', 'p')
    expect(again.status).toBe(200)
    expect(again.body).toMatchObject({ information: [{ Code: 'UserExists' }] })
    expect(await book().row('ann', 'p')).toMatchObject({ jobtitle: 'Captain' })
  })
})
