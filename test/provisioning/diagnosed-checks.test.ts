import { expect, it } from 'vitest'
import type { Mechanism } from '../../src/domain/provisioning/rules/facts.js'
import { describeRules, type Rulebook } from './rulebook.js'
import { setOrganization } from './rulebook-rows.js'
import { PREMIUM } from './rulebook-tenant.js'

interface Check {
  readonly check: string
  readonly passed: boolean
  readonly rule: string
  readonly detail: string
  readonly mend: string | null
}

const NAMES = ['database', 'rowKind', 'directoryState', 'environmentType', 'securityGroup', 'licence', 'role']

describeRules('the checks of diagnostics', (book) => {
  const ask = async (user: string, environment: string, mechanism?: Mechanism) => {
    const query = mechanism ? `?mechanism=${mechanism}` : ''
    const id = user.includes('-') ? user : book().id(user)
    const path = `/_emulator/diagnostics/${environment}/${id}${query}`
    const { status, body, text } = await book().send('GET', path)
    expect(status, text).toBe(200)
    return body as { outcome: string; reason: string | null; checks: Check[] }
  }

  it.each([
    ['fay', 'p', ['skipped FreePlanNotPreProvisioned', 'added', 'added']],
    ['tim', 'dev', ['skipped DeveloperOwnerOnly', 'skipped DeveloperOwnerOnly', 'skipped DeveloperOwnerOnly']],
    ['ann', 'tr', ['skipped TrialNoAutoAdd', 'added', 'added']],
    ['own', 'pg', ['skipped OwnerNotPreProvisioned', 'added', 'added']],
    ['bob', 'p', ['skipped UserNotLicensed', 'skipped UserNotLicensed', 'skipped UserNotLicensed']],
    ['ann', 'p', ['added', 'added', 'added']],
  ])('tell for %s in %s what each mechanism would do', async (user, environment, expected) => {
    const found: string[] = []
    for (const mechanism of ['background', 'firstAccess', 'api'] as const) {
      const { outcome, reason } = await ask(user, environment, mechanism)
      found.push(reason === null ? outcome : `${outcome} ${reason}`)
    }
    expect(found).toEqual(expected)
    const usual = await ask(user, environment)
    expect(usual).toEqual(await ask(user, environment, 'background'))
    expect(await book().row(user, environment)).toBeUndefined()
  })

  /** What one check says when it is the one that fails, and how the world comes to that. */
  const failures: readonly (readonly [string, string, string, string, string, (book: Rulebook) => Promise<unknown>])[] =
    [
      ['database', 'ann', 'nd', 'NOAU-04', 'EnvironmentHasNoDatabase', async () => {}],
      ['rowKind', 'ann', 'p', 'DEL-09', 'UserDeletedInDataverse', deletedInDataverse],
      [
        'directoryState',
        'ann',
        'p',
        'REQ-01',
        'UserDisabledInDirectory',
        (of) => of.directory('PATCH', `/users/${of.id('ann')}`, { accountEnabled: false }),
      ],
      ['environmentType', 'tim', 'dev', 'ENVT-02', 'DeveloperOwnerOnly', async () => {}],
      ['securityGroup', 'tim', 'pg', 'REQ-09', 'UserNotInSecurityGroup', async () => {}],
      ['licence', 'ann', 'p', 'LIC-02', 'UserNotLicensed', (of) => of.license('ann', { remove: PREMIUM })],
    ]

  it.each(failures)(
    '%s fails for %s in %s by %s, with a mend',
    async (name, user, environment, rule, reason, arrange) => {
      await arrange(book())
      const { checks, reason: said } = await ask(user, environment)
      expect(said).toBe(reason)
      expect(checks.map(({ check }) => check)).toEqual(NAMES)
      expect(checks.filter(({ passed, check }) => !passed && check !== 'role').map(({ check }) => check)).toEqual([
        name,
      ])
      const failed = checks.find(({ check }) => check === name)
      expect(failed).toMatchObject({ rule, detail: expect.stringMatching(/\.$/), mend: expect.stringMatching(/\.$/) })
      for (const { passed, mend } of checks) expect(mend === null).toBe(passed)
    },
  )

  async function deletedInDataverse(of: Rulebook): Promise<void> {
    await of.bg('p')
    await setOrganization(of, 'p', { AuthorizationSkipAadUserStateValidation: true })
    const path = `/systemusers(${(await of.row('ann', 'p'))?.systemuserid})`
    await of.dataverse('p', 'PATCH', path, { isdisabled: true })
    expect((await of.dataverse('p', 'DELETE', path)).status).toBe(204)
  }

  it('all fail at once for somebody who lacks everything, each with its own rule', async () => {
    await book().bg('pg')
    await book().directory('PATCH', `/users/${book().id('bob')}`, { accountEnabled: false })
    const { checks } = await ask('bob', 'pg')
    const failed = checks.filter(({ passed }) => !passed).map(({ check, rule }) => `${check} ${rule}`)
    expect(failed).toEqual(['directoryState REQ-01', 'securityGroup REQ-09', 'licence LIC-02', 'role DIAG-04'])
  })
})
