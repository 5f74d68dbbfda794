import type { CallerRefusalWord } from '../../../domain/tokens/require-caller.js'
import type { TokenRefusalWord } from '../../../domain/tokens/verify-access-token.js'
import type { WireError } from './wire-error.js'

const NO_DOTS =
  "IDX14100: JWT is not well formed, there are no dots (.).\nThe token needs to be in JWS or JWE Compact Serialization Format. (JWS): 'EncodedHeader.EndcodedPayload.EncodedSignature'. (JWE): 'EncodedProtectedHeader.EncodedEncryptedKey.EncodedInitializationVector.EncodedCiphertext.EncodedAuthenticationTag'."

/** Why a token is refused, in Graph's words ("Endcoded" is Microsoft's own). */
const byWord: Readonly<Record<TokenRefusalWord | CallerRefusalWord | 'audience', string>> = {
  empty: 'Access token is empty.',
  malformed: NO_DOTS,
  signature: 'Access token validation failure.',
  issuer: 'Access token validation failure. Invalid issuer.',
  tenant: 'Access token validation failure. Invalid tenant.',
  claims: 'CompactToken parsing failed with error code: 80049217',
  expired: 'Lifetime validation failed, the token is expired.',
  notYetValid: 'Access token has expired or is not yet valid.',
  audience: 'Access token validation failure. Invalid audience.',
  userNotFound: 'The identity of the calling application could not be established.',
  servicePrincipalNotFound: 'The identity of the calling application could not be established.',
  servicePrincipalDisabled: 'The identity of the calling application could not be established.',
  credentialRemoved: 'Access token validation failure. The credential behind the token was removed.',
  userDisabled:
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: UserDisabled',
  sessionRevoked:
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
}

const UNKNOWN_IDENTITY = new Set<string>(['userNotFound', 'servicePrincipalNotFound', 'servicePrincipalDisabled'])
const CHALLENGE =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"'

/**
 * A 401 for a refused token, with its challenge. `token` tells a text without dots from other malformed ones; with
 * `notBefore`, in seconds since the epoch, the client is told what token to ask for (Microsoft Entra: Claims challenges).
 */
export function tokenError(word: keyof typeof byWord, token: string, notBefore?: number): WireError {
  const message = word === 'malformed' && token.includes('.') ? byWord.claims : byWord[word]
  return {
    status: 401,
    code: UNKNOWN_IDENTITY.has(word) ? 'Authorization_IdentityNotFound' : 'InvalidAuthenticationToken',
    message,
    headers: { 'www-authenticate': notBefore === undefined ? CHALLENGE : claimsChallenge(message, notBefore) },
  }
}

function claimsChallenge(description: string, notBefore: number): string {
  const claims = { access_token: { nbf: { essential: true, value: String(notBefore) } } }
  return `${CHALLENGE}, error_description="${description}", error="insufficient_claims", claims="${btoa(JSON.stringify(claims))}"`
}
