import { expect, it } from 'vitest'
import { createEmulator } from '../../../src/index.js'
import { describeRules, Rulebook } from '../rulebook.js'
import { rulebookFixture } from '../rulebook-tenant.js'

type Json = Record<string, unknown>

/** What a background cycle decided about a user. */
async function decisionOf(book: Rulebook, user: string, environment: string): Promise<Json | undefined> {
  const { decisions } = await book.bg(environment)
  return (decisions as Json[]).find(({ userId }) => userId === book.id(user))
}

describeRules('who is not added by the background process', (book) => {
  const skipped = (user: string, environment: string, reason: string, rule: string) =>
    expect(decisionOf(book(), user, environment)).resolves.toMatchObject({ outcome: 'skipped', reason, rule })

  it('NOAU-01 nobody is added to a Teams environment, only at first access', async () => {
    await skipped('tim', 'tm', 'TeamsNoAutoAdd', 'NOAU-01')
    await skipped('ppa', 'tm', 'TeamsNoAutoAdd', 'NOAU-01')
    expect(await book().bg('tm')).toMatchObject({ added: 0 })
    expect(await book().row('tim', 'tm')).toBeUndefined()
    await book().jit('tim', 'tm')
    expect(await book().row('tim', 'tm')).toMatchObject({ isdisabled: false })
  })

  it('NOAU-02 a free plan of Microsoft 365 adds nobody', async () => {
    await skipped('fay', 'p', 'FreePlanNotPreProvisioned', 'NOAU-02')
    expect(await book().row('fay', 'p')).toBeUndefined()
    await book().jit('fay', 'p')
    expect(await book().row('fay', 'p')).toMatchObject({ isdisabled: false, accessmode: 0 })
    await book().bg('p')
    expect(await book().row('fay', 'p')).toMatchObject({ isdisabled: false })
  })

  it('NOAU-04 without a database nobody is added, by no mechanism', async () => {
    await skipped('ann', 'nd', 'EnvironmentHasNoDatabase', 'NOAU-04')
    const { status, text } = await book().api('ann', 'nd')
    expect(status).toBe(400)
    expect(text).toContain('EnvironmentHasNoDatabase')
    expect((await book().dataverse('nd', 'GET', '/systemusers')).status).toBe(404)
  })

  it('NOAU-05 owners of the security group who are not members wait for their first access', async () => {
    await skipped('own', 'pg', 'OwnerNotPreProvisioned', 'NOAU-05')
    expect(await book().row('own', 'pg')).toBeUndefined()
    await book().jit('own', 'pg')
    expect(await book().row('own', 'pg')).toMatchObject({ isdisabled: false })
    await book().bg('pg')
    expect(await book().row('own', 'pg')).toMatchObject({ isdisabled: false })
  })

  it('NOAU-06 members of a group that only backs a team wait for their first access, which takes them into the team', async () => {
    const [unit] = await book().rows('pg', 'parentbusinessunitid eq null', 'businessunits')
    const made = await book().dataverse('pg', 'POST', '/teams', {
      ...{ name: 'Inner circle', teamtype: 2, membershiptype: 0 },
      azureactivedirectoryobjectid: book().group('inner'),
      'businessunitid@odata.bind': `/businessunits(${unit?.businessunitid})`,
    })
    expect(made.status, made.text).toBe(204)
    await book().bg('pg')
    expect(await book().row('nia', 'pg')).toBeUndefined()
    await book().jit('nia', 'pg')
    const row = await book().row('nia', 'pg')
    expect(row).toMatchObject({ isdisabled: false })
    const query = `/systemusers(${row?.systemuserid})?$expand=teammembership_association($select=name)`
    const { body } = await book().dataverse('pg', 'GET', query)
    expect(body.teammembership_association).toContainEqual(expect.objectContaining({ name: 'Inner circle' }))
  })
})

it('NOAU-03 app passes add nobody, until somebody asks', async () => {
  const [rules] = rulebookFixture().tenants
  if (!rules) throw new Error('the fixture has no tenant')
  const environments = rules.environments?.map((each) => ({ ...each, appPass: each.uniqueName === 'p' })) ?? []
  const book = new Rulebook(
    await createEmulator({ fixture: { tenants: [{ ...rules, environments }] }, sync: 'manual' }),
  )
  expect(await decisionOf(book, 'bob', 'p')).toMatchObject({ reason: 'AppPassNotPreProvisioned', rule: 'NOAU-03' })
  expect(await decisionOf(book, 'bob', 'sbx')).toMatchObject({ reason: 'UserNotLicensed' })
  expect(await book.row('bob', 'p')).toBeUndefined()
  expect((await book.api('bob', 'p')).status).toBe(200)
  expect(await book.row('bob', 'p')).toMatchObject({ isdisabled: false, accessmode: 0, islicensed: true })
  await book.emulator.close()
})
