import type { Reader } from '../../../domain/access.js'
import { DomainError } from '../../../kernel/errors.js'
import { CONSUMERS, isForConsumers, requireTenant } from '../tenant-segment.js'
import type { Interaction } from './interaction.js'
import { expectedTenant } from './organization.js'

/**
 * The tenant in which somebody signs in: the one that the path names, or that of the domain in the name, or that of the
 * domain hint.
 * Throws `userNotFound` where personal accounts alone may sign in, `tenantUnnamed`, `tenantMalformed`, `tenantNotFound`.
 */
export function accountTenant(interaction: Interaction, name: string): Reader {
  const { tenant, login } = interaction
  if (tenant) return tenant
  if (isForConsumers(login)) throw new DomainError('userNotFound', { tenantId: CONSUMERS })
  const at = name.lastIndexOf('@')
  if (at === -1) return requireExpectedTenant(interaction)
  return requireTenant(login.access, name.slice(at + 1).trim())
}

function requireExpectedTenant(interaction: Interaction): Reader {
  const tenant = expectedTenant(interaction)
  if (!tenant) throw new DomainError('tenantUnnamed')
  return tenant
}
