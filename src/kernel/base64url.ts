const ALPHABET = Uint8Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', (character) =>
  character.charCodeAt(0),
)
/** So many bytes are written at once: a call takes only so many arguments. */
const AT_ONCE = 3 * 1024

/** Where this runs in Node, what does the same in a fraction of the time. */
const native: typeof Buffer | undefined = globalThis.Buffer

/** Bytes as base64url without padding. Most are a few, for which Node needs longer than this does. */
export function encodeBase64Url(bytes: Uint8Array): string {
  if (bytes.length <= AT_ONCE) return encodePart(bytes)
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += AT_ONCE) parts.push(encodePart(bytes.subarray(at, at + AT_ONCE)))
  return parts.join('')
}

/** Bytes as plain base64 with padding, such as `data:` addresses take. */
export function encodeBase64(bytes: Uint8Array): string {
  const digits = encodeBase64Url(bytes).replaceAll('-', '+').replaceAll('_', '/')
  return digits.padEnd(Math.ceil(digits.length / 4) * 4, '=')
}

function encodePart(bytes: Uint8Array): string {
  const codes: number[] = []
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    codes.push(codeOf(three >> 18), codeOf(three >> 12), codeOf(three >> 6), codeOf(three))
  }
  codes.length = Math.ceil((bytes.length * 4) / 3)
  return String.fromCharCode(...codes)
}

function codeOf(bits: number): number {
  return ALPHABET[bits & 63] ?? 0
}

/** The bytes of a base64url text (padding tolerated), or undefined when it is none. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  const digits = /^([A-Za-z0-9_-]*)={0,2}$/.exec(text)?.[1]
  // A single digit more than whole groups of four says less than a byte.
  if (digits === undefined || digits.length % 4 === 1) return undefined
  return native ? new Uint8Array(native.from(digits, 'base64url')) : decodePortably(digits)
}

/** The bytes of base64url digits that are complete, wherever this runs. */
export function decodePortably(digits: string): Uint8Array {
  const binary = atob(digits.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Encodes the UTF-8 bytes of a text. */
export function encodeTextBase64Url(text: string): string {
  return native ? native.from(text).toString('base64url') : encodeBase64Url(encoder.encode(text))
}

/** The UTF-8 text behind a base64url text, or undefined. */
export function decodeTextBase64Url(text: string): string | undefined {
  const bytes = decodeBase64Url(text)
  if (!bytes) return undefined
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
