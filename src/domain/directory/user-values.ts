import { DomainError } from '../../kernel/errors.js'
import { isCountry } from './countries.js'
import type { User } from './user-rows.js'

/** Longest values of a user's texts (Microsoft Graph: user resource type). */
const LONGEST: Readonly<Partial<Record<keyof User, number>>> = {
  displayName: 256,
  mailNickname: 64,
  givenName: 64,
  surname: 64,
  jobTitle: 128,
  department: 64,
  companyName: 64,
  city: 128,
  state: 128,
  country: 128,
  postalCode: 40,
  streetAddress: 1024,
  mobilePhone: 64,
  employeeId: 16,
}

/** The closed sets of values that some texts are limited to. */
const ALLOWED: Readonly<Partial<Record<keyof User, readonly string[]>>> = {
  userType: ['Member', 'Guest'],
  ageGroup: ['Minor', 'NotAdult', 'Adult'],
  consentProvidedForMinor: ['Granted', 'Denied', 'NotRequired'],
}

/** How many identities, and how many names of certificates, a user can have. */
const MOST_NAMES = 10
const LONGEST_ATTRIBUTE = 1024
const IMMUTABLE_ID = /^[^$_]+$/
const NICKNAME = /^[^\s@()\\[\]";:<>,]+$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: addresses are plain ASCII
const ADDRESS = /^[\x00-\x7F]+$/
const PASSWORD_POLICIES = new Set(['None', 'DisableStrongPassword', 'DisablePasswordExpiration'])

/** Refuses values that a user's properties cannot take. Throws `invalidValue` naming the first one. */
export function refuseInvalidUserValues(values: Partial<User>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!isPossible(name as keyof User, value))
      throw new DomainError('invalidValue', { property: name, resource: 'User' })
  }
}

function isPossible(name: keyof User, value: unknown): boolean {
  if (name === 'businessPhones') return Array.isArray(value) && value.length <= 1
  if (name === 'otherMails') return Array.isArray(value) && value.length <= 250 && value.every(isAddress)
  if (name === 'identities') return Array.isArray(value) && value.length <= MOST_NAMES
  if (name === 'authorizationInfo') return certificateUserIds(value).length <= MOST_NAMES
  if (name === 'onPremisesExtensionAttributes') return Object.values(value ?? {}).every(isAttribute)
  if (typeof value !== 'string') return value !== null || (name !== 'displayName' && name !== 'mailNickname')
  if (value === '' || value.length > (LONGEST[name] ?? Number.POSITIVE_INFINITY)) return false
  if (name === 'mailNickname') return NICKNAME.test(value)
  if (name === 'onPremisesImmutableId') return IMMUTABLE_ID.test(value)
  if (name === 'usageLocation') return isCountry(value)
  if (name === 'mail') return isAddress(value)
  if (name === 'passwordPolicies') return value.split(/,\s*/).every((policy) => PASSWORD_POLICIES.has(policy))
  return ALLOWED[name]?.includes(value) ?? true
}

function certificateUserIds(value: unknown): readonly unknown[] {
  const { certificateUserIds: ids = [] } = (value ?? {}) as Partial<NonNullable<User['authorizationInfo']>>
  return ids
}

function isAttribute(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.length <= LONGEST_ATTRIBUTE)
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 250 && ADDRESS.test(value) && value.includes('@')
}
