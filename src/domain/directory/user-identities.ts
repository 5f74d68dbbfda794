import { DomainError } from '../../kernel/errors.js'
import { defaultDomain, initialDomain, verifiedDomain } from './organization.js'
import type { Organization } from './tenant-rows.js'
import type { ObjectIdentity } from './user-rows.js'

const LOCAL_SIGN_IN = /^(emailAddress\d*|userName)$/
const USER_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/

/** Whether an identity signs in with a name that this tenant keeps itself (an External ID local account). */
export function isLocalIdentity(identity: ObjectIdentity): boolean {
  return LOCAL_SIGN_IN.test(identity.signInType)
}

/** A user's identities with the one that carries the user principal name: it follows every renaming. */
export function withPrincipalNameIdentity(
  identities: readonly ObjectIdentity[],
  organization: Organization,
  userPrincipalName: string,
): readonly ObjectIdentity[] {
  const others = identities.filter((identity) => identity.signInType !== 'userPrincipalName')
  const issuer = initialDomain(organization)
  return [...others, { signInType: 'userPrincipalName', issuer, issuerAssignedId: userPrincipalName }]
}

/** The user principal name that identities carry, if they carry one. */
export function principalNameIn(identities: readonly ObjectIdentity[] | null | undefined): string | undefined {
  const carrier = identities?.find(({ signInType }) => signInType === 'userPrincipalName')
  return carrier?.issuerAssignedId ?? undefined
}

/**
 * Refuses a new collection of identities without the one that carries the name (`invalidValue`), and a first local one:
 * a work or social account does not become a local one (`localIdentityNotPermitted`) (Microsoft Graph: Update user).
 */
export function refuseForeignIdentities(
  before: readonly ObjectIdentity[],
  after: readonly ObjectIdentity[] | null,
): void {
  if (principalNameIn(after) === undefined)
    throw new DomainError('invalidValue', { property: 'identities', resource: 'User' })
  if (after?.some(isLocalIdentity) && !before.some(isLocalIdentity)) throw new DomainError('localIdentityNotPermitted')
}

/**
 * Refuses identities that the tenant cannot keep: a local one from a foreign issuer (`invalidIssuer`), or one whose
 * name is not of its kind (`invalidValue`).
 */
export function refuseBadIdentities(organization: Organization, identities: readonly ObjectIdentity[]): void {
  for (const identity of identities) {
    if (identity.signInType === 'userPrincipalName' || isLocalIdentity(identity)) {
      refuseForeignIssuer(organization, identity)
    }
    if (!isWellFormed(identity)) throw new DomainError('invalidValue', { property: 'identities', resource: 'User' })
  }
}

function refuseForeignIssuer(organization: Organization, identity: ObjectIdentity): void {
  const issuer = identity.issuer ?? defaultDomain(organization)
  if (!verifiedDomain(organization, issuer)) throw new DomainError('invalidIssuer', { issuer })
}

function isWellFormed({ signInType, issuer, issuerAssignedId }: ObjectIdentity): boolean {
  if ((issuer?.length ?? 0) > 512) return false
  if (signInType === 'federated' && !issuer) return false
  if (signInType.startsWith('emailAddress')) return issuerAssignedId?.includes('@') ?? false
  if (signInType === 'userName') return USER_NAME.test(issuerAssignedId ?? '')
  return true
}
