import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import { getDomain, replaceDomain } from './domains.js'
import type { Domain } from './tenant-rows.js'

/** What a caller may say about a verified domain; null goes back to what holds without a word. */
export interface DomainChanges {
  readonly isDefault?: boolean
  readonly supportedServices?: readonly string[]
  readonly passwordValidityPeriodInDays?: number | null
  readonly passwordNotificationWindowInDays?: number | null
}

const SERVICES = new Set(['Email', 'OfficeCommunicationsOnline', 'Yammer'])
const NEVER = 2147483647
const LIMITS = {
  passwordValidityPeriodInDays: [14, 730],
  passwordNotificationWindowInDays: [1, 30],
} as const

/**
 * Updates a verified domain; at most one is the default (Microsoft Graph: Update domain). Throws `notFound`,
 * `domainNotVerified`, `invalidValue`.
 */
export function updateDomain(transaction: Transaction, id: string, changes: DomainChanges): void {
  const domain = getDomain(transaction, id)
  if (domain.isVerified === false) throw new DomainError('domainNotVerified', { domain: domain.name })
  refuseBadChanges(domain, changes)
  const { passwordValidityPeriodInDays: validity, passwordNotificationWindowInDays: notification } = changes
  const { passwordValidityPeriodInDays, passwordNotificationWindowInDays, ...rest } = domain
  replaceDomain(transaction, {
    ...rest,
    isDefault: changes.isDefault ?? domain.isDefault,
    ...(changes.supportedServices ? { supportedServices: changes.supportedServices } : {}),
    ...days('passwordValidityPeriodInDays', validity === undefined ? passwordValidityPeriodInDays : validity),
    ...days(
      'passwordNotificationWindowInDays',
      notification === undefined ? passwordNotificationWindowInDays : notification,
    ),
  })
}

function days(name: keyof typeof LIMITS, value: number | null | undefined): Partial<Domain> {
  return value === null || value === undefined ? {} : { [name]: value }
}

function refuseBadChanges(domain: Domain, changes: DomainChanges): void {
  const refuse = (property: string) => new DomainError('invalidValue', { property, resource: 'Domain' })
  // Another domain has to become the default instead.
  if (changes.isDefault === false && domain.isDefault) throw refuse('isDefault')
  if (changes.supportedServices?.some((service) => !SERVICES.has(service))) throw refuse('supportedServices')
  for (const [name, [least, most]] of Object.entries(LIMITS)) {
    const value = changes[name as keyof typeof LIMITS]
    const forever = name === 'passwordValidityPeriodInDays' && value === NEVER
    if (typeof value === 'number' && !forever && (value < least || value > most)) throw refuse(name)
  }
}
