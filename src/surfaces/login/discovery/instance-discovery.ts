import { serviceOfHost } from '../../../http/microsoft-hosts.js'
import { hostName } from '../../../http/target.js'
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

/**
 * Says where a tenant's metadata is and which host names belong together: what MSAL asks, always Microsoft's own host,
 * before it trusts an authority. An authority at an address of this emulator is one to trust.
 */
export function getInstanceDiscovery({ target, query, rooms }: LoginRequest): LoginAnswer {
  const [, asked = '', tenant = 'common'] = AUTHORIZATION_ENDPOINT.exec(query.get('authorization_endpoint') ?? '') ?? []
  const origin = rooms.addresses.has(hostName(authorityOf(asked))) ? asked : target.origin
  const authority = authorityOf(origin)
  const own = { preferred_network: authority, preferred_cache: authority, aliases: [authority] }
  return {
    status: 200,
    body: {
      tenant_discovery_endpoint: `${origin}/${tenant}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: serviceOfHost(hostName(authority)) === 'login' ? clouds : [own, ...clouds],
    },
  }
}

const AUTHORIZATION_ENDPOINT = /^(https?:\/\/[^/]+)\/([\w.-]+)\//

function authorityOf(origin: string): string {
  return origin.slice(origin.indexOf('://') + 3)
}
