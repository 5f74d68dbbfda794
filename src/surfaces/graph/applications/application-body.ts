import {
  type ApplicationChanges,
  appRoleOf,
  permissionScopeOf,
  type ServicePrincipalChanges,
} from '../../../domain/directory/application-defaults.js'
import type { AppRole, KeyCredential, PermissionScope } from '../../../domain/directory/application-rows.js'
import type { NewKeyCredential } from '../../../domain/directory/key-credentials.js'
import { DomainError } from '../../../kernel/errors.js'

type Body = Readonly<Record<string, unknown>>

const COLUMNS = new Set([
  'displayName',
  'signInAudience',
  'identifierUris',
  'isFallbackPublicClient',
  'requiredResourceAccess',
])

/** A body of POST or PATCH /applications as the domain takes it; what it does not need to know stands in `extra`. */
export function applicationChangesOf(
  body: Body,
  keyOf: (given: NewKeyCredential) => KeyCredential,
  before: ApplicationChanges = {},
): ApplicationChanges {
  if (body.passwordCredentials !== undefined) throw new DomainError('readOnly', { property: 'passwordCredentials' })
  const changes: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  const redirectUris = { ...(before.redirectUris ?? { web: [], spa: [], publicClient: [] }) }
  for (const [name, value] of Object.entries(body)) {
    if (name.includes('@')) continue
    if (COLUMNS.has(name)) changes[name] = value
    else if (name === 'appRoles') changes.appRoles = (value as AppRole[]).map(appRoleOf)
    else if (name === 'keyCredentials') changes.keyCredentials = keysOf(value).map(keyOf)
    else if (name === 'api') addApi(value as Body, changes, extra, before)
    else if (name === 'web' || name === 'spa' || name === 'publicClient') {
      const { redirectUris: uris, ...rest } = (value ?? {}) as { redirectUris?: readonly string[] }
      if (uris) redirectUris[name] = uris
      if (name === 'web') extra.web = { ...(before.extra?.web as object | undefined), ...rest }
    } else extra[name] = value
  }
  return { ...changes, redirectUris, extra: { ...before.extra, ...extra } }
}

function addApi(
  api: Body,
  changes: Record<string, unknown>,
  extra: Record<string, unknown>,
  before: ApplicationChanges,
): void {
  const { oauth2PermissionScopes, requestedAccessTokenVersion, ...rest } = api
  if (oauth2PermissionScopes) {
    changes.oauth2PermissionScopes = (oauth2PermissionScopes as PermissionScope[]).map(permissionScopeOf)
  }
  if (requestedAccessTokenVersion !== undefined) changes.requestedAccessTokenVersion = requestedAccessTokenVersion
  extra.api = { ...(before.extra?.api as object | undefined), ...rest }
}

function keysOf(value: unknown): readonly NewKeyCredential[] {
  return (value ?? []) as readonly NewKeyCredential[]
}

const PRINCIPAL_COLUMNS = new Set([
  'accountEnabled',
  'displayName',
  'appRoleAssignmentRequired',
  'replyUrls',
  'servicePrincipalNames',
])

/** A body of POST or PATCH /servicePrincipals as the domain takes it. */
export function servicePrincipalChangesOf(
  body: Body,
  keyOf: (given: NewKeyCredential) => KeyCredential,
): ServicePrincipalChanges {
  if (body.passwordCredentials !== undefined) throw new DomainError('readOnly', { property: 'passwordCredentials' })
  const changes: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body)) {
    if (name.includes('@') || name === 'appId') continue
    if (PRINCIPAL_COLUMNS.has(name)) changes[name] = value
    else if (name === 'keyCredentials') changes.keyCredentials = keysOf(value).map(keyOf)
    else extra[name] = value
  }
  return { ...changes, extra }
}
