import type { LoginErrors } from './login-error.js'

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
    text: 'Client assertion is not within its valid time range. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials.',
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
    text: 'SubjectMismatchesIssuer: the subject of the client assertion does not match its issuer claim, or is not the client.',
  },
  assertionAudience: {
    code: 700023,
    error: 'invalid_client',
    text: "Client assertion audience claim '{aud}' does not match the token endpoint it was sent to.",
  },
  assertionTypeUnknown: {
    code: 900144,
    error: 'invalid_request',
    text: "The request body must contain the following parameter: 'client_assertion_type' with the value 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'.",
  },
}
