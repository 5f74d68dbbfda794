import { getInstanceDiscovery } from './discovery/instance-discovery.js'
import { getKeys } from './discovery/keys.js'
import { getOpenIdConfiguration, getOpenIdConfigurationV1 } from './discovery/openid-configuration.js'
import { getUserRealm } from './discovery/user-realm.js'
import type { LoginAnswer, LoginRequest } from './login-request.js'
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
  { method: 'POST', path: '/{tenant}/oauth2/v2.0/token', operationId: 'postToken', handler: postToken },
  { method: 'POST', path: '/{tenant}/oauth2/token', operationId: 'postTokenV1', handler: postTokenV1 },
]
