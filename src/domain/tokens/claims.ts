import { parseInstant } from '../../kernel/instant.js'
import type { Reader } from '../access.js'
import { directGroups } from '../directory/memberships.js'
import { organizationOf } from '../directory/organization.js'
import { directoryRolesOf } from '../directory/role-assignments.js'
import type { Organization } from '../directory/tenant-rows.js'
import { tokenSettingsOf } from '../directory/token-settings.js'
import type { User } from '../directory/user-rows.js'
import type { AccessGrant, AppGrant, UserGrant } from './access-grant.js'
import { encodeGrantStamp, type GrantStamp } from './grant-stamp.js'
import { grantedAppRoles } from './granted-permissions.js'
import { directoryRoleIds, groupClaims } from './group-claims.js'
import type { Resource } from './resources.js'
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

/** Claims of an app's own access token (Microsoft identity platform: Access token claims reference). `uti` is its id. */
export function appTokenClaims(reader: Reader, grant: AppGrant, uti: string): Claims {
  const { client, roles, resource } = grant
  const stamp: GrantStamp = { opens: resource.opens, keyId: grant.keyId }
  return {
    ...commonClaims(reader, grant, stamp, uti),
    oid: client.principal.id,
    sub: client.principal.id,
    ...(resource.tokenVersion === 1 && { idp: grant.issuers.v1 }),
    ...(isMicrosofts(resource)
      ? { idtyp: 'app', app_displayname: client.displayName, wids: appWids(reader, client.principal.id) }
      : accessTokenAsks(resource, 'idtyp') && { idtyp: 'app' }),
    ...(roles.length > 0 && { roles }),
  }
}

function appWids(reader: Reader, principalId: string): readonly string[] {
  const held = [...directoryRolesOf(reader, principalId)]
  return held.length > 0 ? held : [APP]
}

/** Claims of an access token with which an app acts for a user. */
export function userTokenClaims(reader: Reader, grant: UserGrant, uti: string): Claims {
  const { user, resource } = grant
  const stamp: GrantStamp = {
    opens: resource.opens,
    keyId: grant.keyId,
    sessionsValidFrom: sessionsValidFrom(user),
    sessionId: grant.sessionId,
  }
  const facts = { ...grant, reader }
  return {
    ...commonClaims(reader, grant, stamp, uti),
    oid: user.id,
    sub: pairwiseSubject(reader.tenant, resource.appId, user.id),
    scp: grant.scopes.join(' '),
    ...userRoles(reader, user, resource.principals),
    ...(isMicrosofts(resource) ? claimsForMicrosoft(facts) : claimsForApi(facts, grant)),
  }
}

/** App roles that a user holds himself or by being a direct member of a group. */
export function userRoles(reader: Reader, user: User, resources: Resource['principals']): Claims {
  const holders = [user.id, ...Array.from(directGroups(reader, user.id), ({ id }) => id)]
  const roles = grantedAppRoles(reader, holders, resources)
  return roles.length > 0 ? { roles } : {}
}

/** Microsoft's APIs learn of a guest under the name that the directory gave. */
function claimsForMicrosoft(facts: UserFacts): Claims {
  const { reader, user } = facts
  return {
    ...userClaims(USUAL.microsoft, facts),
    upn: user.userPrincipalName,
    wids: directoryRoleIds(reader, user),
  }
}

/** An app's API decides itself what its tokens tell beside the usual. */
function claimsForApi(facts: UserFacts, { resource, user, issuers, isImplicit = false }: UserGrant): Claims {
  const { application, principals } = resource
  const optional = tokenSettingsOf(application).optionalClaims.accessToken
  const groups = { application, principal: principals[0], optional, isImplicit, graph: issuers.graph }
  return {
    ...userClaims(USUAL[resource.tokenVersion], facts),
    ...(isGuest(user) && userClaims(['email'], facts)),
    ...optionalUserClaims(optional, facts),
    ...(accessTokenAsks(resource, 'idtyp', 'include_user_token') && { idtyp: 'user' }),
    ...groupClaims(facts.reader, user, groups),
  }
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
  const times = { iat: issuedAt, nbf: issuedAt, exp: issuedAt + grant.lifetime }
  const opaque = { aio: encodeGrantStamp(stamp), rh: revalidationHint(tenant, client.appId), tid: tenant, uti }
  const able = clientCapabilities(resource, grant.capabilities)
  if (resource.tokenVersion === 2) {
    const identity = { azp: client.appId, azpacr: clientAuthentication }
    return { aud: resource.appId, iss: issuers.v2, ...times, ...identity, ...opaque, ...able, ver: '2.0' }
  }
  return {
    aud: accessTokenAsks(resource, 'aud', 'use_guid') ? resource.appId : resource.name,
    iss: issuers.v1,
    ...times,
    appid: client.appId,
    appidacr: clientAuthentication,
    ...opaque,
    ...able,
    ver: '1.0',
    ...(isMicrosofts(resource) && { tenant_region_scope: 'WW', xms_tcdt: tenantCreation(reader) }),
  }
}

/** Whether its client understands claims challenges is told to Graph, and to APIs that ask. */
function clientCapabilities(resource: Resource, capabilities: AccessGrant['capabilities'] = []): Claims {
  const isTold = isEvaluated(resource, capabilities) || accessTokenAsks(resource, 'xms_cc')
  return isTold && capabilities.length > 0 ? { xms_cc: capabilities } : {}
}

const creations = new WeakMap<Organization, number>()

/** When the tenant was made, in seconds since the epoch. */
function tenantCreation(reader: Reader): number {
  const organization = organizationOf(reader)
  const known = creations.get(organization) ?? Math.floor((parseInstant(organization.createdDateTime) ?? 0) / 1000)
  creations.set(organization, known)
  return known
}
