import type { LoginErrors } from './login-error.js'

/** Refusals of apps at the wrong authority, and of accounts in the wrong tenant. */
export const audienceErrors: LoginErrors = {
  clientNotInstalled: {
    code: 7000229,
    error: 'invalid_client',
    text: 'The client application {appId} is missing service principal in the tenant {tenant}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119',
  },
  accountNotInTenant: {
    code: 50020,
    error: 'invalid_grant',
    text: "User account '{email}' from identity provider '{idp}' does not exist in tenant '{tenant}' and cannot access the application '{appId}'({displayName}) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.",
  },
  singleTenantApp: {
    code: 50194,
    error: 'invalid_request',
    text: "Application '{appId}'({displayName}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
  },
  organizationalApp: {
    code: 9002332,
    error: 'invalid_request',
    text: "Application '{appId}'({displayName}) is configured for use by Azure Active Directory users only. Please do not use the /consumers endpoint to serve this request.",
  },
  personalApp: {
    code: 9002331,
    error: 'invalid_request',
    text: "Application '{appId}'({displayName}) is configured for use by Microsoft Account users only. Please use the /consumers endpoint to serve this request.",
  },
}
