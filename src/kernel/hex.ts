const DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0))
const HYPHEN = '-'.charCodeAt(0)

/**
 * Bytes as lower-case hexadecimal text, with a hyphen before each byte whose place is among `hyphens`. The text is made
 * of all its characters at once: one put together piece by piece keeps the pieces in memory.
 */
export function hexOf(bytes: Uint8Array, hyphens: readonly number[] = []): string {
  const codes: number[] = []
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (hyphens.includes(at)) codes.push(HYPHEN)
    codes.push(DIGITS[byte >> 4] ?? 0, DIGITS[byte & 15] ?? 0)
  }
  return String.fromCharCode(...codes)
}
