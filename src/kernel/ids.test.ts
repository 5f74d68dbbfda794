import { describe, expect, it } from 'vitest'
import { EMPTY_GUID, guidBytes, guidOf, isGuid } from './guid.js'
import { createIdSource, fixtureGuid, fixtureSecret } from './ids.js'

function counter() {
  let at = 0
  return { next: () => at++ }
}

describe('guids', () => {
  it('are recognized whatever their case', () => {
    expect(isGuid(EMPTY_GUID)).toBe(true)
    expect(isGuid('B30411F5-FEA1-4A59-9AD9-3DB7C7EAD579')).toBe(true)
    for (const text of [
      '',
      'b30411f5fea14a599ad93db7c7ead579',
      '{b30411f5-fea1-4a59-9ad9-3db7c7ead579}',
      'g30411f5-fea1-4a59-9ad9-3db7c7ead579',
    ]) {
      expect(isGuid(text)).toBe(false)
    }
  })

  it('of a text depend on nothing else, and are of version 8', () => {
    expect(guidOf('contoso/user/ann')).toBe(guidOf('contoso/user/ann'))
    expect(guidOf('contoso/user/ann')).not.toBe(guidOf('contoso/user/bob'))
    for (const text of ['a', 'b', 'c', 'd', 'e']) {
      expect(guidOf(text)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
  })

  it('have their first three fields reversed as bytes', () => {
    const bytes = guidBytes('00112233-4455-6677-8899-aabbccddeeff')
    expect(Buffer.from(bytes).toString('hex')).toBe('33221100554477668899aabbccddeeff')
  })
})

describe('ids', () => {
  it('are random without a seed', () => {
    const ids = createIdSource(undefined, counter())
    expect(isGuid(ids.guid())).toBe(true)
    expect(ids.guid()).not.toBe(ids.guid())
    expect(ids.secret()).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(ids.secret()).not.toBe(ids.secret())
  })

  it('repeat with a seed from the same place on, and never on the way', () => {
    const take = (seed: string) => {
      const ids = createIdSource(seed, counter())
      return [ids.guid(), ids.secret(), ids.guid(), ids.secret()]
    }
    expect(take('one')).toEqual(take('one'))
    expect(new Set([...take('one'), ...take('two')]).size).toBe(8)
    expect(take('one')[1]).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('of fixtures follow from tenant, kind and key', () => {
    expect(fixtureGuid('t', 'user', 'ann')).toBe(fixtureGuid('t', 'user', 'ann'))
    const others = [fixtureGuid('u', 'user', 'ann'), fixtureGuid('t', 'group', 'ann'), fixtureGuid('t', 'user', 'bob')]
    expect(others).not.toContain(fixtureGuid('t', 'user', 'ann'))
    expect(fixtureSecret('t', 'app', 'daemon')).toBe(fixtureSecret('t', 'app', 'daemon'))
    expect(fixtureSecret('t', 'app', 'daemon')).not.toBe(fixtureSecret('u', 'app', 'daemon'))
  })
})
