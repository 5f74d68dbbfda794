import type { LoginErrors } from './login-error.js'

/** Refusals of what an app wants of the authorization endpoint, and of where it redeems what it got. */
export const authorizeErrors: LoginErrors = {
  accessTokenNotEnabled: {
    code: 700051,
    error: 'unsupported_response_type',
    text: "response_type 'token' is not enabled for the application.",
  },
  idTokenNotEnabled: {
    code: 700054,
    error: 'unsupported_response_type',
    text: "response_type 'id_token' is not enabled for the application.",
  },
  idTokenNeedsOpenId: {
    code: 70005,
    error: 'unsupported_response_type',
    text: "response_type 'id_token' requires the scope 'openid'.",
  },
  challengeMissing: {
    code: 9002325,
    error: 'invalid_request',
    text: 'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
  },
  crossOriginRefused: {
    code: 9002326,
    error: 'invalid_request',
    text: "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '{origin}'.",
  },
  spaRedeemedElsewhere: {
    code: 9002327,
    error: 'invalid_request',
    text: "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
  },
  parameterInvalid: { code: 90100, error: 'invalid_request', text: '{parameter} parameter is empty or not valid.' },
}
