import codes from '../../../fixtures/countries.json' with { type: 'json' }

const COUNTRIES: ReadonlySet<string> = new Set(codes)

/** Whether that is the code of a country (ISO 3166-1 alpha-2), in any case. */
export function isCountry(code: string): boolean {
  return COUNTRIES.has(code.toUpperCase())
}

/** [unverified] Countries where no licenses are given: which they are is not published. */
const PROHIBITED: ReadonlySet<string> = new Set(['CU', 'IR', 'KP', 'SY'])

/** Whether laws keep the services from being used there. */
export function isProhibited(code: string): boolean {
  return PROHIBITED.has(code.toUpperCase())
}
