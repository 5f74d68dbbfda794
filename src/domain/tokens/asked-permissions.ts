import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { Application, PermissionScope, ServicePrincipal } from '../directory/application-rows.js'
import { findServicePrincipalByAppId } from '../directory/service-principals.js'
import { tokenSettingsOf } from '../directory/token-settings.js'
import type { User } from '../directory/user-rows.js'
import { MICROSOFT_GRAPH } from '../directory/well-known-principals.js'
import type { Client } from './clients.js'
import { grantedScopes } from './granted-permissions.js'
import type { Resource } from './resources.js'
import type { ScopeRequest } from './scopes.js'

/** A permission that an app asks a user for. */
export interface AskedPermission {
  readonly resource: ServicePrincipal
  readonly scope: PermissionScope
  /** Who gets it when that is not the app itself, but an API that asks through the app's page of consent. */
  readonly holder?: ServicePrincipal
}

/** Scopes that are asked for, and the resource that they are scopes of. */
export interface AskedScopes {
  readonly resource: Resource
  readonly request: ScopeRequest
}

/**
 * Every permission that a request asks for, granted or not (Microsoft identity platform: Scopes and permissions).
 * `.default` stands for all that the app's registration lists, on whatever resource, and for what an API lists that
 * knows the app. Throws `scopeUnknown`.
 */
export function askedPermissions(
  reader: Reader,
  client: Client,
  asked: readonly AskedScopes[],
): readonly AskedPermission[] {
  const wanted = asked.flatMap(({ resource, request }) =>
    request.isDefault
      ? defaultPermissions(reader, client, resource)
      : namedPermissions(client, resource, request.names),
  )
  const openId = asked.flatMap(({ request }) => openIdPermissions(reader, request))
  return [...new Map([...openId, ...wanted].map((each) => [keyOf(each), each])).values()]
}

function keyOf({ resource, scope, holder }: AskedPermission): string {
  return `${holder?.id}/${resource.id}/${scope.id}`
}

/**
 * Those of the permissions that nobody has granted yet. `.default` asks for nothing more once anything on its resource
 * is granted. Throws `scopeUnknown`, `resourceNotListed`.
 */
export function missingPermissions(
  reader: Reader,
  client: Client,
  user: User,
  asked: readonly AskedScopes[],
): readonly AskedPermission[] {
  const unmet = asked.filter(({ resource, request }) => {
    if (!request.isDefault) return request.names.length > 0
    if (grantedScopes(reader, client.principal, user.id, resource.principals).length > 0) return false
    requireListed(reader, client, resource)
    return true
  })
  return askedPermissions(reader, client, unmet.map(withoutOpenId)).filter(({ resource, scope, holder }) => {
    const granted = grantedScopes(reader, holder ?? client.principal, user.id, [resource])
    return !granted.some((value) => fold(value) === fold(scope.value))
  })
}

/** OpenID Connect scopes are granted along with others and never asked for alone. */
function withoutOpenId({ resource, request }: AskedScopes): AskedScopes {
  return { resource, request: { ...request, openId: new Set() } }
}

function openIdPermissions(reader: Reader, { openId }: ScopeRequest): readonly AskedPermission[] {
  const graph = findServicePrincipalByAppId(reader, MICROSOFT_GRAPH)
  if (!graph || openId.size === 0) return []
  return graph.oauth2PermissionScopes
    .filter(({ value }) => openId.has(value))
    .map((scope) => ({ resource: graph, scope }))
}

function namedPermissions(client: Client, resource: Resource, names: readonly string[]): readonly AskedPermission[] {
  return names.map((name) => {
    for (const principal of resource.principals) {
      const scope = principal.oauth2PermissionScopes.find(
        ({ value, isEnabled }) => isEnabled && fold(value) === fold(name),
      )
      if (scope) return { resource: principal, scope }
    }
    const { displayName } = client
    throw new DomainError('scopeUnknown', { displayName, scope: name, resource: resource.appId })
  })
}

function defaultPermissions(reader: Reader, client: Client, resource: Resource): readonly AskedPermission[] {
  const own = registeredPermissions(reader, client.application)
  const [holder] = resource.principals
  if (!holder || !knowsClient(resource, client)) return own
  const further = registeredPermissions(reader, resource.application)
  return [...own, ...further.map((permission) => ({ ...permission, holder }))]
}

function knowsClient({ application }: Resource, { appId }: Client): boolean {
  return tokenSettingsOf(application).knownClients.has(fold(appId))
}

/** The delegated permissions that a registration lists (`requiredResourceAccess`). */
function registeredPermissions(reader: Reader, application: Application | undefined): readonly AskedPermission[] {
  return (application?.requiredResourceAccess ?? []).flatMap(({ resourceAppId, resourceAccess }) => {
    const resource = findServicePrincipalByAppId(reader, resourceAppId)
    const ids = new Set(resourceAccess.filter(({ type }) => type === 'Scope').map(({ id }) => id))
    const scopes = resource?.oauth2PermissionScopes.filter(({ id, isEnabled }) => isEnabled && ids.has(id)) ?? []
    return resource ? scopes.map((scope) => ({ resource, scope })) : []
  })
}

/**
 * An app asks for all of a resource's permissions only where its registration lists the resource.
 * Throws `resourceNotListed`.
 */
export function requireListed(reader: Reader, client: Client, resource: Resource): void {
  const { application, appId, displayName } = client
  if (!application || knowsClient(resource, client)) return
  const listed = application.requiredResourceAccess.map(({ resourceAppId }) => resourceAppId)
  if (resource.principals.some((principal) => listed.some((each) => fold(each) === fold(principal.appId)))) return
  const registered = listed.map((each) => findServicePrincipalByAppId(reader, each)?.displayName ?? each).join(', ')
  const details = { appId, displayName, resource: resource.name, resourceAppId: resource.appId, registered }
  throw new DomainError('resourceNotListed', details)
}
