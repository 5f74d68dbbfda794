/** Bytes as base64url without padding. */
export function encodeBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The bytes of a base64url text (padding tolerated), or undefined when it is none. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return undefined
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', ''))
    return Uint8Array.from(binary, (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Encodes the UTF-8 bytes of a text. */
export function encodeTextBase64Url(text: string): string {
  return encodeBase64Url(encoder.encode(text))
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
