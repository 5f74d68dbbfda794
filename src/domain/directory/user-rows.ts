/** A user as the directory keeps it. Property names are Graph's; what Graph never shows stands at the end. */
export interface User {
  readonly id: string
  readonly userPrincipalName: string
  readonly displayName: string | null
  readonly accountEnabled: boolean
  readonly mailNickname: string | null
  readonly mail: string | null
  readonly userType: string | null
  readonly creationType: string | null
  readonly createdDateTime: string
  readonly givenName: string | null
  readonly surname: string | null
  readonly jobTitle: string | null
  readonly department: string | null
  readonly companyName: string | null
  readonly officeLocation: string | null
  readonly employeeId: string | null
  readonly employeeType: string | null
  readonly employeeHireDate: string | null
  readonly employeeLeaveDateTime: string | null
  readonly employeeOrgData: { readonly division: string | null; readonly costCenter: string | null } | null
  readonly businessPhones: readonly string[]
  readonly mobilePhone: string | null
  readonly faxNumber: string | null
  readonly streetAddress: string | null
  readonly city: string | null
  readonly state: string | null
  readonly postalCode: string | null
  readonly country: string | null
  readonly usageLocation: string | null
  readonly preferredLanguage: string | null
  readonly preferredDataLocation: string | null
  readonly otherMails: readonly string[]
  readonly imAddresses: readonly string[]
  readonly proxyAddresses: readonly string[]
  readonly identities: readonly ObjectIdentity[]
  readonly assignedLicenses: readonly AssignedLicense[]
  readonly licenseAssignmentStates: readonly LicenseAssignmentState[]
  /** What the user held once: its plans are told as deleted. */
  readonly removedLicenses?: readonly RemovedLicense[]
  readonly passwordPolicies: string | null
  readonly ageGroup: string | null
  readonly consentProvidedForMinor: string | null
  readonly showInAddressList: boolean | null
  readonly isResourceAccount: boolean | null
  readonly externalUserState: string | null
  readonly externalUserStateChangeDateTime: string | null
  readonly lastPasswordChangeDateTime: string | null
  readonly signInSessionsValidFromDateTime: string
  readonly onPremisesImmutableId: string | null
  readonly onPremisesSyncEnabled: boolean | null
  readonly onPremisesLastSyncDateTime: string | null
  readonly onPremisesDistinguishedName: string | null
  readonly onPremisesDomainName: string | null
  readonly onPremisesSamAccountName: string | null
  readonly onPremisesSecurityIdentifier: string | null
  readonly onPremisesUserPrincipalName: string | null
  readonly onPremisesExtensionAttributes: Readonly<Record<string, string | null>>
  readonly authorizationInfo: { readonly certificateUserIds: readonly string[] } | null
  /** Profile-store texts (aboutMe, skills, …) and directory or schema extension values, by their Graph name. */
  readonly extra: Readonly<Record<string, unknown>>
  readonly managerId: string | null
  /** Who was the manager before the last change. */
  readonly formerManagerId?: string | null
  /** The users and groups who vouch for a guest; absent in stores of before there were any. */
  readonly sponsorIds?: readonly string[]
  readonly password: Password | null
  /** Licenses that a guest holds in the home tenant: they entitle to nothing here. */
  readonly homeTenantLicenses: readonly string[]
}

export interface ObjectIdentity {
  readonly signInType: string
  readonly issuer: string | null
  readonly issuerAssignedId: string | null
}

export interface AssignedLicense {
  readonly skuId: string
  readonly disabledPlans: readonly string[]
}

export interface LicenseAssignmentState {
  readonly skuId: string
  readonly disabledPlans: readonly string[]
  /** The group the license comes from, or null for a direct assignment. */
  readonly assignedByGroup: string | null
  readonly state: 'Active' | 'ActiveWithError' | 'Disabled' | 'Error'
  readonly error: string
  readonly lastUpdatedDateTime: string
}

/** A password is kept as a salted hash; nobody can read it back. */
export interface Password {
  readonly salt: string
  readonly hash: string
  readonly forceChangePasswordNextSignIn: boolean
  readonly forceChangePasswordNextSignInWithMfa: boolean
}

export interface RemovedLicense {
  readonly skuId: string
  readonly removedDateTime: string
}
