import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { digest, digestHex } from './digest.js'
import { hexOf } from './hex.js'
import { authenticate, portableDigest } from './portable-digest.js'

const TEXTS = [
  '',
  'abc',
  'x'.repeat(55),
  'x'.repeat(64),
  'x'.repeat(256),
  'x'.repeat(1000),
  'Grüße, 世界',
  `${'x'.repeat(250)}ü`,
]

const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'

describe('digests', () => {
  it.each(TEXTS)('of %j are SHA-256', (text) => {
    const expected = createHash('sha256').update(text).digest('hex')
    expect([digestHex(text), hexOf(digest(text)), hexOf(portableDigest(text))]).toEqual([expected, expected, expected])
  })

  it.each(TEXTS)('under the key %j are HMAC-SHA-256', (key) => {
    for (const text of TEXTS)
      expect(hexOf(authenticate(key, text))).toBe(createHmac('sha256', key).update(text).digest('hex'))
  })

  it('stay as they are when others are made', () => {
    const kept = [digest('abc'), portableDigest('abc')]
    expect([hexOf(digest('def')), hexOf(portableDigest('def'))]).not.toContain(ABC)
    expect(kept.map((bytes) => hexOf(bytes))).toEqual([ABC, ABC])
  })
})
