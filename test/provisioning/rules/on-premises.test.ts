import { expect, it } from 'vitest'
import { type As, describeRules, type Rulebook } from '../rulebook.js'
import { withFixture } from '../rulebook-rows.js'

const SA: As = { user: 'sa' }
const ON_PREMISES = { p: { settings: { 'profile.mode': 'onPremises' } } }

const PROFILE = {
  jobTitle: 'Pilot',
  mail: 'ann@air.example',
  businessPhones: ['555 1'],
  mobilePhone: '555 2',
  streetAddress: '1 Runway',
  city: 'Lyon',
  state: 'Rhône',
  postalCode: '69000',
  country: 'France',
}

async function write(book: Rulebook, changes: object): Promise<void> {
  await book.directory('PATCH', `/users/${book.id('ann')}`, changes)
}

describeRules('the profile as on premises', (book) => {
  it('ONPR-01 it is filled once and edited by hand from then on', async () => {
    await withFixture(ON_PREMISES, async (own) => {
      await own.bg('p')
      await write(own, { givenName: 'Anna', city: 'Lyon', userPrincipalName: 'anna@rules.onmicrosoft.com' })
      await own.bg('p')
      const row = await own.row('ann', 'p')
      expect(row).toMatchObject({ firstname: 'Ann', address1_city: null, domainname: 'ann@rules.onmicrosoft.com' })
      const path = `/systemusers(${row?.systemuserid})`
      expect((await own.dataverse('p', 'PATCH', path, { firstname: 'Annie' }, SA)).status).toBe(204)
      await own.bg('p')
      expect(await own.row('ann', 'p')).toMatchObject({ firstname: 'Annie' })
    })
    await book().bg('p')
    await write(book(), { givenName: 'Anna' })
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ firstname: 'Anna' })
  })

  it('ONPR-02 a new row has names, telephones, e-mail, city and state, and nothing else', async () => {
    const filled = {
      domainname: 'ann@rules.onmicrosoft.com',
      firstname: 'Ann',
      lastname: 'Archer',
      internalemailaddress: 'ann@air.example',
      address1_telephone1: '555 1',
      address1_city: 'Lyon',
      address1_stateorprovince: 'Rhône',
    }
    const onlyOnline = {
      jobtitle: 'Pilot',
      mobilephone: '555 2',
      address1_line1: '1 Runway',
      address1_postalcode: '69000',
    }
    await withFixture(ON_PREMISES, async (own) => {
      await write(own, PROFILE)
      await own.bg('p')
      const row = await own.row('ann', 'p')
      expect(row).toMatchObject({ ...filled, homephone: '555 2' })
      for (const column of [...Object.keys(onlyOnline), 'address1_country']) expect(row?.[column], column).toBeNull()
    })
    await write(book(), PROFILE)
    await book().bg('p')
    expect(await book().row('ann', 'p')).toMatchObject({ ...filled, ...onlyOnline, homephone: null })
  })

  it('ONPR-03 the address of the form is made of city and state', async () => {
    await withFixture(ON_PREMISES, async (own) => {
      await write(own, PROFILE)
      await own.bg('p')
      const row = await own.row('ann', 'p')
      expect(row?.address1_composite).toBe('Lyon, Rhône')
      const path = `/systemusers(${row?.systemuserid})`
      expect((await own.dataverse('p', 'PATCH', path, { address1_city: 'Nice' }, SA)).status).toBe(204)
      expect((await own.row('ann', 'p'))?.address1_composite).toBe('Nice, Rhône')
    })
  })
})
