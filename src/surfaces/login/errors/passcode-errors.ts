import type { LoginErrors } from './login-error.js'

/** Refusals of people who sign up or have forgotten their password (Microsoft Entra External ID: native authentication API). */
export const passcodeErrors: LoginErrors = {
  addressInvalid: { code: 90100, error: 'invalid_request', text: 'username parameter is empty or not valid.' },
  addressTaken: {
    code: 1003037,
    error: 'user_already_exists',
    text: 'It looks like you may already have an account with this email address.',
  },
  passcodeWrong: { code: 50181, error: 'invalid_grant', text: 'Unable to validate the otp.' },
  passcodeSpent: { code: 552001, error: 'expired_token', text: 'The one-time passcode has expired or was used.' },
  valueRequired: { code: 55106, error: 'attributes_required', text: "The attribute '{property}' is required." },
  invalidValue: { code: 90100, error: 'invalid_request', text: '{property} parameter is empty or not valid.' },
}
