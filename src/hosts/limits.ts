import type { Refusal } from '../http/message.js'
import type { RequestHead } from './served-emulator.js'

const MEBIBYTE = 1024 * 1024

/** Bytes of the longest URL. */
const LONGEST_URL = 32_768

const LARGEST_BODY = 4 * MEBIBYTE
const LARGEST_FIXTURE = 256 * MEBIBYTE
const TAKES_FIXTURE = /^https?:\/\/[^/]+\/_emulator\/tenants\/?(?:\?|$)/

/** Why a request is refused before its body is read, or undefined when it may come in. */
export function refusalOf(head: RequestHead): Refusal | undefined {
  if (head.malformed) return 'badRequest'
  if (head.url.length > LONGEST_URL) return 'urlTooLong'
  const encoding = head.headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return 'compressedBody'
  return undefined
}

/** Bytes that the body of a request to this URL may have. */
export function largestBody(url: string): number {
  return TAKES_FIXTURE.test(url) ? LARGEST_FIXTURE : LARGEST_BODY
}
