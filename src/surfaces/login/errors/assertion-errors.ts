import type { LoginErrors } from './login-error.js'

const SEE_CREDENTIALS =
  'Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials.'
const SEE_FEDERATION =
  'Please note that the matching is done using a case-sensitive comparison. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation'

/** Refusals of assertions: a client's own, and those that somebody else signed. */
export const assertionErrors: LoginErrors = {
  userAssertionMalformed: { code: 50027, error: 'invalid_request', text: 'JWT token is invalid or malformed.' },
  userAssertionUnsigned: {
    code: 50013,
    error: 'invalid_grant',
    text: 'Assertion failed signature validation. [Reason - {reason}]',
  },
  userAssertionExpired: {
    code: 500133,
    error: 'invalid_grant',
    text: 'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token. Current time: {now}, expiry time of assertion {expiry}.',
  },
  userAssertionAudience: {
    code: 500131,
    error: 'invalid_grant',
    text: "Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was '{aud}' and the expected audience is '{expected}' or one of the Application Uris of this application with App ID '{appId}' ({displayName}). The downstream client must request a token for the expected audience (the application that made the OBO request) and this application should use that token as the assertion.",
  },
  userAssertionIsAppOnly: {
    code: 7000114,
    error: 'invalid_grant',
    text: "Application '{appId}' is not allowed to make application on-behalf-of calls.",
  },
  userAssertionIsIdToken: {
    code: 240002,
    error: 'invalid_grant',
    text: "Input id_token cannot be used as 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant.",
  },
  tokenUseUnknown: {
    code: 90023,
    error: 'invalid_request',
    text: "Unsupported 'requested_token_use' value '{use}'.",
  },
  assertionExpired: {
    code: 700024,
    error: 'invalid_client',
    text: `Client assertion is not within its valid time range. Current time: {now}, assertion valid from {from}, expiry time of assertion {expiry}. ${SEE_CREDENTIALS}`,
  },
  assertionKeyUnknown: {
    code: 700027,
    error: 'invalid_client',
    text: "The certificate with identifier used to sign the client assertion is not registered on application. [Reason - {reason}, Thumbprint of key used by client: '{thumbprint}'].",
  },
  assertionMalformed: {
    code: 50027,
    error: 'invalid_client',
    text: 'JWT token is invalid or malformed.',
  },
  assertionSubject: {
    code: 50048,
    error: 'invalid_client',
    text: `Subject must match Issuer claim in the client assertion. ${SEE_CREDENTIALS}`,
  },
  assertionClient: {
    code: 700021,
    error: 'invalid_client',
    text: `Client assertion application identifier doesn't match 'client_id' parameter. ${SEE_CREDENTIALS}`,
  },
  assertionAudience: {
    code: 700023,
    error: 'invalid_client',
    text: `Client assertion audience claim does not match Realm issuer. ${SEE_CREDENTIALS}`,
  },
  severalAudiences: {
    code: 5002741,
    error: 'invalid_client',
    text: 'Number of audience values in the provided client credential exceed maximum allowed. {count} audience values provided, maximum allowed is 1.',
  },
  // Microsoft documents no code for this one.
  assertionReplayed: {
    code: 50012,
    error: 'invalid_client',
    text: 'Authentication failed: the client assertion was presented before, in the same request or with the same jti. Sign a new one.',
  },
  federatedIssuerUnknown: {
    code: 700211,
    error: 'invalid_client',
    text: `No matching federated identity record found for presented assertion issuer '{issuer}'. ${SEE_FEDERATION}`,
  },
  federatedSubjectUnknown: {
    code: 700213,
    error: 'invalid_client',
    text: `No matching federated identity record found for presented assertion subject '{subject}'. ${SEE_FEDERATION}`,
  },
  federatedAudienceUnknown: {
    code: 700212,
    error: 'invalid_client',
    text: `No matching federated identity record found for presented assertion audience '{audience}'. ${SEE_FEDERATION}`,
  },
  federatedUnsigned: {
    code: 50013,
    error: 'invalid_client',
    text: 'Assertion failed signature validation. [Reason - {reason}]',
  },
  federatedNotAppOnly: {
    code: 700229,
    error: 'invalid_client',
    text: 'Only app-only tokens may be used as Federated Identity Credentials for Microsoft Entra issuer.',
  },
  federatedKeysUnknown: {
    code: 501661,
    error: 'invalid_request',
    text: "Request to External OIDC endpoint failed. This emulator calls nobody: tell it the public keys of '{issuer}' with POST /_emulator/issuers.",
  },
  assertionTypeUnknown: {
    code: 900144,
    error: 'invalid_request',
    text: "The request body must contain the following parameter: 'client_assertion_type' with the value 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'.",
  },
}
