import type { IdSource } from '../../kernel/ids.js'
import type { Reader } from '../access.js'
import type { AppGrant, UserGrant } from './access-grant.js'
import { appTokenClaims, userTokenClaims } from './claims.js'
import { type IdTokenGrant, idTokenClaims } from './id-token-claims.js'
import type { Signer } from './signer.js'
import { uniqueTokenIdentifier } from './token-id.js'

/** What issuing needs beside the grant. */
export interface TokenIssuer {
  readonly signer: Signer
  readonly ids: IdSource
}

/** Signs the access token that an app gets for itself. */
export function issueAppToken({ signer, ids }: TokenIssuer, reader: Reader, grant: AppGrant): Promise<string> {
  return signer.sign(appTokenClaims(reader, grant, tokenId(ids, grant)), { x5t: grant.resource.tokenVersion === 1 })
}

/** Signs the access token with which an app acts for a user. */
export function issueUserToken({ signer, ids }: TokenIssuer, reader: Reader, grant: UserGrant): Promise<string> {
  return signer.sign(userTokenClaims(reader, grant, tokenId(ids, grant)), { x5t: grant.resource.tokenVersion === 1 })
}

/** Makes an id token: who signed in, for the app to read. */
export function issueIdToken({ signer, ids }: TokenIssuer, reader: Reader, grant: IdTokenGrant): Promise<string> {
  return signer.sign(idTokenClaims(reader, grant, tokenId(ids, grant)), { x5t: grant.version === 1 })
}

/** The claim `uti`: 22 characters that name the request, hence all tokens that it brought. */
function tokenId(ids: IdSource, { requestId }: Pick<AppGrant, 'requestId'>): string {
  return uniqueTokenIdentifier(requestId ?? ids.guid())
}
