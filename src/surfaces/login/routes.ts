import { authorize, authorizeV1 } from './authorize/authorize.js'
import { adminConsent, adminConsentV1 } from './consent/admin-consent.js'
import { getDeviceAuth, postDeviceAuth } from './device/device-auth.js'
import { postDeviceCode, postDeviceCodeV1 } from './device/device-code.js'
import { getInstanceDiscovery } from './discovery/instance-discovery.js'
import { getKeys } from './discovery/keys.js'
import { getOpenIdConfiguration, getOpenIdConfigurationV1 } from './discovery/openid-configuration.js'
import { getUserRealm } from './discovery/user-realm.js'
import type { LoginAnswer, LoginRequest } from './login-request.js'
import { logout } from './logout/logout.js'
import { redeem } from './sign-in/redeem.js'
import { postToken, postTokenV1 } from './token/token.js'

export interface LoginRoute {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly operationId: string
  readonly handler: (login: LoginRequest) => LoginAnswer | Promise<LoginAnswer>
}

/** Everything that the token service answers. */
export const loginRoutes: readonly LoginRoute[] = [
  {
    method: 'GET',
    path: '/common/discovery/instance',
    operationId: 'getInstanceDiscovery',
    handler: getInstanceDiscovery,
  },
  {
    method: 'GET',
    path: '/{tenant}/v2.0/.well-known/openid-configuration',
    operationId: 'getOpenIdConfiguration',
    handler: getOpenIdConfiguration,
  },
  {
    method: 'GET',
    path: '/{tenant}/.well-known/openid-configuration',
    operationId: 'getOpenIdConfigurationV1',
    handler: getOpenIdConfigurationV1,
  },
  { method: 'GET', path: '/{tenant}/discovery/v2.0/keys', operationId: 'getKeys', handler: getKeys },
  { method: 'GET', path: '/{tenant}/discovery/keys', operationId: 'getKeysV1', handler: getKeys },
  { method: 'GET', path: '/common/userrealm/{upn}', operationId: 'getUserRealm', handler: getUserRealm },
  { method: 'GET', path: '/redeem', operationId: 'redeem', handler: redeem },
  { method: 'GET', path: '/{tenant}/oauth2/v2.0/authorize', operationId: 'authorize', handler: authorize },
  { method: 'POST', path: '/{tenant}/oauth2/v2.0/authorize', operationId: 'postAuthorize', handler: authorize },
  { method: 'GET', path: '/{tenant}/oauth2/authorize', operationId: 'authorizeV1', handler: authorizeV1 },
  { method: 'POST', path: '/{tenant}/oauth2/authorize', operationId: 'postAuthorizeV1', handler: authorizeV1 },
  {
    method: 'POST',
    path: '/{tenant}/oauth2/v2.0/devicecode',
    operationId: 'postDeviceCode',
    handler: postDeviceCode,
  },
  { method: 'POST', path: '/{tenant}/oauth2/devicecode', operationId: 'postDeviceCodeV1', handler: postDeviceCodeV1 },
  { method: 'GET', path: '/{tenant}/oauth2/deviceauth', operationId: 'getDeviceAuth', handler: getDeviceAuth },
  { method: 'POST', path: '/{tenant}/oauth2/deviceauth', operationId: 'postDeviceAuth', handler: postDeviceAuth },
  { method: 'GET', path: '/{tenant}/v2.0/adminconsent', operationId: 'adminConsent', handler: adminConsent },
  { method: 'POST', path: '/{tenant}/v2.0/adminconsent', operationId: 'postAdminConsent', handler: adminConsent },
  { method: 'GET', path: '/{tenant}/adminconsent', operationId: 'adminConsentV1', handler: adminConsentV1 },
  { method: 'POST', path: '/{tenant}/adminconsent', operationId: 'postAdminConsentV1', handler: adminConsentV1 },
  { method: 'GET', path: '/{tenant}/oauth2/v2.0/logout', operationId: 'logout', handler: logout },
  { method: 'POST', path: '/{tenant}/oauth2/v2.0/logout', operationId: 'postLogout', handler: logout },
  { method: 'GET', path: '/{tenant}/oauth2/logout', operationId: 'logoutV1', handler: logout },
  { method: 'POST', path: '/{tenant}/oauth2/logout', operationId: 'postLogoutV1', handler: logout },
  { method: 'POST', path: '/{tenant}/oauth2/v2.0/token', operationId: 'postToken', handler: postToken },
  { method: 'POST', path: '/{tenant}/oauth2/token', operationId: 'postTokenV1', handler: postTokenV1 },
]
