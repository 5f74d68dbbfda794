import { badRequest, forbidden, type Wording } from './wire-error.js'

const sameKey = (message: string) => ({ status: 409, code: 'Request_MultipleObjectsWithSameKeyValue', message })

/** Refusals about applications, service principals, what is granted to them and how long their tokens are good. */
export const applicationErrors: Readonly<Record<string, Wording>> = {
  unknownApplication: ({ appId }) =>
    badRequest(`The appId '${appId}' of the service principal does not reference a valid application object.`, [
      { code: 'NoBackingApplicationObject', target: 'appId' },
    ]),
  // A word is missing in Microsoft's own text.
  foreignApplication: () =>
    forbidden(
      'When using this permission, the backing application of the service principal being created must in the local tenant',
    ),
  servicePrincipalExists: ({ appId }) =>
    sameKey(
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    ),
  grantExists: () => sameKey('Permission entry already exists.'),
  permissionClassified: () =>
    sameKey('A conflicting object with one or more of the specified property values is present in the directory.'),
  appRoleAssigned: () => badRequest('Permission being assigned already exists on the object'),
  unknownAppRole: () => badRequest('Permission being assigned was not found on application'),
  appRoleNotForPrincipal: () => badRequest('Not a valid reference update.'),
  wrongReference: () => badRequest('Not a valid reference update.'),
  enabledEntitlement: () => ({
    status: 400,
    code: 'CannotDeleteOrUpdateEnabledEntitlement',
    message: 'Permission (scope or role) cannot be deleted or updated unless disabled first.',
  }),
  accessTokenVersion: () => ({
    status: 400,
    code: 'InvalidAccessTokenVersion',
    message: 'Property api.requestedAccessTokenVersion is invalid.',
    details: [{ code: 'GenericError', target: 'api.requestedAccessTokenVersion' }],
  }),
  keyCredentialEnd: () => ({
    status: 400,
    code: 'KeyCredentialsInvalidEndDate',
    message: 'Key credential end date is invalid.',
  }),
  noCredential: () => badRequest('No credentials found to be removed.'),
  invalidCredentialName: ({ name }) => badRequest(`Federated Identity Credential name '${name}' is invalid.`),
  oneAudience: () => badRequest('Federated identity credentials must have exactly one audience.'),
  credentialNameKept: () => badRequest('Name is immutable and cannot be changed after creation.'),
  credentialNameTaken: ({ name }) => sameKey(`FederatedIdentityCredential with name ${name} already exists.`),
  issuerAndSubjectTaken: () => badRequest('Issuer and subject combination already exists for this Application.'),
  invalidDefinition: () => badRequest('Property definition has an invalid value.'),
  policyTaken: () =>
    sameKey(
      'Request contains property changes that would result in property-uniqueness violation(s). Please retry your request with corrected values.',
    ),
  notOwned: () => forbidden(),
}
