import { serviceOfHost } from '../../../http/microsoft-hosts.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'

/** Names of one cloud that clients may take for each other. */
const clouds = [
  {
    preferred_network: 'login.microsoftonline.com',
    preferred_cache: 'login.windows.net',
    aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  },
  {
    preferred_network: 'login.partner.microsoftonline.cn',
    preferred_cache: 'login.partner.microsoftonline.cn',
    aliases: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
  },
  {
    preferred_network: 'login.microsoftonline.us',
    preferred_cache: 'login.microsoftonline.us',
    aliases: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
  },
]

/** Says where a tenant's metadata is and which host names belong together: what MSAL asks before it trusts an authority. */
export function getInstanceDiscovery({ target, query }: LoginRequest): LoginAnswer {
  const { origin, host } = target
  const authority = origin.slice(origin.indexOf('://') + 3)
  const own = { preferred_network: authority, preferred_cache: authority, aliases: [authority] }
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${origin}/${tenantIn(query)}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: serviceOfHost(host) === 'login' ? clouds : [own, ...clouds],
    },
  }
}

const TENANT_IN_ENDPOINT = /^https?:\/\/[^/]+\/([\w.-]+)\//

function tenantIn(query: ReadonlyMap<string, string>): string {
  return TENANT_IN_ENDPOINT.exec(query.get('authorization_endpoint') ?? '')?.[1] ?? 'common'
}
