import { serviceOfHost } from '../http/microsoft-hosts.js'

/** Where a client of the proxy wants to go. */
export interface ProxyTarget {
  /** In lower case. */
  readonly host: string
  /** Undefined when the client names none. */
  readonly port: number | undefined
}

const AUTHORITY = /^([a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i
const LARGEST_PORT = 65_535
const PORTS: readonly (number | undefined)[] = [443, 80, undefined]
/** A host name has at most 253 characters. */
const LONGEST_SHOWN = 260

/** Takes `host:port` or `host` apart; undefined when it is neither. */
export function parseProxyTarget(authority: string): ProxyTarget | undefined {
  const [, host, digits] = AUTHORITY.exec(authority) ?? []
  if (host === undefined) return undefined
  const port = digits === undefined ? undefined : Number(digits)
  if (port === 0 || (port ?? 0) > LARGEST_PORT) return undefined
  return { host: host.toLowerCase(), port }
}

/** Whether the proxy leads there: to a host of Microsoft's that the emulator answers for, where the web is served. */
export function isProxied({ host, port }: ProxyTarget): boolean {
  return PORTS.includes(port) && serviceOfHost(host) !== undefined
}

/** Why the proxy does not lead to what a client named so, and what the client can do. */
export function describeForeign(authority: string): string {
  const shown = authority.slice(0, LONGEST_SHOWN)
  return `This proxy leads to Microsoft's hosts on port 443 or 80 only, not to ${shown}: name the host in NO_PROXY to reach it directly.`
}
