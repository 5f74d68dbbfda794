import { fold } from '../../kernel/fold.js'
import { type OwnAddresses, parseAddress } from './own-addresses.js'

/** Microsoft's own issuers, which clients behind the proxy see. */
const MICROSOFT_ISSUERS = new Set([
  'sts.windows.net',
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.chinacloudapi.cn',
  'login.partner.microsoftonline.cn',
])

/** The two issuers of a tenant: of v1 tokens, and of v2 tokens and id tokens. */
export interface Issuers {
  readonly v1: string
  readonly v2: string
  /** Where tokens say that Microsoft Graph is. */
  readonly graph: string
}

/** The issuers that a token requested at `origin` (of host name `host`) names: Microsoft's own under Microsoft's names. */
export function issuersOf(origin: string, host: string, tenantId: string): Issuers {
  if (host === 'login.windows.net' || host === 'login.microsoft.com' || MICROSOFT_ISSUERS.has(host)) {
    const cloud = host.endsWith('.us') || host.endsWith('.cn') ? origin : 'https://login.microsoftonline.com'
    return { v1: `https://sts.windows.net/${tenantId}/`, v2: `${cloud}/${tenantId}/v2.0`, graph: graphOf(origin, host) }
  }
  return { v1: `${origin}/${tenantId}/`, v2: `${origin}/${tenantId}/v2.0`, graph: graphOf(origin, host) }
}

/** Graph is under the emulator's own address, or in the cloud whose token service was asked. */
function graphOf(origin: string, host: string): string {
  if (!MICROSOFT_ISSUERS.has(host) && !host.endsWith('.ciamlogin.com')) return origin
  if (host.endsWith('.us')) return 'https://graph.microsoft.us'
  return host.endsWith('.cn') ? 'https://microsoftgraph.chinacloudapi.cn' : 'https://graph.microsoft.com'
}

/**
 * Whether `iss` is an issuer of the tenant: an own address, or Microsoft's, with the tenant's id as the last segment
 * before an optional `v2.0`. Scheme, name, port, case and trailing slash of own addresses do not matter.
 */
export function isIssuerOf(iss: string, tenantId: string, addresses: OwnAddresses): boolean {
  const address = parseAddress(iss)
  if (!address) return false
  const path = address.path.endsWith('/v2.0') ? address.path.slice(0, -'/v2.0'.length) : address.path
  if (path.slice(path.lastIndexOf('/') + 1) !== fold(tenantId)) return false
  return MICROSOFT_ISSUERS.has(address.host) || address.host.endsWith('.ciamlogin.com') || addresses.has(address.host)
}
