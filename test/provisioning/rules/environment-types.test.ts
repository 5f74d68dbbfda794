import { expect, it } from 'vitest'
import type { EnvironmentDocument } from '../../../src/domain/fixture/tenant-document.js'
import { createEmulator } from '../../../src/index.js'
import { describeRules, Rulebook } from '../rulebook.js'
import { rulebookFixture } from '../rulebook-tenant.js'

/** The tenant of the rules with groups of every kind, and settings for all environments. */
async function otherBook(settings: EnvironmentDocument['settings'] = {}): Promise<Rulebook> {
  const [rules] = rulebookFixture().tenants
  if (!rules) throw new Error('the fixture has no tenant')
  const environments = (rules.environments ?? []).map((each) => ({
    ...each,
    settings: { ...each.settings, ...settings },
  }))
  const groups = [
    ...(rules.groups ?? []),
    { key: 'list', kind: 'distribution' as const },
    { key: 'mail', kind: 'mailEnabledSecurity' as const },
    { key: 'onprem', onPremisesSyncEnabled: true },
  ]
  return new Rulebook(
    await createEmulator({ fixture: { tenants: [{ ...rules, groups, environments }] }, sync: 'manual' }),
  )
}

const NO_GROUP = '00000000-0000-0000-0000-000000000000'

function setGroup(book: Rulebook, environment: string, securityGroupId: string | null) {
  return book.admin('PATCH', `/${environment}`, { properties: { linkedEnvironmentMetadata: { securityGroupId } } })
}

async function groupOf(book: Rulebook, environment: string): Promise<unknown> {
  const { body } = await book.admin('GET', `/${environment}`)
  const properties = body.properties as { linkedEnvironmentMetadata: { securityGroupId?: string | null } }
  return properties.linkedEnvironmentMetadata.securityGroupId
}

describeRules('environment types', (book) => {
  it('ENVT-01 a trial takes users on demand, without approval of the mailbox, and keeps their rows up to date', async () => {
    expect(await book().bg('tr')).toMatchObject({ added: 0 })
    expect(await book().row('ann', 'tr')).toBeUndefined()
    await book().api('ann', 'tr')
    expect(await book().row('ann', 'tr')).toMatchObject({ isdisabled: false, emailrouteraccessapproval: 1 })
    await book().api('ann', 'p')
    expect(await book().row('ann', 'p')).toMatchObject({ emailrouteraccessapproval: 2 })
    await book().directory('PATCH', `/users/${book().id('ann')}`, { jobTitle: 'Captain' })
    await book().bg('tr')
    expect(await book().row('ann', 'tr')).toMatchObject({ jobtitle: 'Captain' })
  })

  it('ENVT-02 a developer environment takes its creator and nobody else', async () => {
    const olga = await book().row('olga', 'dev')
    expect(olga).toMatchObject({ isdisabled: false, accessmode: 0 })
    const { body } = await book().dataverse(
      'dev',
      'GET',
      `/systemusers(${olga?.systemuserid})?$expand=systemuserroles_association($select=name)`,
    )
    expect(body.systemuserroles_association).toMatchObject([{ name: 'System Administrator' }])
    await book().bg('dev')
    for (const key of ['ann', 'ga', 'ppa']) {
      expect((await book().jit(key, 'dev')).status).toBe(403)
      expect((await book().api(key, 'dev')).text).toContain('DeveloperOwnerOnly')
      expect(await book().row(key, 'dev')).toBeUndefined()
    }
    expect(await book().row('olga', 'dev')).toMatchObject({ isdisabled: false, accessmode: 0, islicensed: true })
    // `sa` is there by the fixture.
    const people = await book().rows('dev', 'issyncwithdirectory eq true and isdisabled eq false')
    expect(people.map(({ domainname }) => domainname).sort()).toEqual([book().upn('olga'), book().upn('sa')])
  })

  it('ENVT-03 a Teams environment takes users at their first access, or when an administrator adds them', async () => {
    await book().bg('tm')
    expect(await book().row('tim', 'tm')).toBeUndefined()
    await book().jit('tim', 'tm')
    expect(await book().row('tim', 'tm')).toMatchObject({ isdisabled: false })
    expect((await book().api('own', 'tm')).status).toBe(200)
    expect((await book().api('ann', 'tm')).text).toContain('UserNotInSecurityGroup')
  })

  it('ENVT-04 default and developer environments take no security group', async () => {
    for (const environment of ['def', 'dev']) {
      const { status, body } = await setGroup(book(), environment, book().group('sg'))
      expect(status).toBe(400)
      expect(body.error).toMatchObject({ code: 'SecurityGroupNotAllowed' })
      expect(await groupOf(book(), environment)).toBe(NO_GROUP)
    }
  })

  it('ENVT-06 the group of a Teams environment cannot be changed', async () => {
    for (const group of [book().group('sg'), null]) {
      const { status, body } = await setGroup(book(), 'tm', group)
      expect(status).toBe(400)
      expect(body.error).toMatchObject({ code: 'SecurityGroupNotAllowed' })
      expect(await groupOf(book(), 'tm')).toBe(book().group('mg'))
    }
  })
})

it('ENVT-02 developer.allowAdditionalUsers lets others in who are entitled', async () => {
  const book = await otherBook({ 'developer.allowAdditionalUsers': true })
  expect((await book.api('ann', 'dev')).status).toBe(200)
  expect(await book.row('ann', 'dev')).toMatchObject({ isdisabled: false })
  expect((await book.api('bob', 'dev')).text).toContain('UserNotLicensed')
  await book.emulator.close()
})

it('ENVT-03 teams.onDemandAdd=false leaves first access as the only way in', async () => {
  const book = await otherBook({ 'teams.onDemandAdd': false })
  expect((await book.api('own', 'tm')).text).toContain('TeamsNoAutoAdd')
  await book.jit('own', 'tm')
  expect(await book.row('own', 'tm')).toMatchObject({ isdisabled: false })
  await book.emulator.close()
})

it('ENVT-05 a security group is a security or Microsoft 365 group, and no other kind', async () => {
  const book = await otherBook()
  for (const key of ['list', 'mail', 'onprem']) {
    const { status, body } = await setGroup(book, 'p', book.group(key))
    expect(status).toBe(400)
    expect(body.error).toMatchObject({ code: 'GroupTypeNotSupported' })
    expect(await groupOf(book, 'p')).toBe(NO_GROUP)
  }
  for (const key of ['sg', 'mg']) {
    expect((await setGroup(book, 'p', book.group(key))).status).toBe(200)
    expect(await groupOf(book, 'p')).toBe(book.group(key))
  }
  await book.emulator.close()
})
