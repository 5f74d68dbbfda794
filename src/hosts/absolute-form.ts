import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorResponse } from '../http/error-response.js'
import { writeAnswer } from './answer.js'
import { describeForeign, isProxied, parseProxyTarget } from './proxy-target.js'
import type { RequestHead } from './served-emulator.js'

/** What decides whether a request line in absolute form may be served. */
export interface Asked {
  readonly head: RequestHead
  /** Whether the request is for one of the emulated services: the control plane is not reached through a proxy. */
  readonly isApi: boolean
  readonly hostnames: readonly string[]
}

const FORM = /^(https?):\/\/([^/?]*)/
const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/
const SLASH = 0x2f

/**
 * Whether a request line in absolute form, as clients send it to a proxy for `http`, names a host that is neither
 * Microsoft's nor this server itself. Where another program listens on this machine is elsewhere, too.
 */
export function isForeign({ url = '', socket }: IncomingMessage, { head, isApi, hostnames }: Asked): boolean {
  if (url.charCodeAt(0) === SLASH || url === '*' || head.malformed) return false
  const [, scheme, authority = ''] = FORM.exec(head.url) ?? []
  const target = parseProxyTarget(authority)
  if (!target) return true
  if (isProxied(target)) return false
  const { host, port = scheme === 'https' ? 443 : 80 } = target
  const isOwn =
    LOOPBACK.test(host) || host === ownAddress(socket) || hostnames.some((name) => name.toLowerCase() === host)
  return !(isApi && isOwn && port === socket.localPort)
}

/** Refuses such a request, naming the host. */
export function refuseForeign({ url = '' }: IncomingMessage, outgoing: ServerResponse): void {
  const [, , authority = url] = FORM.exec(url.toLowerCase()) ?? []
  // What is left of the body is not worth reading.
  outgoing.shouldKeepAlive = false
  writeAnswer(outgoing, errorResponse(403, 'ProxyHostRefused', describeForeign(authority)))
}

/** An IPv4 address is mapped into IPv6 where a server listens on both. */
function ownAddress({ localAddress = '' }: IncomingMessage['socket']): string {
  const address = localAddress.replace('::ffff:', '')
  return address.includes(':') ? `[${address}]` : address
}
