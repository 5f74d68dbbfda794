import { digest } from './digest.js'
import { hexOf } from './hex.js'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The GUID that stands for none. */
export const EMPTY_GUID = '00000000-0000-0000-0000-000000000000'

/** Whether a text is a GUID with hyphens, in any case and without braces. */
export function isGuid(text: string): boolean {
  return GUID.test(text)
}

/** A GUID (version 8, RFC 9562) that depends on nothing but the text. */
export function guidOf(text: string): string {
  const bytes = digest(text).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return formatGuid(bytes)
}

const HYPHENS_BEFORE = [4, 6, 8, 10]

/** Sixteen bytes in reading order as a lower-case GUID. */
function formatGuid(bytes: Uint8Array): string {
  return hexOf(bytes, HYPHENS_BEFORE)
}

// The first three fields of a GUID are little-endian in Microsoft's bytes; swapping them twice gives the order back.
const BYTE_ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]

/** The bytes of a GUID as Microsoft stores them: the first three fields are little-endian. */
export function guidBytes(guid: string): Uint8Array {
  const bytes = new Uint8Array(16)
  for (let to = 0; to < 16; to++) {
    const at = HEX_PLACES[to] ?? 0
    bytes[to] = (digitAt(guid, at) << 4) | digitAt(guid, at + 1)
  }
  return bytes
}

/** Where the two digits of each byte of `guidBytes` stand in the text. */
const HEX_PLACES = BYTE_ORDER.map((byte) => byte * 2 + HYPHENS_BEFORE.filter((before) => before <= byte).length)

function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57
}

/** The GUID behind sixteen bytes in the order of `guidBytes`. */
export function guidOfBytes(bytes: Uint8Array): string {
  return formatGuid(reordered((at) => bytes[at] ?? 0))
}

function reordered(byteAt: (at: number) => number): Uint8Array {
  const bytes = new Uint8Array(16)
  for (const [to, from] of BYTE_ORDER.entries()) bytes[to] = byteAt(from)
  return bytes
}
