import type { Invited } from '../../../domain/directory/invite-guest.js'
import { serviceOfHost } from '../../../http/microsoft-hosts.js'
import type { Target } from '../../../http/target.js'

/** The token service beside each of Graph's own hosts (Microsoft Graph national cloud deployments). */
const LOGIN_BESIDE: Readonly<Record<string, string>> = {
  'graph.microsoft.us': 'https://login.microsoftonline.us',
  'dod-graph.microsoft.us': 'https://login.microsoftonline.us',
  'microsoftgraph.chinacloudapi.cn': 'https://login.chinacloudapi.cn',
}

/** The link by which a guest accepts: at the token service, with the invitation proper inside. */
export function redeemUrl({ origin, host }: Target, tenant: string, { invitation, ticket }: Invited): string {
  const isMicrosofts = serviceOfHost(host) !== undefined
  const login = isMicrosofts ? (LOGIN_BESIDE[host] ?? 'https://login.microsoftonline.com') : origin
  const inner = isMicrosofts ? 'https://invitations.microsoft.com' : origin
  const question = `tenant=${tenant}&user=${invitation.id}&ticket=${encodeURIComponent(ticket)}&ver=2.0`
  const redeem = encodeURIComponent(`${inner}/redeem/?${question}`)
  // Escapes in small letters, as the service writes them.
  return `${login}/redeem?rd=${redeem.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase())}`
}
