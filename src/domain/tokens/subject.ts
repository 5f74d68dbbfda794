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
  return `1003${hexOf(digest(`puid/${userId}`).slice(0, 6)).toUpperCase()}`
}

function digestText(text: string): string {
  return encodeBase64Url(digest(text))
}
