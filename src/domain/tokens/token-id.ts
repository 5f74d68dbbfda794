import { encodeBase64Url } from '../../kernel/base64url.js'
import { guidBytes } from '../../kernel/guid.js'

/** The claim `uti` of the tokens that a request brings: the id of the request, as the sign-in log shows it. */
export function uniqueTokenIdentifier(requestId: string): string {
  return encodeBase64Url(guidBytes(requestId))
}
