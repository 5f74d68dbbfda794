import { expect, it } from 'vitest'
import { createEmulator } from '../../src/index.js'
import { describeHosts } from '../support/describe-hosts.js'

const units = (...businessUnits: { key: string; parent?: string }[]) => ({
  environments: [{ uniqueName: 'e', businessUnits: businessUnits.map((unit) => ({ name: unit.key, ...unit })) }],
})
const UNITS = '/environments/0/businessUnits'

describeHosts('a fixture whose business units stand in a circle', (host) => {
  it.each([
    ['a unit below itself', units({ key: 'a', parent: 'a' }), `${UNITS}/0/parent`],
    ['two below each other', units({ key: 'a', parent: 'b' }, { key: 'b', parent: 'a' }), `${UNITS}/0/parent`],
    [
      'a unit below two such',
      units({ key: 'c', parent: 'a' }, { key: 'a', parent: 'b' }, { key: 'b', parent: 'a' }),
      `${UNITS}/1/parent`,
    ],
  ])('is refused with the pointer, and nothing is made: %s', async (_, document, pointer) => {
    const before = host.control.info().tenants.length
    const answer = await host.request('POST', '/_emulator/tenants', { body: { fixture: { key: 't', ...document } } })
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { pointer: `/fixture${pointer}`, message: expect.stringContaining('below itself') } },
    })
    const starting = createEmulator({ fixture: { tenants: [{ key: 't', ...document }] } })
    await expect(starting).rejects.toMatchObject({ pointer: `/tenants/0${pointer}` })
    expect(host.control.info().tenants).toHaveLength(before)
  })
})
