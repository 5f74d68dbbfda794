import type { LoginErrors } from './login-error.js'

/** Refusals for want of consent, or of an assignment to the app. */
export const consentErrors: LoginErrors = {
  scopeUnknown: {
    code: 650053,
    error: 'invalid_scope',
    text: "The application '{displayName}' asked for scope '{scope}' that doesn't exist on the resource '{resource}'.",
  },
  resourceNotListed: {
    code: 650057,
    error: 'invalid_resource',
    text: "Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the client's application registration. Client app ID: {appId}({displayName}). Resource value from request: {resource}. Resource app ID: {resourceAppId}. List of valid resources from app registration: {registered}.",
  },
  consentRequired: {
    code: 65001,
    error: 'invalid_grant',
    atAuthorize: 'interaction_required',
    suberror: 'consent_required',
    text: "The user or administrator has not consented to use the application with ID '{appId}' named '{displayName}'. Send an interactive authorization request for this user and resource.",
  },
  consentDeclined: { code: 65004, error: 'access_denied', text: 'User declined to consent to access the app.' },
  adminConsentRequired: {
    code: 90094,
    error: 'access_denied',
    text: '{displayName} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.',
  },
  nothingListed: {
    code: 1003031,
    error: 'access_denied',
    text: 'Misconfigured required resource access in client application registration.',
  },
  userNotAssigned: {
    code: 50105,
    error: 'interaction_required',
    atAuthorize: 'access_denied',
    text: "Your administrator has configured the application {displayName} ('{appId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '{user}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.",
  },
  appNotAssigned: {
    code: 501051,
    error: 'invalid_grant',
    text: "Application '{appId}'({displayName}) is not assigned to a role for the application '{resource}'({resourceName}).",
  },
}
