import { encodeBase64Url } from '../../kernel/base64url.js'
import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { guidBytes } from '../../kernel/guid.js'
import type { Transaction } from '../access.js'
import type { PermissionClassification, ServicePrincipal } from './application-rows.js'
import { getServicePrincipal } from './service-principals.js'
import { servicePrincipals } from './tables.js'

/** What a caller says: the permission by its id, its name, or both. */
export interface NewClassification {
  readonly permissionId?: string | null
  readonly permissionName?: string | null
  readonly classification: string
}

const RESOURCE = 'DelegatedPermissionClassification'
/** As they stand in the last byte of an id. */
const LEVELS = ['low', 'medium', 'high']

/** The classified permissions of an API, in the order in which they were classified. */
export function classificationsOf(principal: ServicePrincipal): readonly PermissionClassification[] {
  return principal.delegatedPermissionClassifications ?? []
}

/**
 * Classifies a delegated permission that an API declares, once (Microsoft Graph: Create
 * delegatedPermissionClassification). Throws `notFound`, `valueRequired`, `invalidValue`, `permissionClassified`.
 */
export function classifyPermission(
  transaction: Transaction,
  principalId: string,
  { permissionId, permissionName, classification }: NewClassification,
): PermissionClassification {
  const principal = getServicePrincipal(transaction, principalId)
  const named = permissionId ? 'permissionId' : 'permissionName'
  if (!permissionId && !permissionName) throw new DomainError('valueRequired', { property: named, resource: RESOURCE })
  const scope = principal.oauth2PermissionScopes.find(
    ({ id, value }) => id === fold(permissionId ?? id) && value === (permissionName ?? value),
  )
  if (!scope) throw new DomainError('invalidValue', { property: named, resource: RESOURCE })
  const others = classificationsOf(principal)
  if (others.some((other) => other.permissionId === scope.id)) throw new DomainError('permissionClassified')
  const id = encodeBase64Url(Uint8Array.from([...guidBytes(scope.id), LEVELS.indexOf(classification) + 1]))
  const made = { id, permissionId: scope.id, permissionName: scope.value, classification }
  transaction.replace(servicePrincipals, { ...principal, delegatedPermissionClassifications: [...others, made] })
  return made
}

/** Takes a classification away (Microsoft Graph: Delete delegatedPermissionClassification). Throws `notFound`. */
export function removeClassification(transaction: Transaction, principalId: string, id: string): void {
  const principal = getServicePrincipal(transaction, principalId)
  const all = classificationsOf(principal)
  const delegatedPermissionClassifications = all.filter((each) => each.id !== id)
  if (delegatedPermissionClassifications.length === all.length) throw new DomainError('notFound', { id })
  transaction.replace(servicePrincipals, { ...principal, delegatedPermissionClassifications })
}
