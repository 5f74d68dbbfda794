import { wrongMembershipRule } from './membership-rule-errors.js'
import { badRequest, forbidden, notFound, type Wording } from './wire-error.js'

const conflict = (property: unknown): string =>
  `Another object with the same value for property ${property} already exists.`

const invalidValue: Wording = ({ property, resource }) => {
  const message = `Invalid value specified for property '${property}' of resource '${resource}'.`
  return badRequest(message, [{ code: 'InvalidValue', message, target: String(property) }])
}

const CONFLICTING =
  'A conflicting object with one or more of the specified property values is present in the directory.'
const MASTERED =
  'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.'
const NO_LOCAL_IDENTITY =
  'Adding a non-federated user signInType is not permitted if the user only has social/federated identities or no identities'
const FROM_EXCHANGE = 'Cannot Update a mail-enabled security groups and or distribution list.'
const NO_MAIL_ENABLED =
  'The service does not currently support writes of mail-enabled groups. Please ensure that the mail-enablement property is unset and the security-enablement property is set.'

/** Refusals about users, groups, roles and deleted items. */
export const directoryErrors: Readonly<Record<string, Wording>> = {
  notFound: ({ id }) => notFound(id),
  invalidId: ({ id }) => badRequest(`Invalid object identifier '${id}'.`),
  propertyTaken: ({ property, ids }) => {
    const message = conflict(property)
    const holders = { code: 'ConflictingObjects', message: JSON.stringify(ids), target: String(property) }
    const taken = { code: 'ObjectConflict', message, target: String(property) }
    return badRequest(message, property === 'proxyAddresses' ? [taken, holders] : [taken])
  },
  valueRequired: ({ property, resource }) =>
    badRequest(`A value is required for property '${property}' of resource '${resource}'.`, [
      { code: 'PropertyRequired', target: String(property) },
    ]),
  invalidValue,
  readOnly: ({ property }) => badRequest(`Property '${property}' is read-only and cannot be set.`),
  passwordRequired: () =>
    badRequest('A password must be specified to create a new user.', [
      { code: 'PropertyRequired', target: 'passwordProfile' },
    ]),
  weakPassword: () =>
    badRequest(
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
      [{ code: 'InvalidPassword', target: 'password' }],
    ),
  wrongPassword: () =>
    badRequest('The specified password is invalid.', [{ code: 'InvalidPassword', target: 'oldPassword' }]),
  passwordReused: () =>
    badRequest('The specified password was used recently. Please provide a different password.', [
      { code: 'InvalidPassword', target: 'newPassword' },
    ]),
  invalidUserPrincipalName: () =>
    badRequest('Property userPrincipalName is invalid.', [{ code: 'InvalidValue', target: 'userPrincipalName' }]),
  unverifiedDomain: () =>
    badRequest(
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
      [{ code: 'InvalidValue', target: 'userPrincipalName' }],
    ),
  invalidIssuer: () => badRequest('Issuer should match tenants domainName for non federated identity.'),
  localIdentityNotPermitted: () => badRequest(NO_LOCAL_IDENTITY),
  onPremisesMastered: () => badRequest(MASTERED),
  selfManagement: () => badRequest('A user cannot be their own manager.'),
  unifiedWithoutMail: () =>
    badRequest("Invalid value specified for property 'mailEnabled' of resource 'Group'.", [
      { code: 'InvalidValue', target: 'mailEnabled' },
    ]),
  noGroupKind: () => badRequest('A group must be mail enabled or security enabled.'),
  dynamicWithoutRule: () => badRequest("A value is required for property 'membershipRule' of resource 'Group'."),
  wrongMembershipRule,
  ruleWithoutDynamicMembership: () => invalidValue({ property: 'membershipRule', resource: 'Group' }),
  notRoleAssignable: () => invalidValue({ property: 'isAssignableToRole', resource: 'Group' }),
  mailEnabledGroup: () => badRequest(NO_MAIL_ENABLED),
  groupFromExchange: () => badRequest(FROM_EXCHANGE),
  dynamicMembership: () => forbidden(),
  groupHoldsLicenses: ({ id }) =>
    badRequest(`Group ${id} has licenses assigned to it. Remove them before deleting the group.`),
  linkExists: ({ property }) =>
    badRequest(
      `One or more added object references already exist for the following modified properties: '${property}'.`,
    ),
  linkNotAllowed: ({ property, type }) =>
    badRequest(`An object of type '${type}' cannot be added to the group's '${property}'.`),
  selfMembership: () => badRequest('A group cannot be added to itself.'),
  tooManyReferences: () => badRequest('At most 20 references can be added in one request.'),
  duplicateValues: () => badRequest('Request contains a property with duplicate values.'),
  emptyBinding: () =>
    badRequest(
      "The value of 'odata.bind' property annotation is an empty array. The 'odata.bind' property annotation must have a non-empty array as its value.",
    ),
  mailBehaviorAlone: () => badRequest('What the mailbox of a group keeps can only be updated in a request of its own.'),
  duplicateReferences: () => badRequest('A duplicate reference was found in the request.'),
  referenceRequired: () => badRequest("A value is required for property '@odata.id' of the reference."),
  lastOwner: () => badRequest('The group must have at least one owner, hence this owner cannot be removed.'),
  roleAssigned: () => badRequest(CONFLICTING),
  scheduleInvalid: ({ value }) =>
    badRequest(`The expiration '${value}' is neither an ISO 8601 duration nor an instant.`),
  scheduleInPast: ({ endDateTime }) => badRequest(`The expiration ${endDateTime} is in the past.`),
  roleActive: () => badRequest(CONFLICTING),
  settingExists: () => badRequest(CONFLICTING),
  groupNotRoleAssignable: () =>
    badRequest('The group must be role-assignable (isAssignableToRole) to be given a directory role.'),
  roleStillAssigned: () => badRequest('The role definition cannot be deleted while it is assigned.'),
  ownRoleRemoval: () => badRequest('A Global Administrator cannot remove their own assignment of that role.'),
  typeRequired: () =>
    badRequest('Resource type must be specified: name one behind deletedItems, such as microsoft.graph.user.'),
  securityOnlyUnsupported: () =>
    badRequest("The parameter 'securityEnabledOnly' can be true for users and service principals alone."),
  tooManyIds: ({ limit }) => badRequest(`At most ${limit} ids can be given in one request.`),
  photoMissing: () => ({
    status: 404,
    code: 'ImageNotFound',
    message: "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
  }),
  // [unverified] Nor is it documented what a file is called that is no image.
  photoUnreadable: () => ({
    status: 400,
    code: 'ErrorInvalidImage',
    message: 'The body is no image that can be a photo: JPEG, PNG and GIF can.',
  }),
  sponsorUnfit: () => badRequest('Only other users and groups can be sponsors of a user.'),
  tooManySponsors: ({ limit }) => badRequest(`A user can have at most ${limit} sponsors.`),
  // [unverified] The authentication methods are a service of their own, whose words these may not be.
  ownPasswordReset: () => ({
    status: 403,
    code: 'accessDenied',
    message: 'A password reset cannot be performed on the own account. Change the password instead.',
  }),
  passwordMethodKept: () => ({
    status: 400,
    code: 'badRequest',
    message: 'A password method can be neither replaced nor deleted. Reset or change the password instead.',
  }),
  namesTaken: ({ property }) => ({
    status: 422,
    code: 'Request_UnprocessableEntity',
    message: 'The values provided contain one or more validation errors.',
    details: [{ code: 'PropertyConflict', message: conflict(property), target: String(property) }],
  }),
  premiumRequired: () => ({
    status: 403,
    code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    message: "Tenant is not a B2C tenant and doesn't have premium license",
  }),
  quotaExceeded: ({ of }) => ({
    status: 403,
    code: 'Directory_QuotaExceeded',
    message: `The directory object quota limit for the ${of} has been exceeded. Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.`,
  }),
  principalFilterNeeded: () =>
    badRequest("This request needs $count=true and a filter that names a principal: principalId eq '{id}'."),
  tooManyValues: () => ({
    status: 403,
    code: 'Directory_ResourceSizeExceeded',
    message:
      'The size of the object has exceeded its limit. Please reduce the number of values and retry your request.',
  }),
  tooManyResults: () => ({
    status: 400,
    code: 'Directory_ResultSizeLimitExceeded',
    // [unverified] The code is documented, its message is not.
    message: 'The result size limit has been exceeded.',
  }),
  severalTaken: () => badRequest(CONFLICTING),
  federatedWithoutImmutableId: () => badRequest('One or more properties contains invalid values.'),
  denied: () => forbidden(),
}
