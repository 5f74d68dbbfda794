import { sha256 } from '@noble/hashes/sha2.js'

const BLOCK = 64
const INNER = 0x36
const OUTER = 0x5c

/** SHA-256 of a UTF-8 text, as bytes, wherever this runs. */
export function portableDigest(text: string): Uint8Array {
  return hash(bytesOf(text))
}

/** HMAC-SHA-256 (RFC 2104) of a UTF-8 text under a UTF-8 key, as bytes. */
export function authenticate(key: string, text: string): Uint8Array {
  const keyBytes = new TextEncoder().encode(key)
  const shortKey = keyBytes.length > BLOCK ? hash(keyBytes) : keyBytes
  return hash(padded(shortKey, OUTER), hash(padded(shortKey, INNER), bytesOf(text)))
}

function padded(key: Uint8Array, pad: number): Uint8Array {
  const block = new Uint8Array(BLOCK).fill(pad)
  for (let at = 0; at < key.length; at++) block[at] = (key[at] ?? 0) ^ pad
  return block
}

// One state and one buffer for all: to make them costs more than to hash a short text. Nothing here ever waits.
const fresh = sha256.create()
const state = sha256.create()
const buffer = new Uint8Array(256)

function hash(...parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(32)
  fresh._cloneInto(state)
  for (const part of parts) state.update(part)
  state.digestInto(result)
  return result
}

/** UTF-8, valid until the next call: most texts are short and plain ASCII. */
function bytesOf(text: string): Uint8Array {
  if (text.length > buffer.length) return new TextEncoder().encode(text)
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) return new TextEncoder().encode(text)
    buffer[at] = code
  }
  return buffer.subarray(0, text.length)
}
