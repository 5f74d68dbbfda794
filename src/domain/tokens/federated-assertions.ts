import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { FederatedIdentityCredential } from '../directory/application-rows.js'
import { federatedCredentialsOf } from '../directory/federated-credentials.js'
import { type AcceptedInstants, assertionExpired, onlyAudience, requireValidTimes } from './client-assertions.js'
import type { Client, Tenants } from './clients.js'
import { isIssuerOf } from './issuer.js'
import { resourceByIdentifier, tokenExchangeResource } from './microsoft-resources.js'
import type { OwnAddresses } from './own-addresses.js'
import { requireCaller } from './require-caller.js'
import type { Claims, Signer } from './signer.js'
import { keysOfIssuer } from './trusted-issuers.js'
import { unverifiedClaims } from './unverified-claims.js'
import type { TokenVerifier } from './verify-access-token.js'

/** What checking the token of another issuer takes. */
export interface FederationRooms {
  readonly signer: Signer
  readonly verifier: TokenVerifier
  readonly addresses: OwnAddresses
  readonly tenants: Tenants
}

/**
 * The id of the federated identity credential that matches an assertion which somebody else issued (Microsoft Entra
 * Workload ID: workload identity federation). Issuer, subject and audience are compared with case. A token of a tenant of
 * this emulator is checked with the emulator's own key; for any other issuer somebody must have told the keys.
 * Throws `federatedIssuerUnknown`, `federatedKeysUnknown`, `severalAudiences`, `federatedUnsigned`, `federatedNotAppOnly`,
 * `federatedSubjectUnknown`, `federatedAudienceUnknown`, `assertionExpired`.
 */
export async function checkFederatedAssertion(
  rooms: FederationRooms,
  reader: Reader,
  client: Client,
  assertion: string,
  instants: AcceptedInstants,
): Promise<string> {
  const { iss, tid } = unverifiedClaims(assertion)
  const issuer = String(iss)
  const own = typeof tid === 'string' && isIssuerOf(issuer, tid, rooms.addresses) ? rooms.tenants.read(tid) : undefined
  const isIssuer = (named: string) =>
    named === issuer || (own !== undefined && isSameOwnIssuer(named, issuer, own.tenant, rooms.addresses))
  const all = client.application ? federatedCredentialsOf(client.application) : []
  const ofIssuer = all.filter((credential) => isIssuer(credential.issuer))
  if (ofIssuer.length === 0) throw new DomainError('federatedIssuerUnknown', { issuer })
  const claims = await (own
    ? ownClaims(rooms, own, assertion, instants)
    : foreignClaims(rooms, reader, issuer, assertion))
  requireValidTimes(claims, instants)
  return matching(ofIssuer, claims).id
}

function matching(ofIssuer: readonly FederatedIdentityCredential[], claims: Claims): FederatedIdentityCredential {
  const ofSubject = ofIssuer.filter(({ subject }) => subject === claims.sub)
  if (ofSubject.length === 0) throw new DomainError('federatedSubjectUnknown', { subject: claims.sub })
  const audience = onlyAudience(claims)
  const found = ofSubject.find(({ audiences }) => audiences.some((expected) => isAudience(expected, audience)))
  if (!found) throw new DomainError('federatedAudienceUnknown', { audience })
  return found
}

/** Entra's own tokens name the token exchange by its app id. */
function isAudience(expected: string, audience: string): boolean {
  return audience === expected || (isTokenExchange(expected) && isTokenExchange(audience))
}

function isTokenExchange(audience: string): boolean {
  return resourceByIdentifier(fold(audience)) === tokenExchangeResource
}

/** A tenant goes by several addresses; its two issuers, of v1 and v2 tokens, stay two. */
function isSameOwnIssuer(named: string, issuer: string, tenant: string, addresses: OwnAddresses): boolean {
  return isIssuerOf(named, tenant, addresses) && isVersion2(named) === isVersion2(issuer)
}

function isVersion2(issuer: string): boolean {
  return /\/v2\.0\/?$/i.test(issuer)
}

/** The claims of an app's own token of this emulator; whoever it names must still be there. */
async function ownClaims(
  { verifier }: FederationRooms,
  own: Reader,
  assertion: string,
  instants: AcceptedInstants,
): Promise<Claims> {
  const verified = await verifier.verify(assertion)
  if (verified.kind === 'refused') {
    const isEarlyOrLate = verified.word === 'expired' || verified.word === 'notYetValid'
    if (isEarlyOrLate) throw assertionExpired(unverifiedClaims(assertion), instants)
    throw unsigned('The provided signature value did not match the expected signature value.')
  }
  if (verified.caller.kind !== 'app') throw new DomainError('federatedNotAppOnly')
  const caller = requireCaller(own, verified)
  if (caller.kind === 'refused') throw unsigned('The identity that the assertion names may not sign in any more.')
  return verified.claims
}

async function foreignClaims(
  { signer }: FederationRooms,
  reader: Reader,
  issuer: string,
  assertion: string,
): Promise<Claims> {
  const keys = keysOfIssuer(reader, issuer)
  if (!keys) throw new DomainError('federatedKeysUnknown', { issuer })
  const claims = await signer.verifyForeign(assertion, keys)
  if (!claims) throw unsigned('The key was not found, or the signature is not its.')
  return claims
}

function unsigned(reason: string): DomainError {
  return new DomainError('federatedUnsigned', { reason })
}
