import { decodeBase64Url, encodeBase64Url } from '../kernel/base64url.js'
import { authenticate } from '../kernel/portable-digest.js'

/** As many bytes of the HMAC as a token carries. */
const SEAL = 16

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** A JSON payload as an opaque, URL-safe text that cannot be changed without the key noticing. */
export function sealToken(key: string, payload: unknown): string {
  const text = JSON.stringify(payload)
  const content = encoder.encode(text)
  const token = new Uint8Array(SEAL + content.length)
  token.set(authenticate(key, text).subarray(0, SEAL))
  token.set(content, SEAL)
  return encodeBase64Url(token)
}

/** The payload of a token sealed with this key, or undefined. */
export function openToken(key: string, token: string): unknown {
  const bytes = decodeBase64Url(token)
  if (!bytes || bytes.length <= SEAL) return undefined
  const text = decodeText(bytes.subarray(SEAL))
  if (text === undefined) return undefined
  const seal = authenticate(key, text)
  let difference = 0
  for (let at = 0; at < SEAL; at++) difference |= (bytes[at] ?? 0) ^ (seal[at] ?? 0)
  return difference === 0 ? JSON.parse(text) : undefined
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
