import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import type { Application, ServicePrincipal } from './application-rows.js'
import { applications, servicePrincipals, tokenLifetimePolicies } from './tables.js'
import type { TokenLifetimePolicy } from './tenant-rows.js'
import { lifetimeIn, requireDefinition } from './token-lifetime-definition.js'

/** What a caller may say about a policy. */
export type PolicyChanges = Partial<Omit<TokenLifetimePolicy, 'id'>>

/** Where a policy can be attached. */
export type PolicyHolder =
  | { readonly type: 'application'; readonly object: Application }
  | { readonly type: 'servicePrincipal'; readonly object: ServicePrincipal }

const RESOURCE = 'TokenLifetimePolicy'

/** A policy by object id. Throws `notFound`. */
export function getTokenLifetimePolicy(reader: Reader, id: string): TokenLifetimePolicy {
  const policy = reader.table(tokenLifetimePolicies).get(fold(id))
  if (!policy) throw new DomainError('notFound', { id })
  return policy
}

/**
 * Makes a policy (Microsoft Graph: Create tokenLifetimePolicy).
 * Throws `valueRequired`, `invalidDefinition`, `policyTaken` where another one is the organization's default.
 */
export function createTokenLifetimePolicy(transaction: Transaction, given: PolicyChanges): TokenLifetimePolicy {
  for (const property of ['displayName', 'definition'] as const) {
    if (!given[property]?.length) throw new DomainError('valueRequired', { property, resource: RESOURCE })
  }
  const blank = { id: transaction.newGuid(), displayName: '', description: null, isOrganizationDefault: false }
  const policy = { ...blank, ...given, definition: requireDefinition(given.definition) }
  refuseSecondDefault(transaction, policy)
  return transaction.insert(tokenLifetimePolicies, policy)
}

/** Changes what is mentioned (Microsoft Graph: Update tokenLifetimePolicy). Throws `notFound` and as creation does. */
export function updateTokenLifetimePolicy(transaction: Transaction, id: string, changes: PolicyChanges): void {
  const policy = { ...getTokenLifetimePolicy(transaction, id), ...changes }
  if (policy.displayName === '') throw new DomainError('valueRequired', { property: 'displayName', resource: RESOURCE })
  if (changes.definition) requireDefinition(changes.definition)
  refuseSecondDefault(transaction, policy)
  transaction.replace(tokenLifetimePolicies, policy)
}

function refuseSecondDefault(reader: Reader, policy: TokenLifetimePolicy): void {
  const current = organizationDefault(reader)
  if (policy.isOrganizationDefault && current && current.id !== policy.id) throw new DomainError('policyTaken')
}

/** Deletes a policy, wherever it is attached (Microsoft Graph: Delete tokenLifetimePolicy). Throws `notFound`. */
export function deleteTokenLifetimePolicy(transaction: Transaction, id: string): void {
  const policy = getTokenLifetimePolicy(transaction, id)
  for (const holder of policyHolders(transaction, policy.id)) attach(transaction, holder, null)
  transaction.remove(tokenLifetimePolicies, policy.id)
}

/** The applications and service principals that a policy is attached to. */
export function policyHolders(reader: Reader, policyId: string): readonly PolicyHolder[] {
  return [
    ...Array.from(reader.table(applications).find('tokenLifetimePolicyId', policyId), (object) => ({
      type: 'application' as const,
      object,
    })),
    ...Array.from(reader.table(servicePrincipals).find('tokenLifetimePolicyId', policyId), (object) => ({
      type: 'servicePrincipal' as const,
      object,
    })),
  ]
}

/**
 * Attaches a policy, of which an object has at most one (Microsoft Graph: Assign tokenLifetimePolicy).
 * Throws `notFound`, `policyTaken`.
 */
export function assignTokenLifetimePolicy(transaction: Transaction, holder: PolicyHolder, policyId: string): void {
  const policy = getTokenLifetimePolicy(transaction, policyId)
  if (policyOf(transaction, holder.object)) throw new DomainError('policyTaken')
  attach(transaction, holder, policy.id)
}

/** Takes a policy off (Microsoft Graph: Remove tokenLifetimePolicy). Throws `notFound` when it is not attached. */
export function removeTokenLifetimePolicy(transaction: Transaction, holder: PolicyHolder, policyId: string): void {
  if (policyOf(transaction, holder.object)?.id !== fold(policyId)) throw new DomainError('notFound', { id: policyId })
  attach(transaction, holder, null)
}

function attach(transaction: Transaction, holder: PolicyHolder, tokenLifetimePolicyId: string | null): void {
  if (holder.type === 'application') transaction.replace(applications, { ...holder.object, tokenLifetimePolicyId })
  else transaction.replace(servicePrincipals, { ...holder.object, tokenLifetimePolicyId })
}

/** The policy that is attached to an application or a service principal, if there is one. */
export function policyOf(reader: Reader, holder: PolicyHolder['object'] | undefined): TokenLifetimePolicy | undefined {
  const id = holder?.tokenLifetimePolicyId
  return id ? reader.table(tokenLifetimePolicies).get(id) : undefined
}

function organizationDefault(reader: Reader): TokenLifetimePolicy | undefined {
  return reader.table(tokenLifetimePolicies).findFirst('isOrganizationDefault', 'true')
}

/**
 * For how many seconds tokens are good under the policy that is in force: that of the service principal, else the
 * organization's, else that of the application (Microsoft identity platform: Configurable token lifetimes).
 * Undefined where no policy says.
 */
export function lifetimeByPolicy(
  reader: Reader,
  principal: ServicePrincipal | undefined,
  application: Application | undefined,
): number | undefined {
  const policy = policyOf(reader, principal) ?? organizationDefault(reader) ?? policyOf(reader, application)
  return policy && lifetimeIn(policy.definition)
}
