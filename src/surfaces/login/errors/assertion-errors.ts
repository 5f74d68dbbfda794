import type { LoginErrors } from './login-error.js'

/** Refusals of assertions: a client's own, and those that somebody else signed. */
export const assertionErrors: LoginErrors = {
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
