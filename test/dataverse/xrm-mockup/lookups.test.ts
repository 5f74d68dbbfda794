// What the suites of XrmMockup (github.com/delegateas/XrmMockup) show of what it takes to link rows.
import { describe, expect, it } from 'vitest'
import { type Depth, depths } from '../../../src/domain/dataverse/privilege-catalog.js'
import { Office, rights } from './office.js'

const OWNERS = ['self', 'colleague', 'junior', 'stranger'] as const
type Owner = (typeof OWNERS)[number]

/** Whose rows each depth reaches, for somebody in the middle of three units. */
const reached: Readonly<Record<Depth, readonly Owner[]>> = {
  Basic: ['self'],
  Local: ['self', 'colleague'],
  Deep: ['self', 'colleague', 'junior'],
  Global: ['self', 'colleague', 'junior', 'stranger'],
}

/** The caller holds everything everywhere, but one of the two rights that a link takes to that depth alone. */
async function linking(right: 'AppendAccount' | 'AppendToContact', depth: Depth | undefined) {
  const office = new Office()
  const middle = office.unit('Middle')
  const units = {
    self: middle,
    colleague: middle,
    junior: office.unit('Below', middle),
    stranger: office.unit('Other'),
  }
  office.role('Owner', { prvReadAccount: 'Basic', prvReadContact: 'Basic' })
  const { [`prv${right}`]: _, ...rest } = {
    ...rights('Account', 'Global', 'Create', 'Read', 'Write', 'Append', 'AppendTo'),
    ...rights('Contact', 'Global', 'Create', 'Read', 'Write', 'Append', 'AppendTo'),
  }
  office.role('Linker', { ...rest, prvReadUser: 'Global', ...(depth && { [`prv${right}`]: depth }) })
  const owner = (name: Owner) =>
    `systemusers(${office.person(name, { role: name === 'self' ? 'Linker' : 'Owner', unit: units[name] })})`
  const owners = Object.fromEntries(OWNERS.map((name) => [name, owner(name)]))
  const bound = (name: Owner) => ({ 'ownerid@odata.bind': `/${owners[name]}` })
  const contactOf = (name: Owner) => office.make('contacts', { lastname: name, ...bound(name) })
  return { office, bound, contactOf }
}

describe.each([undefined, ...depths])('with the right at depth %s', (depth) => {
  const expected = depth ? reached[depth] : []

  it.each(['create', 'update'] as const)('rows within it can be linked to another when they are %sd', async (when) => {
    const { office, bound, contactOf } = await linking('AppendAccount', depth)
    const allowed: Owner[] = []
    for (const name of OWNERS) {
      const link = { 'primarycontactid@odata.bind': `/contacts(${await contactOf('self')})` }
      const account = when === 'update' ? await office.account(name, bound(name)['ownerid@odata.bind']) : undefined
      const status = account
        ? await office.status('PATCH', `/accounts(${account})`, 'self', link)
        : await office.status('POST', '/accounts', 'self', { name, ...bound(name), ...link })
      if (status < 300) allowed.push(name)
      else expect(status).toBe(403)
    }
    expect(allowed).toEqual(expected)
  })

  it.each(['create', 'update'] as const)('others can be linked to rows within it when they are %sd', async (when) => {
    const { office, bound, contactOf } = await linking('AppendToContact', depth)
    const allowed: Owner[] = []
    for (const name of OWNERS) {
      const link = { 'primarycontactid@odata.bind': `/contacts(${await contactOf(name)})` }
      const account = when === 'update' ? await office.account(name, bound('self')['ownerid@odata.bind']) : undefined
      const status = account
        ? await office.status('PATCH', `/accounts(${account})`, 'self', link)
        : await office.status('POST', '/accounts', 'self', { name, ...link })
      if (status < 300) allowed.push(name)
      else expect(status).toBe(403)
    }
    expect(allowed).toEqual(expected)
  })
})

describe('a lookup to a user', () => {
  const role = {
    ...rights('Contact', 'Global', 'Create', 'Append', 'Read'),
    ...rights('User', 'Local', 'Read', 'AppendTo'),
  }
  const body = (user: string) => ({ lastname: 'x', 'preferredsystemuserid@odata.bind': `/systemusers(${user})` })

  it('reaches users of the unit at depth Local, and none of other units', async () => {
    const office = new Office()
    office.role('Linker', role)
    office.person('ann', { role: 'Linker' })
    const [near, far] = [office.person('bob'), office.person('cem', { unit: office.unit('Other') })]
    expect(await office.status('POST', '/contacts', 'ann', body(near))).toBe(204)
    expect(await office.status('POST', '/contacts', 'ann', body(far))).toBe(403)
  })

  it('reaches them through the role of a team as well', async () => {
    const office = new Office()
    office.role('Linker', role)
    office.role('Nothing much', { prvReadContact: 'Basic' })
    const ann = office.person('ann', { role: 'Nothing much' })
    const bob = office.person('bob')
    expect(await office.status('POST', '/contacts', 'ann', body(bob))).toBe(403)
    await office.join(await office.team('Linkers', await office.root(), 'Linker'), ann)
    expect(await office.status('POST', '/contacts', 'ann', body(bob))).toBe(204)
  })
})

it('a lookup that stays as it is takes no right on the row that it leads to', async () => {
  const office = new Office()
  office.role('Writer', rights('Contact', 'Global', 'Read', 'Write', 'Append'))
  office.person('ann', { role: 'Writer' })
  const account = await office.make('accounts', { name: 'Fabrikam' })
  const other = await office.make('accounts', { name: 'Litware' })
  const to = (id: string) => ({ jobtitle: 'x', 'parentcustomerid_account@odata.bind': `/accounts(${id})` })
  const contact = `contacts(${await office.make('contacts', { lastname: 'Lee', ...to(account) })})`
  expect(await office.writes('ann', contact, to(account))).toBe(true)
  expect(await office.writes('ann', contact, to(other))).toBe(false)
})
