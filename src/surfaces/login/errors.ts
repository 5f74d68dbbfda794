import { assertionErrors } from './errors/assertion-errors.js'
import { audienceErrors } from './errors/audience-errors.js'
import { authorizeErrors } from './errors/authorize-errors.js'
import { consentErrors } from './errors/consent-errors.js'
import { deviceErrors } from './errors/device-errors.js'
import type { LoginErrors } from './errors/login-error.js'
import { passcodeErrors } from './errors/passcode-errors.js'

/** Refusals by the domain's words. The status is 401 for `invalid_client`, else 400. */
export const loginErrors: LoginErrors = {
  ...assertionErrors,
  ...audienceErrors,
  ...authorizeErrors,
  ...consentErrors,
  ...deviceErrors,
  ...passcodeErrors,
  tenantNotFound: {
    code: 90002,
    error: 'invalid_request',
    text: "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  },
  tenantMalformed: {
    code: 900023,
    error: 'invalid_request',
    text: "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain.",
  },
  tenantUnnamed: {
    code: 50059,
    error: 'invalid_request',
    text: 'No tenant-identifying information found in either the request or implied by any provided credentials.',
  },
  grantNotOnCommon: {
    code: 9001023,
    error: 'invalid_request',
    text: 'The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.',
  },
  parameterMissing: {
    code: 900144,
    error: 'invalid_request',
    text: "The request body must contain the following parameter: '{parameter}'.",
  },
  parameterRepeated: {
    code: 9000411,
    error: 'invalid_request',
    text: "The request is not properly formatted. The parameter '{parameter}' is duplicated.",
  },
  fieldMissing: {
    code: 90014,
    error: 'invalid_request',
    text: "The required field '{parameter}' is missing from the credential. Ensure that you have all the necessary parameters for the login request.",
  },
  grantUnsupported: {
    code: 70003,
    error: 'unsupported_grant_type',
    text: "The app requested an unsupported grant type '{grantType}'.",
  },
  postOnly: {
    code: 900561,
    error: 'invalid_request',
    text: 'The endpoint only accepts {allowed} requests. Received a {method} request.',
  },
  clientNotFound: {
    code: 700016,
    error: 'unauthorized_client',
    text: "Application with identifier '{appId}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  },
  clientDisabled: {
    code: 7000112,
    error: 'unauthorized_client',
    text: "Application '{appId}'({displayName}) is disabled.",
  },
  clientIsPublic: {
    code: 700025,
    error: 'invalid_client',
    text: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  },
  clientCredentialMissing: {
    code: 7000216,
    error: 'invalid_client',
    text: "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
  },
  clientAuthenticationMissing: {
    code: 7000218,
    error: 'invalid_client',
    text: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  clientSecretInvalid: {
    code: 7000215,
    error: 'invalid_client',
    text: "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{appId}'.",
  },
  clientSecretExpired: {
    code: 7000222,
    error: 'invalid_client',
    text: "The provided client secret keys for app '{appId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
  },
  resourceNotFound: {
    code: 500011,
    error: 'invalid_resource',
    text: 'The resource principal named {resource} was not found in the tenant named {tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  },
  scopeNotDefault: {
    code: 1002012,
    error: 'invalid_scope',
    text: 'The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  },
  scopeInvalid: {
    code: 70011,
    error: 'invalid_scope',
    text: "The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid.",
  },
  severalResources: {
    code: 28000,
    error: 'invalid_scope',
    text: "Provided value for the input parameter 'scope' is not valid because it contains more than one resource. Scope {scope} is not valid.",
  },
  userNotFound: {
    code: 50034,
    error: 'invalid_grant',
    text: 'The user account {EUII Hidden} does not exist in the {tenantId} directory. To sign into this application, the account must be added to the directory.',
  },
  userDisabled: { code: 50057, error: 'invalid_grant', text: 'The user account is disabled.' },
  passwordMissing: {
    code: 50056,
    error: 'invalid_grant',
    text: "Invalid or null password: password doesn't exist in the directory for this user.",
  },
  passwordWrong: {
    code: 50126,
    error: 'invalid_grant',
    text: 'Error validating credentials due to invalid username or password.',
  },
  accountLocked: {
    code: 50053,
    error: 'invalid_grant',
    text: "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.",
  },
  passwordExpired: {
    code: 50055,
    error: 'invalid_grant',
    suberror: 'user_password_expired',
    text: 'The password is expired.',
  },
  refreshTokenInvalid: {
    code: 70000,
    error: 'invalid_grant',
    text: 'Provided grant is invalid or malformed.',
  },
  singlePageTokenExpired: {
    code: 700084,
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: 'The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of {span}, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page. The token was issued on {issued}.',
  },
  refreshTokenExpired: {
    code: 700082,
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: 'The refresh token has expired due to inactivity. The token was issued on {issued} and was inactive for {span}.',
  },
  grantRevoked: {
    code: 50173,
    error: 'invalid_grant',
    suberror: 'bad_token',
    text: "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '{issued}' and the TokensValidFrom date (before which tokens are not valid) for this user is '{validFrom}'.",
  },
  codeInvalid: { code: 70000, error: 'invalid_grant', text: 'Provided grant is invalid or malformed.' },
  codeOfOtherTenant: {
    code: 700005,
    error: 'invalid_grant',
    text: 'Provided Authorization Code is intended to use against other tenant, thus rejected. OAuth2 Authorization Code must be redeemed against same tenant it was acquired for (/common or /{tenant-ID} as appropriate).',
  },
  codeRedeemed: {
    code: 54005,
    error: 'invalid_grant',
    text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  },
  codeExpired: {
    code: 70008,
    error: 'invalid_grant',
    text: 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  },
  redirectUriMismatch: {
    code: 500112,
    error: 'invalid_client',
    text: "The reply address '{redirectUri}' does not match the reply address provided when requesting Authorization code.",
  },
  codeVerifierMissing: {
    code: 50148,
    error: 'invalid_grant',
    text: 'The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.',
  },
  codeVerifierUnexpected: {
    code: 501481,
    error: 'invalid_grant',
    text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  codeVerifierMismatch: {
    code: 501481,
    error: 'invalid_grant',
    text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  codeChallengeInvalid: {
    code: 501491,
    error: 'invalid_request',
    text: 'Invalid size of Code_Challenge parameter.',
  },
  codeChallengeMethodUnknown: {
    code: 501492,
    error: 'invalid_request',
    text: "The Code_Challenge_Method '{method}' is not supported.",
  },
  redirectUriUnknown: {
    code: 50011,
    error: 'invalid_request',
    text: "The redirect URI '{redirectUri}' specified in the request does not match the redirect URIs configured for the application '{appId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Navigate to https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this.",
  },
  responseModeUnknown: {
    code: 70007,
    error: 'unsupported_response_mode',
    text: "'{responseMode}' is not a supported value of 'response_mode' when requesting a token.",
  },
  responseTypeUnknown: {
    code: 70001,
    error: 'unsupported_response_type',
    text: "The provided value for the input parameter 'response_type' is not allowed for this client. Expected value is 'code'. Received: '{responseType}'.",
  },
  promptUnknown: {
    code: 90023,
    error: 'invalid_request',
    text: "Unsupported 'prompt' value '{prompt}'.",
  },
  loginRequired: {
    code: 50058,
    error: 'login_required',
    text: 'Session information is not sufficient for single-sign-on. A silent sign-in request was sent but no user is signed in.',
  },
  accountNotSelected: {
    code: 16000,
    error: 'interaction_required',
    text: 'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
  },
  formForged: {
    code: 90100,
    error: 'invalid_request',
    text: 'The form was not sent from a sign-in page in this browser. Go back to the app and sign in again.',
  },
  wrongPassword: { code: 120000, error: 'invalid_grant', text: 'The current password is incorrect.' },
  weakPassword: {
    code: 120002,
    error: 'invalid_grant',
    text: 'The password does not comply with the complexity requirements: 8 to 256 characters with three of lowercase letters, uppercase letters, numbers and symbols.',
  },
  passwordReused: { code: 120002, error: 'invalid_grant', text: 'The new password must differ from the current one.' },
  passwordsDiffer: { code: 50144, error: 'invalid_request', text: "The passwords you entered don't match." },
}
