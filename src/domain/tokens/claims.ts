import { parseInstant } from '../../kernel/instant.js'
import type { Reader } from '../access.js'
import { organizationOf } from '../directory/organization.js'
import type { Organization } from '../directory/tenant-rows.js'
import { type OptionalClaim, tokenSettingsOf } from '../directory/token-settings.js'
import type { User } from '../directory/user-rows.js'
import type { AccessGrant, AppGrant, UserGrant } from './access-grant.js'
import { encodeGrantStamp, type GrantStamp } from './grant-stamp.js'
import { directoryRoleIds, groupClaims } from './group-claims.js'
import { heldAppRoles, heldDirectoryRoles } from './held-roles.js'
import { type LastingClaims, lastingClaims, payloadOf } from './lasting-claims.js'
import { rememberedWhileSame } from './remembered.js'
import type { Resource } from './resources.js'
import { isOfSession, sessionClaims } from './session-claims.js'
import { sessionsValidFrom } from './session-start.js'
import type { Claims } from './signer.js'
import { pairwiseSubject, revalidationHint } from './subject.js'
import { isEvaluated } from './token-lifetime.js'
import { isGuest, optionalUserClaims, type UserFacts, userClaims } from './user-claims.js'

/** What the token of an app without directory roles holds. */
const APP = '0997a1d0-0d1d-4acb-b408-d5ca73121e90'

/** The claims that user tokens have without being asked: of Microsoft's own APIs, of an app's API in either version. */
const USUAL = {
  microsoft: [
    ...['idtyp', 'acr', 'acct', 'amr', 'app_displayname', 'family_name', 'given_name', 'idp', 'ipaddr', 'name'],
    ...['onprem_sid', 'platf', 'puid', 'signin_state', 'unique_name', 'xms_st'],
  ],
  1: ['acr', 'amr', 'family_name', 'given_name', 'ipaddr', 'name', 'onprem_sid', 'unique_name', 'upn'],
  2: ['name', 'preferred_username'],
} as const

/** The JSON of the claims of an app's own access token (Microsoft identity platform: Access token claims reference). `uti` is its id. */
export function appTokenClaims(reader: Reader, grant: AppGrant, uti: string): string {
  const lasting = remembered(reader, keyOf(grant), rowsOf(grant, grant.roles), (read) =>
    lastingClaims(lastingOfApp(read, grant)),
  )
  return payloadOf(lasting, ownClaims(grant, { opens: grant.resource.opens, keyId: grant.keyId }, uti))
}

/** The JSON of the claims of an access token with which an app acts for a user. */
export function userTokenClaims(reader: Reader, grant: UserGrant, uti: string): string {
  const { user, resource, keyId, sessionId, scope, isImplicit } = grant
  const key = `${keyOf(grant)} ${user.id} ${isImplicit}`
  const lasting = remembered(reader, key, [scope, ...rowsOf(grant, user)], (read) =>
    lastingClaims(
      lastingOfUser(read, grant),
      optionalClaimsOf(resource)
        .map(({ name }) => name)
        .filter(isOfSession),
    ),
  )
  const stamp = { opens: resource.opens, keyId, sessionsValidFrom: sessionsValidFrom(user), sessionId }
  return payloadOf(lasting, Object.assign(ownClaims(grant, stamp, uti), sessionClaims(lasting.ofSession, grant)))
}

const remembered = rememberedWhileSame<LastingClaims>()

/** What decides the claims of an access token beside rows of the directory. */
function keyOf({ client, clientAuthentication, resource, issuers, capabilities = [] }: AccessGrant): string {
  const { name, appId, opens } = resource
  const told = capabilities.length > 0 ? JSON.stringify(capabilities) : ''
  return `${client.appId} ${clientAuthentication} ${issuers.v1} ${issuers.v2} ${opens.kind} ${appId} ${name.length} ${name} ${told}`
}

/** The rows and lists that decide them; those of other tenants' apps too, which the reader does not read. */
function rowsOf({ client, resource }: AccessGrant, held: unknown): readonly unknown[] {
  return [held, client.principal, client.application, resource.application, ...resource.principals]
}

function lastingOfApp(reader: Reader, grant: AppGrant) {
  const { client, roles, resource, issuers } = grant
  const { id } = client.principal
  const ofMicrosoft = isMicrosofts(resource)
  return {
    ...commonClaims(reader, grant),
    oid: id,
    sub: id,
    idp: resource.tokenVersion === 1 ? issuers.v1 : undefined,
    idtyp: ofMicrosoft || accessTokenAsks(resource, 'idtyp') ? 'app' : undefined,
    app_displayname: ofMicrosoft ? client.displayName : undefined,
    wids: ofMicrosoft ? appWids(reader, id) : undefined,
    roles: roles.length > 0 ? roles : undefined,
  }
}

function appWids(reader: Reader, principalId: string): readonly string[] {
  const held = heldDirectoryRoles(reader, principalId)
  return held.length > 0 ? held : [APP]
}

function lastingOfUser(reader: Reader, grant: UserGrant) {
  const { user, resource, scope, client, issuers } = grant
  const facts = { reader, client, user, issuers }
  const own = {
    oid: user.id,
    sub: pairwiseSubject(reader.tenant, resource.appId, user.id),
    scp: scope,
    roles: userRoles(reader, user, resource.principals),
  }
  const told = isMicrosofts(resource) ? claimsForMicrosoft(facts) : claimsForApi(facts, grant)
  return Object.assign(commonClaims(reader, grant), own, ...told)
}

/** The claim `roles` of a user. */
export function userRoles(
  reader: Reader,
  user: User,
  resources: Resource['principals'],
): readonly string[] | undefined {
  const roles = heldAppRoles(reader, user.id, resources)
  return roles.length > 0 ? roles : undefined
}

/** Microsoft's APIs learn of a guest under the name that the directory gave. */
function claimsForMicrosoft(facts: UserFacts): readonly Claims[] {
  const { reader, user } = facts
  const names = { upn: user.userPrincipalName, wids: directoryRoleIds(reader, user) }
  return [userClaims(USUAL.microsoft, facts), names]
}

/** An app's API decides itself what its tokens tell beside the usual. */
function claimsForApi(
  facts: UserFacts,
  { resource, user, issuers, isImplicit = false }: UserGrant,
): readonly (Claims | false)[] {
  const { application, principals } = resource
  const optional = optionalClaimsOf(resource)
  const groups = { application, principal: principals[0], optional, isImplicit, graph: issuers.graph }
  return [
    userClaims(USUAL[resource.tokenVersion], facts),
    isGuest(user) && userClaims(['email'], facts),
    optionalUserClaims(optional, facts),
    accessTokenAsks(resource, 'idtyp', 'include_user_token') && { idtyp: 'user' },
    groupClaims(facts.reader, user, groups),
  ]
}

function isMicrosofts({ opens }: Resource): boolean {
  return opens.kind !== 'application'
}

/** What an API asks for in its access tokens. */
function optionalClaimsOf({ application }: Resource): readonly OptionalClaim[] {
  return tokenSettingsOf(application).optionalClaims.accessToken
}

/** Whether an API asks for an optional claim in its access tokens, with that additional property if one is named. */
function accessTokenAsks(resource: Resource, claim: string, property?: string): boolean {
  return optionalClaimsOf(resource).some(
    ({ name, additionalProperties }) =>
      name === claim && (property === undefined || additionalProperties.has(property)),
  )
}

/** Claims that every access token has of its own: times, id, and what only the token service reads. */
export function ownClaims(grant: AccessGrant, stamp: GrantStamp, uti: string) {
  const issuedAt = Math.floor(grant.now / 1000)
  return { iat: issuedAt, nbf: issuedAt, exp: issuedAt + grant.lifetime, aio: encodeGrantStamp(stamp), uti }
}

/** Claims that every access token has, the same from one to the next: audience, issuer, client. */
export function commonClaims(reader: Reader, grant: AccessGrant) {
  const { client, clientAuthentication, resource, issuers } = grant
  const { tenant } = reader
  const isFirst = resource.tokenVersion === 1
  const isNamed = isFirst && !accessTokenAsks(resource, 'aud', 'use_guid')
  const ofMicrosoft = isFirst && isMicrosofts(resource)
  return {
    aud: isNamed ? resource.name : resource.appId,
    iss: isFirst ? issuers.v1 : issuers.v2,
    appid: isFirst ? client.appId : undefined,
    appidacr: isFirst ? clientAuthentication : undefined,
    azp: isFirst ? undefined : client.appId,
    azpacr: isFirst ? undefined : clientAuthentication,
    rh: revalidationHint(tenant, client.appId),
    tenant_region_scope: ofMicrosoft ? 'WW' : undefined,
    tid: tenant,
    ver: isFirst ? '1.0' : '2.0',
    xms_cc: toldCapabilities(resource, grant.capabilities),
    xms_tcdt: ofMicrosoft ? tenantCreation(reader) : undefined,
  }
}

/** Whether its client understands claims challenges is told to Graph, and to APIs that ask. */
function toldCapabilities(
  resource: Resource,
  capabilities: AccessGrant['capabilities'] = [],
): typeof capabilities | undefined {
  const isTold = isEvaluated(resource, capabilities) || accessTokenAsks(resource, 'xms_cc')
  return isTold && capabilities.length > 0 ? capabilities : undefined
}

const creations = new WeakMap<Organization, number>()

/** When the tenant was made, in seconds since the epoch. */
function tenantCreation(reader: Reader): number {
  const organization = organizationOf(reader)
  const known = creations.get(organization) ?? Math.floor((parseInstant(organization.createdDateTime) ?? 0) / 1000)
  creations.set(organization, known)
  return known
}
