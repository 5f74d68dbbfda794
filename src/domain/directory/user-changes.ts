import { deepFreeze } from '../../kernel/freeze.js'
import type { PasswordProfile } from './password.js'
import type { User } from './user-rows.js'

/** What only the directory itself says about a user. */
type SetByDirectory =
  | 'id'
  | 'createdDateTime'
  | 'creationType'
  | 'proxyAddresses'
  | 'imAddresses'
  | 'assignedLicenses'
  | 'licenseAssignmentStates'
  | 'removedLicenses'
  | 'externalUserState'
  | 'externalUserStateChangeDateTime'
  | 'lastPasswordChangeDateTime'
  | 'signInSessionsValidFromDateTime'
  | 'onPremisesSyncEnabled'
  | 'onPremisesLastSyncDateTime'
  | 'onPremisesDistinguishedName'
  | 'onPremisesDomainName'
  | 'onPremisesSamAccountName'
  | 'onPremisesSecurityIdentifier'
  | 'onPremisesUserPrincipalName'
  | 'managerId'
  | 'formerManagerId'
  | 'sponsorIds'
  | 'password'
  | 'homeTenantLicenses'

/** A property of a user as a caller may write it; `accountEnabled` and names may be sent as null and are then refused. */
type Writable<Value> = Value | null

/** What a caller may say about a user when creating or updating one; names are Graph's. */
export type UserChanges = {
  readonly [Name in Exclude<keyof User, SetByDirectory>]?: Writable<User[Name]>
} & { readonly passwordProfile?: PasswordProfile | null }

/** What the directory itself, a fixture or an invitation adds to a new user. */
export type UserFacts = Partial<Pick<User, Exclude<SetByDirectory, 'password' | 'assignedLicenses'>>>

/** A user about whom nothing is known yet. */
export function blankUser(id: string, createdDateTime: string): User {
  return {
    ...BLANK_USER,
    id,
    createdDateTime,
    lastPasswordChangeDateTime: createdDateTime,
    signInSessionsValidFromDateTime: createdDateTime,
  }
}

/**
 * Frozen, so that the rows made of it share one shape and their empty lists. Rows spread from an object that is not
 * frozen get a shape each when they are frozen themselves, several times the size of what they say.
 */
const BLANK_USER: User = deepFreeze({
  id: '',
  userPrincipalName: '',
  displayName: null,
  accountEnabled: true,
  mailNickname: null,
  mail: null,
  userType: 'Member',
  creationType: null,
  createdDateTime: '',
  givenName: null,
  surname: null,
  jobTitle: null,
  department: null,
  companyName: null,
  officeLocation: null,
  employeeId: null,
  employeeType: null,
  employeeHireDate: null,
  employeeLeaveDateTime: null,
  employeeOrgData: null,
  businessPhones: [],
  mobilePhone: null,
  faxNumber: null,
  streetAddress: null,
  city: null,
  state: null,
  postalCode: null,
  country: null,
  usageLocation: null,
  preferredLanguage: null,
  preferredDataLocation: null,
  otherMails: [],
  imAddresses: [],
  proxyAddresses: [],
  identities: [],
  assignedLicenses: [],
  licenseAssignmentStates: [],
  passwordPolicies: null,
  ageGroup: null,
  consentProvidedForMinor: null,
  showInAddressList: null,
  isResourceAccount: null,
  externalUserState: null,
  externalUserStateChangeDateTime: null,
  lastPasswordChangeDateTime: null,
  signInSessionsValidFromDateTime: '',
  onPremisesImmutableId: null,
  onPremisesSyncEnabled: null,
  onPremisesLastSyncDateTime: null,
  onPremisesDistinguishedName: null,
  onPremisesDomainName: null,
  onPremisesSamAccountName: null,
  onPremisesSecurityIdentifier: null,
  onPremisesUserPrincipalName: null,
  onPremisesExtensionAttributes: {},
  authorizationInfo: null,
  extra: {},
  managerId: null,
  sponsorIds: [],
  password: null,
  homeTenantLicenses: [],
})

/** Properties whose values are merged member by member instead of being replaced. */
const MERGED = new Set<string>(['onPremisesExtensionAttributes', 'employeeOrgData', 'extra'])
/** Properties that are never null: collections become empty, flags keep what they are. */
const EMPTY_INSTEAD_OF_NULL = new Set<string>(['businessPhones', 'otherMails', 'identities'])

/** A user after changes: properties that were not mentioned keep their values, null clears. */
export function applyUserChanges(user: User, changes: UserChanges): User {
  return { ...user, ...changedProperties(user, changes) }
}

/** The properties that changes mention, with the values that they get. */
export function changedProperties(user: User, changes: UserChanges): Partial<User> {
  const changed: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(changes)) {
    if (name === 'passwordProfile' || value === undefined) continue
    if (value === null && EMPTY_INSTEAD_OF_NULL.has(name)) changed[name] = []
    else if (MERGED.has(name)) changed[name] = value === null ? emptyOf(name) : merge(user[name as keyof User], value)
    else changed[name] = value
  }
  return changed
}

function emptyOf(name: string): object | null {
  return name === 'employeeOrgData' ? null : {}
}

function merge(before: unknown, changes: unknown): object {
  return { ...(before as object | null), ...(changes as object) }
}
