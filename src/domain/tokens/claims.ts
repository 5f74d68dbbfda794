import { parseInstant } from '../../kernel/instant.js'
import type { Reader } from '../access.js'
import { organizationOf } from '../directory/organization.js'
import type { Organization } from '../directory/tenant-rows.js'
import { tokenSettingsOf } from '../directory/token-settings.js'
import type { User } from '../directory/user-rows.js'
import type { AccessGrant, AppGrant, UserGrant } from './access-grant.js'
import { encodeGrantStamp, type GrantStamp } from './grant-stamp.js'
import { directoryRoleIds, groupClaims } from './group-claims.js'
import { heldAppRoles, heldDirectoryRoles } from './held-roles.js'
import { mergeClaims } from './merge-claims.js'
import type { Resource } from './resources.js'
import { sessionsValidFrom } from './session-start.js'
import type { Claims } from './signer.js'
import { pairwiseSubject, revalidationHint } from './subject.js'
import { isEvaluated } from './token-lifetime.js'
import { factsOf, isGuest, optionalUserClaims, type UserFacts, userClaims } from './user-claims.js'

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

/** Claims of an app's own access token (Microsoft identity platform: Access token claims reference). `uti` is its id. */
export function appTokenClaims(reader: Reader, grant: AppGrant, uti: string): Claims {
  const { client, roles, resource, issuers } = grant
  const { id } = client.principal
  const ofMicrosoft = isMicrosofts(resource)
  return mergeClaims(commonClaims(reader, grant, { opens: resource.opens, keyId: grant.keyId }, uti), {
    oid: id,
    sub: id,
    idp: resource.tokenVersion === 1 ? issuers.v1 : undefined,
    idtyp: ofMicrosoft || accessTokenAsks(resource, 'idtyp') ? 'app' : undefined,
    app_displayname: ofMicrosoft ? client.displayName : undefined,
    wids: ofMicrosoft ? appWids(reader, id) : undefined,
    roles: roles.length > 0 ? roles : undefined,
  })
}

function appWids(reader: Reader, principalId: string): readonly string[] {
  const held = heldDirectoryRoles(reader, principalId)
  return held.length > 0 ? held : [APP]
}

/** Claims of an access token with which an app acts for a user. */
export function userTokenClaims(reader: Reader, grant: UserGrant, uti: string): Claims {
  const { user, resource, keyId, sessionId } = grant
  const stamp = { opens: resource.opens, keyId, sessionsValidFrom: sessionsValidFrom(user), sessionId }
  const facts = factsOf(reader, grant)
  const own = {
    oid: user.id,
    sub: pairwiseSubject(reader.tenant, resource.appId, user.id),
    scp: grant.scope,
    roles: userRoles(reader, user, resource.principals),
  }
  const told = isMicrosofts(resource) ? claimsForMicrosoft(facts) : claimsForApi(facts, grant)
  return mergeClaims(commonClaims(reader, grant, stamp, uti), own, ...told)
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
  const optional = tokenSettingsOf(application).optionalClaims.accessToken
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

/** Whether an API asks for an optional claim in its access tokens, with that additional property if one is named. */
function accessTokenAsks({ application }: Resource, claim: string, property?: string): boolean {
  return tokenSettingsOf(application).optionalClaims.accessToken.some(
    ({ name, additionalProperties }) =>
      name === claim && (property === undefined || additionalProperties.has(property)),
  )
}

/** Claims that every access token has: audience, issuer, times, client, and what only the token service reads. */
export function commonClaims(reader: Reader, grant: AccessGrant, stamp: GrantStamp, uti: string): Claims {
  const { client, clientAuthentication, resource, issuers } = grant
  const { tenant } = reader
  const issuedAt = Math.floor(grant.now / 1000)
  const isFirst = resource.tokenVersion === 1
  const isNamed = isFirst && !accessTokenAsks(resource, 'aud', 'use_guid')
  const ofMicrosoft = isFirst && isMicrosofts(resource)
  return {
    aud: isNamed ? resource.name : resource.appId,
    iss: isFirst ? issuers.v1 : issuers.v2,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + grant.lifetime,
    aio: encodeGrantStamp(stamp),
    appid: isFirst ? client.appId : undefined,
    appidacr: isFirst ? clientAuthentication : undefined,
    azp: isFirst ? undefined : client.appId,
    azpacr: isFirst ? undefined : clientAuthentication,
    rh: revalidationHint(tenant, client.appId),
    tenant_region_scope: ofMicrosoft ? 'WW' : undefined,
    tid: tenant,
    uti,
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
