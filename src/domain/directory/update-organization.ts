import { DomainError } from '../../kernel/errors.js'
import type { Transaction } from '../access.js'
import { changedExtra } from './extension-values.js'
import { organizationOf } from './organization.js'
import { organizations } from './tables.js'

/** What a caller may say about the organization; names are Graph's. */
export type OrganizationChanges = Readonly<Record<string, unknown>>

const LISTS = new Set([
  'businessPhones',
  'marketingNotificationEmails',
  'securityComplianceNotificationMails',
  'securityComplianceNotificationPhones',
  'technicalNotificationMails',
])
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Z]{2}|\d{3}))?$/

/** Updates what is mentioned; null clears (Microsoft Graph: Update organization). Throws `invalidValue` and what `changedExtra` throws. */
export function updateOrganization(transaction: Transaction, changes: OrganizationChanges): void {
  const organization = organizationOf(transaction)
  for (const [property, value] of Object.entries(changes)) {
    if (!isPossible(property, value)) throw new DomainError('invalidValue', { property, resource: 'Organization' })
  }
  const given = Object.entries(changes).map(([name, value]) => [name, value ?? (LISTS.has(name) ? [] : null)])
  const extra = changedExtra(transaction, 'Organization', organization.extra, Object.fromEntries(given))
  transaction.replace(organizations, { ...organization, extra })
}

function isPossible(property: string, value: unknown): boolean {
  if (property === 'preferredLanguage') return value === null || LANGUAGE.test(String(value))
  if (!Array.isArray(value)) return true
  if (property === 'businessPhones') return value.length <= 1
  return !property.endsWith('ails') || value.every((address) => /^[^\s@]+@[^\s@]+$/.test(String(address)))
}
