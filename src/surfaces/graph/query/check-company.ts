import { DomainError } from '../../../kernel/errors.js'
import type { Use } from '../../../odata/uses.js'

/** Issuers whom it makes sense to ask for without a name: that of everybody who came that way. */
const ISSUERS = new Set(['google.com', 'facebook.com', 'mail', 'phone'])

/** Refuses properties that a filter may use only together with others, or only alone. Throws `filterUnsupported`. */
export function checkCompany(uses: readonly Use[], resource: string): void {
  const names = new Set(uses.map(nameOf))
  if (isLonelyIdentity(uses, names)) throw new DomainError('filterUnsupported', { property: 'identities', resource })
  if (isSignInAmongOthers(uses)) throw new DomainError('filterUnsupported', { property: 'signInActivity', resource })
}

/** A sign-in name means something only together with who issued it, and most issuers only together with a name. */
function isLonelyIdentity(uses: readonly Use[], names: ReadonlySet<string>): boolean {
  if (names.has('identities/issuerassignedid')) return !names.has('identities/issuer')
  return uses.some((use) => nameOf(use) === 'identities/issuer' && use.operands.some(({ value }) => needsName(value)))
}

function needsName(issuer: unknown): boolean {
  return issuer !== null && !ISSUERS.has(String(issuer).toLowerCase())
}

/** When somebody signed in is asked for alone (Microsoft Graph: List users, signInActivity). */
function isSignInAmongOthers(uses: readonly Use[]): boolean {
  const roots = new Set(uses.map((use) => nameOf(use).split('/')[0]))
  return roots.size > 1 && roots.has('signinactivity')
}

function nameOf({ path }: Use): string {
  return path.join('/').toLowerCase()
}
