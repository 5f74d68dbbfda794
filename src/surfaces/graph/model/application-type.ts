import type { Reader } from '../../../domain/access.js'
import type {
  Application,
  FederatedIdentityCredential,
  KeyCredential,
  PasswordCredential,
} from '../../../domain/directory/application-rows.js'
import { defaultDomain, organizationOf } from '../../../domain/directory/organization.js'
import { lazily } from '../lazily.js'
import { defineType, type GraphType } from './graph-type.js'

/** The application resource type of Microsoft Graph over the directory's applications. */
export const applicationType: () => GraphType<Application> = lazily(() =>
  defineType<Application>('application', {
    read: {
      publisherDomain: (_application, reader: Reader) => defaultDomain(organizationOf(reader)),
      passwordCredentials: (application) => application.passwordCredentials.map(presentPassword),
      keyCredentials: (application) => application.keyCredentials.map(presentKey),
      api,
      web,
      spa: (application) => ({ redirectUris: application.redirectUris.spa }),
      publicClient: (application) => ({ redirectUris: application.redirectUris.publicClient }),
      info: (application) => application.extra.info ?? EMPTY_INFO,
      parentalControlSettings: (application) =>
        application.extra.parentalControlSettings ?? { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
      verifiedPublisher: (application) => application.extra.verifiedPublisher ?? NO_PUBLISHER,
    },
    indexes: {
      appId: { name: 'appId' },
      displayName: { name: 'displayName', everyRow: true },
      identifierUris: { name: 'identifierUris' },
    },
    extra: (application) => application.extra,
  }),
)

/** The federatedIdentityCredential resource type. */
export const federatedCredentialType: () => GraphType<FederatedIdentityCredential> = lazily(() =>
  defineType<FederatedIdentityCredential>('federatedIdentityCredential'),
)

/** The `info` of an application that tells nothing about itself. */
export const EMPTY_INFO = {
  termsOfServiceUrl: null,
  supportUrl: null,
  privacyStatementUrl: null,
  marketingUrl: null,
  logoUrl: null,
}

/** The `verifiedPublisher` of an application that has none. */
export const NO_PUBLISHER = { displayName: null, verifiedPublisherId: null, addedDateTime: null }

/** A client secret as it is read: never the secret itself. */
export function presentPassword(credential: PasswordCredential): object {
  const { displayName, endDateTime, hint, keyId, startDateTime } = credential
  return { customKeyIdentifier: null, displayName, endDateTime, hint, keyId, secretText: null, startDateTime }
}

/** A certificate as lists show it: without the key. */
export function presentKey(credential: KeyCredential): object {
  const { customKeyIdentifier, displayName, endDateTime, keyId, startDateTime, type, usage } = credential
  return { customKeyIdentifier, displayName, endDateTime, key: null, keyId, startDateTime, type, usage }
}

function api(application: Application): object {
  return {
    requestedAccessTokenVersion: application.requestedAccessTokenVersion,
    acceptMappedClaims: null,
    knownClientApplications: [],
    oauth2PermissionScopes: application.oauth2PermissionScopes,
    preAuthorizedApplications: [],
    ...(application.extra.api as object | undefined),
  }
}

function web(application: Application): object {
  return {
    homePageUrl: null,
    logoutUrl: null,
    redirectUris: application.redirectUris.web,
    implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
    ...(application.extra.web as object | undefined),
  }
}
