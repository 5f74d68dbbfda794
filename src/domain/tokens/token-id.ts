import { encodeBase64Url } from '../../kernel/base64url.js'
import { guidBytes } from '../../kernel/guid.js'
import { remembering } from '../../kernel/remembering.js'

/**
 * The claim `uti` of the tokens that a request brings, often two: the id of the request, as the sign-in log shows it.
 */
export const uniqueTokenIdentifier = remembering((requestId: string) => encodeBase64Url(guidBytes(requestId)))
