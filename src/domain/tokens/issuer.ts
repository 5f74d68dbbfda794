import { fold } from '../../kernel/fold.js'
import { type OwnAddresses, parseAddress } from './own-addresses.js'

const WORLDWIDE_GRAPH = 'https://graph.microsoft.com'

/** Microsoft's clouds: the names of the token service in each, whom its tokens name as their issuer, and where Graph is. */
const clouds = [
  {
    hosts: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    v1: 'https://sts.windows.net',
    v2: 'https://login.microsoftonline.com',
    graph: WORLDWIDE_GRAPH,
  },
  {
    hosts: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
    v1: 'https://sts.windows.net',
    v2: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
  },
  {
    hosts: ['login.chinacloudapi.cn', 'login.partner.microsoftonline.cn', 'sts.chinacloudapi.cn'],
    v1: 'https://sts.chinacloudapi.cn',
    v2: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
  },
]

const cloudOf = new Map(clouds.flatMap((cloud) => cloud.hosts.map((host) => [host, cloud] as const)))
const MICROSOFT_ISSUERS = new Set(clouds.flatMap(({ v1, v2 }) => [new URL(v1).host, new URL(v2).host]))

/** The two issuers of a tenant: of v1 tokens, and of v2 tokens and id tokens. */
export interface Issuers {
  readonly v1: string
  readonly v2: string
  /** Where tokens say that Microsoft Graph is. */
  readonly graph: string
}

/** The issuers that a token requested at `origin` (of host name `host`) names: Microsoft's own under Microsoft's names; an external tenant's is under its id. */
export function issuersOf(origin: string, host: string, tenantId: string): Issuers {
  const cloud =
    cloudOf.get(host) ?? (isCustomers(host) ? customersOf(tenantId) : { v1: origin, v2: origin, graph: origin })
  return { v1: `${cloud.v1}/${tenantId}/`, v2: `${cloud.v2}/${tenantId}/v2.0`, graph: cloud.graph }
}

/** An external tenant's name may change, its id does not. */
function customersOf(tenantId: string) {
  return { v1: 'https://sts.windows.net', v2: `https://${tenantId}.ciamlogin.com`, graph: WORLDWIDE_GRAPH }
}

/** Names of the token service that stand for one external tenant each. */
function isCustomers(host: string): boolean {
  return host.endsWith('.ciamlogin.com')
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
  return MICROSOFT_ISSUERS.has(address.host) || isCustomers(address.host) || addresses.has(address.host)
}
