import { encodeBase64Url } from '../../kernel/base64url.js'
import { digest } from '../../kernel/digest.js'
import { hexOf } from '../../kernel/hex.js'
import { remembering } from '../../kernel/remembering.js'

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
  return passportOf(`puid/${userId}`)
}

/** The same few users and apps ask again and again. */
const digestText = remembering((text: string) => encodeBase64Url(digest(text)), 4096)
const passportOf = remembering((text: string) => `1003${hexOf(digest(text).slice(0, 6)).toUpperCase()}`)
