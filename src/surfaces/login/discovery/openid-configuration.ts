import { issuersOf } from '../../../domain/tokens/issuer.js'
import { serviceOfHost } from '../../../http/microsoft-hosts.js'
import { fold } from '../../../kernel/fold.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { isSharedSegment, requireTenant } from '../tenant-segment.js'

/** What both versions say alike. */
const shared = {
  token_endpoint_auth_methods_supported: [
    'client_secret_post',
    'private_key_jwt',
    'client_secret_basic',
    'self_signed_tls_client_auth',
  ],
  response_modes_supported: ['query', 'fragment', 'form_post'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  http_logout_supported: true,
  frontchannel_logout_supported: true,
  request_uri_parameter_supported: false,
  tenant_region_scope: 'WW',
  cloud_instance_name: 'microsoftonline.com',
  cloud_graph_host_name: 'graph.windows.net',
  msgraph_host: 'graph.microsoft.com',
  rbac_url: 'https://pas.windows.net',
}

const claims = [
  'sub',
  'iss',
  'cloud_instance_name',
  'cloud_instance_host_name',
  'cloud_graph_host_name',
  'msgraph_host',
]
const v2Claims = [
  ...claims,
  ...['aud', 'exp', 'iat', 'auth_time', 'acr', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'at_hash'],
  ...['c_hash', 'email'],
]
const v1Claims = [
  ...claims,
  ...['aud', 'exp', 'iat', 'auth_time', 'acr', 'amr', 'nonce', 'email', 'given_name', 'family_name', 'nickname'],
]

/**
 * The metadata of the v2.0 endpoints (OpenID Connect Discovery; Microsoft identity platform: OpenID Connect).
 * Throws `tenantMalformed` and `tenantNotFound`.
 */
export function getOpenIdConfiguration(login: LoginRequest): LoginAnswer {
  const { base, issuers, userInfo } = endpointsOf(login)
  const oauth2 = `${base}/oauth2/v2.0`
  return {
    status: 200,
    body: {
      token_endpoint: `${oauth2}/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: issuers.v2,
      userinfo_endpoint: userInfo,
      authorization_endpoint: `${oauth2}/authorize`,
      device_authorization_endpoint: `${oauth2}/devicecode`,
      end_session_endpoint: `${oauth2}/logout`,
      claims_supported: v2Claims,
      kerberos_endpoint: `${base}/kerberos`,
      ...shared,
    },
  }
}

/** The metadata of the v1.0 endpoints. Throws `tenantMalformed` and `tenantNotFound`. */
export function getOpenIdConfigurationV1(login: LoginRequest): LoginAnswer {
  const { base, issuers, userInfo } = endpointsOf(login)
  const oauth2 = `${base}/oauth2`
  return {
    status: 200,
    body: {
      token_endpoint: `${oauth2}/token`,
      jwks_uri: `${base}/discovery/keys`,
      response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token', 'token'],
      scopes_supported: ['openid'],
      issuer: issuers.v1,
      microsoft_multi_refresh_token: true,
      userinfo_endpoint: userInfo,
      authorization_endpoint: `${oauth2}/authorize`,
      device_authorization_endpoint: `${oauth2}/devicecode`,
      end_session_endpoint: `${oauth2}/logout`,
      check_session_iframe: `${oauth2}/checksession`,
      claims_supported: v1Claims,
      kerberos_endpoint: `${base}/kerberos`,
      ...shared,
    },
  }
}

/** Endpoints name the tenant by id, or keep `common` and its like, whose issuer is then a template. */
function endpointsOf({ path, target, access }: LoginRequest) {
  const segment = path.tenant ?? ''
  const isShared = isSharedSegment(segment)
  const tenant = isShared ? fold(segment) : requireTenant(access, segment).tenant
  const { origin, host } = target
  const graph = serviceOfHost(host) === 'login' ? 'https://graph.microsoft.com' : origin
  return {
    base: `${origin}/${tenant}`,
    issuers: issuersOf(origin, host, isShared ? '{tenantid}' : tenant),
    userInfo: `${graph}/oidc/userinfo`,
  }
}
