import type { LoginErrors } from './login-error.js'

/** Refusals of devices, at the token endpoint and on the page where their codes are typed. */
export const deviceErrors: LoginErrors = {
  authorizationPending: {
    code: 70016,
    error: 'authorization_pending',
    text: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
  },
  authorizationDeclined: {
    code: 70018,
    error: 'authorization_declined',
    text: 'OAuth 2.0 device flow error. Authorization is not approved: the user declined it.',
  },
  deviceCodeUnknown: {
    code: 70018,
    error: 'bad_verification_code',
    text: 'Invalid verification code due to User typing in wrong user code for device code flow.',
  },
  deviceCodeMalformed: {
    code: 9002313,
    error: 'invalid_grant',
    text: 'Invalid request. Request is malformed or invalid.',
  },
  deviceCodeRedeemed: {
    code: 54005,
    error: 'invalid_grant',
    text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  },
  deviceCodeExpired: {
    code: 70020,
    error: 'expired_token',
    text: "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
  },
  userCodeMissing: { code: 90119, error: 'invalid_request', text: 'The user code is null or empty.' },
  userCodeUnknown: {
    code: 70018,
    error: 'bad_verification_code',
    text: 'Invalid verification code due to User typing in wrong user code for device code flow.',
  },
  userCodeExpired: { code: 70019, error: 'expired_token', text: 'Verification code expired.' },
  userCodeUsed: { code: 90120, error: 'invalid_request', text: 'The request was already authorized or declined.' },
  userCodeGuessed: {
    code: 90055,
    error: 'temporarily_unavailable',
    text: 'There were too many wrong codes. Wait a quarter of an hour and try again.',
  },
}
