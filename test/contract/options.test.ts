import { describe, expect, it } from 'vitest'
import { createEmulator, type EmulatorOptions } from '../../src/index.js'

describe('createEmulator, called by a program that no compiler has read,', () => {
  it.each([
    [{ auth: 'none' }, 'The option "auth" must be one of "strict", "off", not "none".'],
    [{ signIn: 'guess' }, 'The option "signIn" must be one of "password", "pick", not "guess".'],
    [{ store: 'disk' }, 'The option "store" must be one of "memory", "file", not "disk".'],
    [{ log: 'loud' }, 'The option "log" must be one of'],
    [
      { hostnames: 'emulator' },
      'The option "hostnames" must be a list of host names and IP addresses, not "emulator".',
    ],
    [{ hostnames: [''] }, 'The option "hostnames" must be a list of host names and IP addresses, not [""].'],
    [{ data: '' }, 'The option "data" must be a text that is not empty, not "".'],
    [{ seed: 5 }, 'The option "seed" must be a text'],
    [{ fixture: 5 }, 'The option "fixture" must be a document, the path of one'],
    [{ fixture: null }, 'The option "fixture" must be a document, the path of one'],
  ])('refuses %j', async (options, message) => {
    await expect(createEmulator(options as unknown as EmulatorOptions)).rejects.toThrow(message)
  })

  it('takes the fixture as it is now, whatever becomes of the document', async () => {
    const fixture = { tenants: [{ key: 'a', users: [{ key: 'ann' }] }] }
    const emulator = await createEmulator({ fixture })
    fixture.tenants[0]?.users.push({ key: 'bob' })
    const { users } = await emulator.control.tenants({ fixture: 'a' })
    expect(users.map(({ key }) => key)).toEqual(['ann'])
    await emulator.close()
  })
})
