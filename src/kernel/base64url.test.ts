import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeBase64Url,
  decodePortably,
  decodeTextBase64Url,
  encodeBase64,
  encodeBase64Url,
  encodeTextBase64Url,
} from './base64url.js'

describe('base64url', () => {
  it('is what Node calls it, and is read back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
        const text = encodeBase64Url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect([decodeBase64Url(text), decodePortably(text)]).toEqual([bytes, bytes])
        expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      }),
    )
  })

  it('writes many bytes too', () => {
    const bytes = Uint8Array.from({ length: 10_000 }, (_, at) => at % 251)
    expect(encodeBase64Url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
  })

  it('carries any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const encoded = encodeTextBase64Url(text)
        expect(encoded).toBe(encodeBase64Url(new TextEncoder().encode(text)))
        expect(decodeTextBase64Url(encoded)).toBe(text)
      }),
    )
  })

  it('tolerates padding and nothing else', () => {
    expect(decodeTextBase64Url('YQ==')).toBe('a')
    for (const text of ['YQ=a', 'Y+Q', 'Y/Q', 'Y Q', 'Y', 'YQ===']) expect(decodeBase64Url(text)).toBeUndefined()
    expect(decodeTextBase64Url('_w')).toBeUndefined()
  })
})
