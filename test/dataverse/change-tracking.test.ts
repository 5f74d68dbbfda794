import { describe, expect, it } from 'vitest'
import { HandSeeded, ROOT, TENANT } from './hand-seeded.js'

const DAY = 86_400_000
const TRACK = { headers: { prefer: 'odata.track-changes' } }

async function tracked(query = '?$select=name') {
  const house = new HandSeeded()
  const ids: Record<string, string> = {}
  for (const name of ['a', 'b', 'c']) ids[name] = await house.make('accounts', { name })
  const first = await house.call('GET', `/accounts${query}`, TRACK)
  return { house, ids, first, link: String(first.json['@odata.deltaLink']) }
}

interface Item {
  readonly name?: string
  readonly id?: string
  readonly reason?: string
}

const namesOf = (items: readonly Item[]) => items.map(({ name, id, reason }) => name ?? `${reason} ${id}`)

describe('change tracking', () => {
  it('begins with everything, and says where to ask for changes', async () => {
    const { first, link } = await tracked()
    expect(first.status).toBe(200)
    expect(first.headers['preference-applied']).toBe('odata.track-changes')
    expect(namesOf(first.json.value).sort()).toEqual(['a', 'b', 'c'])
    expect(link).toMatch(
      /^http:\/\/localhost\/api\/data\/v9\.2\/accounts\?\$select=name&\$deltatoken=\d+%2101%2f15%2f2026%2012%3a00%3a00$/,
    )
    expect((await tracked('')).link).toContain('/accounts?$deltatoken=')
  })

  it('tells rows that are new or changed by their versions, then those that are gone, also if they only came meanwhile', async () => {
    const { house, ids, link } = await tracked()
    expect((await house.call('GET', link)).json.value).toEqual([])
    await house.call('PATCH', `/accounts(${ids.b})`, { body: { name: 'b2' } })
    ids.d = await house.make('accounts', { name: 'd' })
    await house.call('PATCH', `/accounts(${ids.a})`, { body: { name: 'a2' } })
    await house.call('DELETE', `/accounts(${ids.c})`)
    ids.e = await house.make('accounts', { name: 'e' })
    await house.call('DELETE', `/accounts(${ids.e})`)
    await house.make('contacts', { lastname: 'elsewhere' })
    const { status, json } = await house.call('GET', link)
    expect(status).toBe(200)
    expect(json['@odata.context']).toBe(`${ROOT}/$metadata#accounts(name)/$delta`)
    expect(namesOf(json.value)).toEqual(['b2', 'd', 'a2', `deleted ${ids.c}`, `deleted ${ids.e}`])
    expect(json.value[0]['@odata.etag']).toMatch(/^W\/"\d+"$/)
    expect(Object.keys(json.value[0]).sort()).toEqual(['@odata.etag', 'accountid', 'name'])
    expect(json.value.at(-1)).toEqual({
      '@odata.context': `${ROOT}/$metadata#accounts/$deletedEntity`,
      id: ids.e,
      reason: 'deleted',
    })
    const again = await house.call('GET', json['@odata.deltaLink'])
    expect(again.json.value).toEqual([])
    await house.call('PATCH', `/accounts(${ids.d})`, { body: { name: 'd2' } })
    expect(namesOf((await house.call('GET', again.json['@odata.deltaLink'])).json.value)).toEqual(['d2'])
    const [, token = ''] = link.split('$deltatoken=')
    expect((await house.call('GET', `/accounts/$count?$deltatoken=${token}`)).text).toBe('\uFEFF5')
  })

  it('goes through the pages first, and misses nothing that happens on the way', async () => {
    const house = new HandSeeded()
    for (let at = 0; at < 5; at++) await house.make('accounts', { name: `${at}` })
    const prefer = { headers: { prefer: 'odata.track-changes,odata.maxpagesize=2' } }
    const seen: string[] = []
    let page = await house.call('GET', '/accounts?$select=name', prefer)
    while (page.json['@odata.nextLink']) {
      expect(page.json['@odata.deltaLink']).toBeUndefined()
      seen.push(...namesOf(page.json.value))
      await house.make('accounts', { name: `late ${seen.length}` })
      page = await house.call('GET', page.json['@odata.nextLink'], { headers: { prefer: 'odata.maxpagesize=2' } })
    }
    const link = String(page.json['@odata.deltaLink'])
    expect(link).not.toContain('skiptoken')
    const late = namesOf((await house.call('GET', link)).json.value)
    expect(late.length).toBeGreaterThanOrEqual(2)
    expect(late.every((name) => name.startsWith('late'))).toBe(true)
    const met = new Set([...seen, ...namesOf(page.json.value), ...late])
    expect(['0', '1', '2', '3', '4'].every((name) => met.has(name))).toBe(true)
  })

  it.each([
    '$filter=name eq null',
    '$orderby=name',
    '$expand=primarycontactid',
    '$top=3',
    '$apply=aggregate($count as n)',
  ])('refuses %s, at the beginning and later', async (option) => {
    const { house, link } = await tracked()
    const error = {
      code: '0x80060888',
      message: `The "${option.split('=')[0]}" query parameter isn't supported when Change Tracking is enabled.`,
    }
    for (const answer of [
      await house.call('GET', `/accounts?${option}`, TRACK),
      await house.call('GET', `${link}&${option}`),
    ]) {
      expect([answer.status, answer.json.error]).toEqual([400, error])
    }
  })

  it('is refused for a table that is not followed', async () => {
    const house = new HandSeeded()
    const error = { code: '0x80072491', message: "Entity privilege isn't enabled for change tracking." }
    for (const answer of [
      await house.call('GET', '/privileges', TRACK),
      await house.call('GET', '/privileges?$deltatoken=1%2101%2f15%2f2026%2012%3a00%3a00'),
      await house.call('GET', '/privileges/$count?$deltatoken=1%2101%2f15%2f2026%2012%3a00%3a00'),
    ]) {
      expect([answer.status, answer.json.error]).toEqual([400, error])
    }
  })

  it('ends after seven days, with a reset, and with what is no token', async () => {
    const { house, link } = await tracked()
    const [bare = ''] = link.split('$deltatoken=')
    const expired = {
      code: '0x80044352',
      message: 'Version stamp associated with the client has expired. Please perform a full sync.',
    }
    const errorOf = async (address: string) => {
      const { status, json } = await house.call('GET', address)
      return [status, json.error]
    }
    expect(await errorOf(`${bare}$deltatoken=999999%2101%2f15%2f2026%2012%3a00%3a00`)).toEqual([400, expired])
    for (const none of ['', 'x', '5', '5%2113%2f40%2f2026%2012%3a00%3a00']) {
      expect((await errorOf(`${bare}$deltatoken=${none}`))[1].code).toBe('0x80060888')
    }
    house.clock.set(house.clock.now() + 7 * DAY)
    expect((await house.call('GET', link)).status).toBe(200)
    house.clock.set(house.clock.now() + 1000)
    expect(await errorOf(link)).toEqual([400, expired])
    const fresh = String((await house.call('GET', '/accounts', TRACK)).json['@odata.deltaLink'])
    house.store.setBase(TENANT)
    expect(await errorOf(fresh)).toEqual([400, expired])
  })

  it('takes the privilege to read every row', async () => {
    const { house, link } = await tracked()
    house.role('Narrow', { prvReadAccount: 'Deep' })
    house.role('Wide', { prvReadAccount: 'Global' })
    for (const role of ['Narrow', 'Wide']) house.person(role, { role })
    for (const [path, call] of [
      ['/accounts', TRACK],
      [link, {}],
    ] as const) {
      const refused = await house.call('GET', path, { ...call, as: 'Narrow' })
      expect([refused.status, refused.json.error.code]).toEqual([403, '0x80040220'])
      expect((await house.call('GET', path, { ...call, as: 'Wide' })).status).toBe(200)
    }
  })
})
