/** Payload as an opaque, URL-safe text that cannot be changed without the key noticing. */
export function sealToken(_key: string, _payload: unknown): string {
  throw new Error('stub')
}

/** The payload of a token sealed with this key, or undefined. */
export function openToken(_key: string, _token: string): unknown {
  throw new Error('stub')
}
