import { fold } from '../../kernel/fold.js'
import { guidOf } from '../../kernel/guid.js'
import type { Reader } from '../access.js'
import { getUser } from '../directory/find-principal.js'
import { organizationOf } from '../directory/organization.js'
import { applications } from '../directory/tables.js'
import type { AccessGrant } from './access-grant.js'
import type { Caller } from './caller.js'
import { commonClaims, ownClaims } from './claims.js'
import { type Client, requireClient, type Tenants } from './clients.js'
import { grantedAppRoles, grantedScopes } from './granted-permissions.js'
import { issueAppToken, issueUserToken, type TokenIssuer } from './issue-access-token.js'
import { issuersOf } from './issuer.js'
import { graphResource } from './microsoft-resources.js'
import { type Resource, type ResourceContext, resolveResource } from './resources.js'
import { parseScopes } from './scopes.js'
import { uniqueTokenIdentifier } from './token-id.js'
import { accessTokenLifetime } from './token-lifetime.js'

/** Whom a token is made for without a sign-in: a user by id or name, an app by app id, a stand-in for Microsoft's staff or a partner. */
export type TokenHolder =
  | { readonly user: string }
  | { readonly app: string }
  | { readonly special: NonNullable<Caller['special']> }

/** Where and when a token is asked for. */
export interface MintContext extends ResourceContext {
  /** Host name of `origin`. */
  readonly host: string
  /** In milliseconds since the epoch. */
  readonly now: number
}

/**
 * Makes an access token without a sign-in. Permission names in the scope are given without consent; with `.default`
 * the token carries what the tenant's public client, or the first app, was granted.
 * Throws `notFound`, `clientNotFound`, `clientDisabled`, `resourceNotFound`, `scopeInvalid`, `severalResources`.
 */
export async function mintToken(
  issuer: TokenIssuer,
  reader: Reader,
  holder: TokenHolder,
  scope: string,
  context: MintContext,
): Promise<string> {
  const { resource: name, names } = parseScopes(scope)
  const resource = resolveResource(reader, name ?? graphResource.appId, context)
  const appId = 'app' in holder ? holder.app : usualClient(reader)
  const client = requireClient(reader, appId, THIS_TENANT_ALONE)
  const grant = grantOf(reader, client, resource, context)
  if ('app' in holder) {
    const roles = grantedAppRoles(reader, [client.principal.id], resource.principals)
    return issueAppToken(issuer, reader, { ...grant, roles })
  }
  if ('special' in holder) return issuer.signer.sign(specialClaims(reader, grant, holder.special, issuer))
  const user = getUser(reader, holder.user)
  const granted = grantedScopes(reader, client.principal, user.id, resource.principals)
  return issueUserToken(issuer, reader, { ...grant, user, scope: (names.length > 0 ? names : granted).join(' ') })
}

const THIS_TENANT_ALONE: Tenants = { read: () => undefined, all: () => [] }

function grantOf(reader: Reader, client: Client, resource: Resource, { origin, host, now }: MintContext): AccessGrant {
  const issuers = issuersOf(origin, host, reader.tenant)
  const lifetime = accessTokenLifetime(reader, resource, [], 'user')
  return { client, clientAuthentication: '0', resource, issuers, now, lifetime }
}

/** The app id of the fixture's public client, of any public client, or of the first app; empty without apps. */
function usualClient(reader: Reader): string {
  const { apps } = organizationOf(reader).named
  const known = reader.table(applications)
  const named = apps.find(({ purpose }) => purpose === 'public-client')
  if (named && known.findFirst('appId', fold(named.clientId))) return named.clientId
  let first: string | undefined
  for (const application of known.rows()) {
    if (application.isFallbackPublicClient) return application.appId
    first ??= application.appId
  }
  return first ?? ''
}

/** Somebody whom the directory does not know, marked so that Dataverse can tell who is meant. */
function specialClaims(
  reader: Reader,
  grant: AccessGrant,
  special: NonNullable<Caller['special']>,
  { ids }: TokenIssuer,
): Readonly<Record<string, unknown>> {
  const oid = guidOf(`${reader.tenant}/special/${special}`)
  return {
    ...commonClaims(reader, grant),
    ...ownClaims(grant, { opens: grant.resource.opens }, uniqueTokenIdentifier(ids.guid())),
    idtyp: 'user',
    oid,
    sub: oid,
    scp: 'user_impersonation',
    ...(special === 'support' ? { xms_support: true } : { xms_delegatedadmin: true }),
  }
}
