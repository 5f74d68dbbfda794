import codes from '../../../fixtures/countries.json' with { type: 'json' }

const COUNTRIES: ReadonlySet<string> = new Set(codes)

/** Whether that is the code of a country (ISO 3166-1 alpha-2), in any case. */
export function isCountry(code: string): boolean {
  return COUNTRIES.has(code.toUpperCase())
}
