import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** SHA-256 of a UTF-8 text, as bytes. Synchronous and free of Node, so that the domain may use it in a transaction. */
export function digest(text: string): Uint8Array {
  return sha256(utf8ToBytes(text))
}

export function digestHex(text: string): string {
  return bytesToHex(digest(text))
}

/** HMAC-SHA-256 of a UTF-8 text under a UTF-8 key, as bytes. */
export function authenticate(key: string, text: string): Uint8Array {
  return hmac(sha256, utf8ToBytes(key), utf8ToBytes(text))
}
