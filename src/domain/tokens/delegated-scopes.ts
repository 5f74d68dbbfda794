import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import { requireListed } from './asked-permissions.js'
import type { Client } from './clients.js'
import { grantedScopes } from './granted-permissions.js'
import type { Resource } from './resources.js'
import type { ScopeRequest } from './scopes.js'

/**
 * The delegated permissions that a user's token for a resource carries: all that were granted, as in the cloud, when
 * what was asked for is among them. Throws `scopeUnknown` for a permission that the resource does not have,
 * `consentRequired` for one that nobody consented to, and `resourceNotListed` where nobody ever could.
 */
export function delegatedScopes(
  reader: Reader,
  client: Client,
  userId: string,
  resource: Resource,
  request: ScopeRequest,
): readonly string[] {
  const granted = grantedScopes(reader, client.principal, userId, resource.principals)
  const { appId, displayName } = client
  if (!client.isInstalled) throw new DomainError('consentRequired', { appId, displayName })
  for (const name of request.names) {
    if (isAmong(granted, name)) continue
    if (!isScopeOf(resource, name)) {
      throw new DomainError('scopeUnknown', { displayName, scope: name, resource: resource.appId })
    }
    throw new DomainError('consentRequired', { appId, displayName })
  }
  if (!request.isDefault || granted.length > 0) return granted
  requireListed(reader, client, resource)
  throw new DomainError('consentRequired', { appId, displayName })
}

function isAmong(granted: readonly string[], name: string): boolean {
  const wanted = fold(name)
  return granted.some((each) => fold(each) === wanted)
}

function isScopeOf({ principals }: Resource, name: string): boolean {
  const wanted = fold(name)
  return principals.some((principal) =>
    principal.oauth2PermissionScopes.some(({ value, isEnabled }) => isEnabled && fold(value) === wanted),
  )
}
