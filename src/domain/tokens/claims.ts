import { encodeBase64Url } from '../../kernel/base64url.js'
import { digest } from '../../kernel/digest.js'
import { hexOf } from '../../kernel/hex.js'
import { parseInstant } from '../../kernel/instant.js'
import type { Reader } from '../access.js'
import { directGroups } from '../directory/memberships.js'
import { organizationOf } from '../directory/organization.js'
import { directoryRolesOf } from '../directory/role-assignments.js'
import type { User } from '../directory/user-rows.js'
import { ACCESS_TOKEN_LIFETIME, type AccessGrant, type AppGrant, type UserGrant } from './access-grant.js'
import { encodeGrantStamp, type GrantStamp } from './grant-stamp.js'
import { grantedAppRoles } from './granted-permissions.js'
import { sessionsValidFrom } from './session-start.js'
import type { Claims } from './signer.js'

/** What every member of the directory holds beside roles. */
const MEMBER = 'b79fbf4d-3ef9-4689-8143-76b194e85509'
/** What the token of an app without directory roles holds. */
const APP = '0997a1d0-0d1d-4acb-b408-d5ca73121e90'

/** Claims of an app's own access token (Microsoft identity platform: Access token claims reference). `uti` is its id. */
export function appTokenClaims(reader: Reader, grant: AppGrant, uti: string): Claims {
  const { client, roles } = grant
  const held = roles.length > 0 ? { roles } : {}
  const identity = { oid: client.principal.id, sub: client.principal.id }
  const stamp: GrantStamp = { opens: grant.resource.opens, keyId: grant.keyId }
  if (grant.resource.tokenVersion === 2) return { ...commonClaims(reader, grant, stamp, uti), ...identity, ...held }
  const directoryRoles = [...directoryRolesOf(reader, client.principal.id)]
  return {
    ...commonClaims(reader, grant, stamp, uti),
    ...identity,
    idtyp: 'app',
    app_displayname: client.displayName,
    idp: grant.issuers.v1,
    wids: directoryRoles.length > 0 ? directoryRoles : [APP],
    ...held,
  }
}

/** Claims of an access token with which an app acts for a user. */
export function userTokenClaims(reader: Reader, grant: UserGrant, uti: string): Claims {
  const { user, resource, client } = grant
  const stamp: GrantStamp = {
    opens: resource.opens,
    keyId: grant.keyId,
    sessionsValidFrom: sessionsValidFrom(user),
    sessionId: grant.sessionId,
  }
  const principalIds = [user.id, ...Array.from(directGroups(reader, user.id), ({ id }) => id)]
  const roles = grantedAppRoles(reader, principalIds, resource.principals)
  const shared = {
    ...commonClaims(reader, grant, stamp, uti),
    oid: user.id,
    sub: pairwiseSubject(reader.tenant, resource.appId, user.id),
    ...(user.displayName === null ? {} : { name: user.displayName }),
    scp: grant.scopes.join(' '),
    ...(roles.length > 0 ? { roles } : {}),
  }
  if (resource.tokenVersion === 2) return { ...shared, preferred_username: signInNameOf(user) }
  return { ...shared, ...namesOf(user), ...sessionClaims(reader, grant), app_displayname: client.displayName }
}

/** Claims that the session behind a v1 user token explains. */
function sessionClaims(reader: Reader, { user, client, issuers }: UserGrant): Claims {
  const isGuest = user.userType === 'Guest'
  return {
    idtyp: 'user',
    acr: '1',
    acct: isGuest ? 1 : 0,
    amr: ['pwd'],
    idp: issuers.v1,
    ipaddr: '127.0.0.1',
    platf: '3',
    puid: passportId(user.id),
    signin_state: ['kmsi'],
    wids: [...directoryRolesOf(reader, user.id), ...(isGuest ? [] : [MEMBER])],
    xms_st: { sub: pairwiseSubject(reader.tenant, client.appId, user.id) },
  }
}

/** Claims that every access token has: audience, issuer, times, client, and what only the token service reads. */
export function commonClaims(reader: Reader, grant: AccessGrant, stamp: GrantStamp, uti: string): Claims {
  const { client, clientAuthentication, resource, issuers } = grant
  const { tenant } = reader
  const issuedAt = Math.floor(grant.now / 1000)
  const times = { iat: issuedAt, nbf: issuedAt, exp: issuedAt + ACCESS_TOKEN_LIFETIME }
  const opaque = {
    aio: encodeGrantStamp(stamp),
    rh: `1.${digestText(`rh/${tenant}/${client.appId}`)}.`,
    tid: tenant,
    uti,
  }
  if (resource.tokenVersion === 2) {
    const identity = { azp: client.appId, azpacr: clientAuthentication }
    return { aud: resource.appId, iss: issuers.v2, ...times, ...identity, ...opaque, ver: '2.0' }
  }
  const created = parseInstant(organizationOf(reader).createdDateTime) ?? 0
  return {
    aud: resource.name,
    iss: issuers.v1,
    ...times,
    appid: client.appId,
    appidacr: clientAuthentication,
    ...opaque,
    ver: '1.0',
    tenant_region_scope: 'WW',
    xms_tcdt: Math.floor(created / 1000),
  }
}

function namesOf(user: User): Claims {
  return {
    upn: user.userPrincipalName,
    unique_name: user.userPrincipalName,
    ...(user.givenName === null ? {} : { given_name: user.givenName }),
    ...(user.surname === null ? {} : { family_name: user.surname }),
  }
}

/** What the user types to sign in: a customer's address or user name, else the user principal name. */
export function signInNameOf(user: User): string {
  const local = user.identities.find(({ signInType }) => signInType === 'emailAddress' || signInType === 'userName')
  return local?.issuerAssignedId ?? user.userPrincipalName
}

/** The user's subject towards one app: always the same, and different towards another app. */
export function pairwiseSubject(tenantId: string, appId: string, userId: string): string {
  return digestText(`sub/${tenantId}/${appId}/${userId}`)
}

function passportId(userId: string): string {
  return `1003${hexOf(digest(`puid/${userId}`).slice(0, 6)).toUpperCase()}`
}

function digestText(text: string): string {
  return encodeBase64Url(digest(text))
}
