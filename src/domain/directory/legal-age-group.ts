import type { User } from './user-rows.js'

const OF_MINORS: Readonly<Record<string, string>> = {
  Granted: 'MinorWithParentalConsent',
  Denied: 'MinorWithOutParentalConsent',
  NotRequired: 'MinorNoParentalConsentRequired',
}

/** What the law makes of a user's age group and consent; null while no age group is known (Microsoft Graph: user). */
export function legalAgeGroupClassification({ ageGroup, consentProvidedForMinor }: User): string | null {
  if (ageGroup !== 'Minor') return ageGroup
  return OF_MINORS[consentProvidedForMinor ?? 'Denied'] ?? null
}
