import { decodeTextBase64Url, encodeTextBase64Url } from '../../kernel/base64url.js'

/** Whom a `login_hint` claim names. */
export interface HintedUser {
  readonly tenantId: string
  readonly userId: string
}

const PREFIX = 'O.'

/** The `login_hint` claim: opaque to apps, which hand it back as `login_hint` or `logout_hint`. */
export function encodeLoginHint({ tenantId, userId }: HintedUser): string {
  return `${PREFIX}${encodeTextBase64Url(`${tenantId}/${userId}`)}`
}

/** Whom a hint names that is the text of such a claim; undefined for any other hint. */
export function decodeLoginHint(hint: string): HintedUser | undefined {
  if (!hint.startsWith(PREFIX)) return undefined
  const [tenantId, userId] = decodeTextBase64Url(hint.slice(PREFIX.length))?.split('/') ?? []
  return tenantId && userId ? { tenantId, userId } : undefined
}
