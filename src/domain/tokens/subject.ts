import { encodeBase64Url } from '../../kernel/base64url.js'
import { digest } from '../../kernel/digest.js'
import { hexOf } from '../../kernel/hex.js'

/** The user's subject towards one app: always the same, and different towards another app. */
export function pairwiseSubject(tenantId: string, appId: string, userId: string): string {
  return digestText(`sub/${tenantId}/${appId}/${userId}`)
}

/** The claim `rh`, opaque to everybody. */
export function revalidationHint(tenantId: string, appId: string): string {
  return `1.${digestText(`rh/${tenantId}/${appId}`)}.`
}

/** The claim `puid`: another id of the user, older than `oid`. */
export function passportId(userId: string): string {
  return remembered(`puid/${userId}`, (text) => `1003${hexOf(digest(text).slice(0, 6)).toUpperCase()}`)
}

function digestText(text: string): string {
  return remembered(text, (plain) => encodeBase64Url(digest(plain)))
}

/** The same few users and apps ask again and again: hashes of their ids are kept, so many at most. */
const MOST = 4096
const known = new Map<string, string>()

function remembered(text: string, make: (text: string) => string): string {
  const found = known.get(text)
  if (found !== undefined) return found
  if (known.size >= MOST) known.clear()
  const made = make(text)
  known.set(text, made)
  return made
}
