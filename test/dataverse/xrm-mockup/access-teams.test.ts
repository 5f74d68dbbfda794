// What the suite of XrmMockup (github.com/delegateas/XrmMockup) shows of access teams.
import { describe, expect, it } from 'vitest'
import { rightBits } from '../../../src/domain/dataverse/privilege-catalog.js'
import { CRM, Office, reference, rights } from './office.js'

const RIGHTS = ['Read', 'Write', 'Delete', 'Append', 'AppendTo', 'Assign', 'Share'] as const
type Right = (typeof RIGHTS)[number]

/** Two people who do everything with their own contacts and accounts, and templates by the rights that they give. */
async function twoPeople() {
  const office = new Office()
  const everything = (table: string) => rights(table, 'Basic', 'Create', ...RIGHTS)
  const people = { prvReadUser: 'Global', prvReadCustomization: 'Global' } as const
  office.role('Clerk', { ...everything('Contact'), ...everything('Account'), ...people })
  office.role('Reader', { ...rights('Contact', 'Basic', 'Read'), ...people })
  const [ann, bob] = [office.person('ann', { role: 'Clerk' }), office.person('bob', { role: 'Clerk' })]
  const cem = office.person('cem', { role: 'Clerk' })
  const row = async (set: string, owner: string, columns: object) =>
    `${set}(${await office.make(set, { ...columns, 'ownerid@odata.bind': `systemusers(${owner})` })})`
  const contact = await row('contacts', bob, { lastname: "Bob's" })
  const account = await row('accounts', ann, { name: "Ann's" })
  const own = await row('contacts', ann, { lastname: "Ann's" })
  const theirs = await row('accounts', bob, { name: "Bob's" })
  const template = (code: number, ...given: readonly Right[]) =>
    office.make('teamtemplates', {
      teamtemplatename: given.join(' '),
      objecttypecode: code,
      defaultaccessrightsmask: given.reduce((mask, right) => mask | rightBits[right], 0),
    })
  const change = async (action: string, user: string, path: string, templateId: string, as = 'admin') =>
    office.call('POST', `/systemusers(${user})/${CRM}.${action}RecordTeam`, {
      as,
      body: { Record: reference(path), TeamTemplate: reference(`teamtemplates(${templateId})`) },
    })
  return { office, ann, cem, contact, account, own, theirs, template, change }
}

type Stage = Awaited<ReturnType<typeof twoPeople>>

/** What Ann tries with a contact or an account of Bob's, by the right that it takes; and what it takes besides. */
const attempts: Readonly<Record<Right, (stage: Stage) => Promise<number>>> = {
  Read: ({ office, contact }) => office.status('GET', `/${contact}`, 'ann'),
  Write: ({ office, contact }) => office.status('PATCH', `/${contact}`, 'ann', { jobtitle: 'x' }),
  Delete: ({ office, contact }) => office.status('DELETE', `/${contact}`, 'ann'),
  Append: ({ office, contact, account }) =>
    office.status('PATCH', `/${contact}`, 'ann', { 'parentcustomerid_account@odata.bind': `/${account}` }),
  AppendTo: ({ office, own, theirs }) =>
    office.status('PATCH', `/${own}`, 'ann', { 'parentcustomerid_account@odata.bind': `/${theirs}` }),
  Assign: async ({ office, ann, contact }) => (await office.assign(contact, `systemusers(${ann})`, 'ann')).status,
  Share: async ({ office, cem, contact }) =>
    (await office.share(contact, `systemusers(${cem})`, 'ReadAccess', 'ann')).status,
}
const besides: Partial<Record<Right, readonly Right[]>> = { Append: ['Write'], Assign: ['Write'], Share: ['Read'] }

describe('an access team of a row', () => {
  it.each(RIGHTS)('that gives %s opens what it takes, to whoever is in it', async (right) => {
    const stage = await twoPeople()
    const { ann, contact, theirs, template, change } = stage
    const [code, path] = right === 'AppendTo' ? [1, theirs] : [2, contact]
    for (const needed of besides[right] ?? []) await change('AddUserTo', ann, path, await template(code, needed))
    expect(await attempts[right](stage)).toBe(403)
    expect((await change('AddUserTo', ann, path, await template(code, right))).status).toBe(200)
    expect(await attempts[right](stage)).toBeLessThan(300)
  })

  it.each(['Read', 'Write'] as const)('closes %s when somebody leaves it', async (right) => {
    const stage = await twoPeople()
    const templateId = await stage.template(2, right)
    await stage.change('AddUserTo', stage.ann, stage.contact, templateId)
    expect(await attempts[right](stage)).toBeLessThan(300)
    expect((await stage.change('RemoveUserFrom', stage.ann, stage.contact, templateId)).status).toBe(200)
    expect(await attempts[right](stage)).toBe(403)
  })

  it.each([
    ['several teams add up', [['Read'], ['Write'], ['Delete']]],
    ['one team gives several rights', [['Read', 'Write', 'Delete']]],
  ] as const)('%s', async (_, templates) => {
    const stage = await twoPeople()
    for (const given of templates)
      await stage.change('AddUserTo', stage.ann, stage.contact, await stage.template(2, ...given))
    for (const right of ['Read', 'Write', 'Delete'] as const) expect(await attempts[right](stage)).toBeLessThan(300)
  })

  it('leaves whoever goes in the other teams of the row', async () => {
    const stage = await twoPeople()
    const { ann, contact, template, change } = stage
    const [write, append] = [await template(2, 'Write'), await template(2, 'Append')]
    await change('AddUserTo', ann, contact, write)
    await change('AddUserTo', ann, contact, append)
    expect(await attempts.Append(stage)).toBe(204)
    await change('RemoveUserFrom', ann, contact, append)
    await stage.office.call('PATCH', `/${contact}`, {
      as: 'bob',
      body: { 'parentcustomerid_account@odata.bind': null },
    })
    expect(await attempts.Append(stage)).toBe(403)
    expect(await attempts.Write(stage)).toBe(204)
  })

  it.each(['AddUserTo', 'RemoveUserFrom'])('%s takes the privilege to share rows of the table', async (action) => {
    const { office, ann, contact, template, change } = await twoPeople()
    office.person('eve', { role: 'Reader' })
    const read = await template(2, 'Read')
    await change('AddUserTo', ann, contact, read)
    await office.share(contact, `systemusers(${office.person('dan', { role: 'Reader' })})`, 'ReadAccess')
    const refused = await change(action, ann, contact, read, 'eve')
    expect([refused.status, refused.json.error.code]).toEqual([403, '0x80040220'])
    expect(refused.json.error.message).toContain('prvShareContact')
  })

  it.each(['AddUserTo', 'RemoveUserFrom'])('%s takes the rights on the row that the team gives', async (action) => {
    const { ann, contact, template, change } = await twoPeople()
    const write = await template(2, 'Write')
    if (action === 'RemoveUserFrom') await change('AddUserTo', ann, contact, await template(2, 'Read'))
    const refused = await change(action, ann, contact, write, 'ann')
    expect([refused.status, refused.json.error.code]).toEqual([403, '0x80048306'])
  })

  it('takes no member who lacks the privileges that it gives', async () => {
    const { office, contact, template, change } = await twoPeople()
    const reader = office.person('eve', { role: 'Reader' })
    const refused = await change('AddUserTo', reader, contact, await template(2, 'Write'))
    expect([refused.status, refused.json.error.code]).toEqual([400, '0x80048342'])
    expect(refused.json.error.message).toContain('prvWriteContact')
  })
})
