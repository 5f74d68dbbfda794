import { decodeTextBase64Url, encodeTextBase64Url } from '../../kernel/base64url.js'
import { remembering } from '../../kernel/remembering.js'
import type { Audience } from './audience.js'

/**
 * What the token service remembers in a token for itself, in the claim `aio`, which is opaque to everybody else
 * (Microsoft identity platform: Access token claims reference).
 */
export interface GrantStamp {
  /** What the audience was found to open when the token was issued. */
  readonly opens?: Audience | undefined
  /** The client's secret or certificate that was presented: the token lives no longer than it. */
  readonly keyId?: string | undefined
  /** From when the user's sign-in sessions were valid at issue, in milliseconds: a later value voids the token. */
  readonly sessionsValidFrom?: number | undefined
  /** The sign-in that the token goes back to, through however many refreshes. */
  readonly sessionId?: string | undefined
}

const encodeAgain = remembering(encodeTextBase64Url)

/** Writes a stamp as the text that travels in a token. Those of apps are always the same, those of a session for as long as it lasts. */
export function encodeGrantStamp(stamp: GrantStamp): string {
  return encodeAgain(JSON.stringify(stamp))
}

/** The stamp of an `aio` claim; an empty one when there is none. */
export function decodeGrantStamp(aio: unknown): GrantStamp {
  const text = typeof aio === 'string' ? decodeTextBase64Url(aio) : undefined
  if (!text?.startsWith('{')) return {}
  try {
    return JSON.parse(text) as GrantStamp
  } catch {
    return {}
  }
}
