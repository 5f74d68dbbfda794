import type { IncomingMessage } from 'node:http'
import type { RequestHead } from './served-emulator.js'

const MAY_STAND_ONCE = new Set(['authorization', 'host', 'content-type', 'content-length'])
const HOST = /^(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i
const ABSOLUTE_FORM = /^(https?):\/\/([^/?#]*)(.*)$/is
const KNOWN_HOSTS = 1_000

/** Host headers seen to be well-formed; clients send the same few again and again. */
const wellFormedHosts = new Set<string>()

/** What the request itself does not say. */
export interface Surroundings {
  /** Where a framework has mounted the emulator; no part of the request's own path any more. */
  readonly mount?: string | undefined
  /** The scheme that a trusted proxy saw. */
  readonly scheme?: string | undefined
  /** Where the tunnel leads to that the request came through. */
  readonly tunnel?: string | undefined
}

/**
 * Reads the head of a Node request: absolute URL and joined headers. A request line in absolute form, as sent to a
 * proxy, overrules the Host header, and a tunnel both: some clients name the proxy inside it.
 */
export function readHead(incoming: IncomingMessage, { mount, scheme, tunnel }: Surroundings = {}): RequestHead {
  const headers: Record<string, string> = {}
  const joined = joinHeaders(incoming.rawHeaders, headers)
  const spoken = scheme ?? ('encrypted' in incoming.socket ? 'https' : 'http')
  const path = withoutFragment(incoming.url ?? '/')
  const origin = originOf(incoming, path, spoken, headers.host)
  const url = `${tunnel ?? origin ?? `${spoken}://${localAuthority(incoming)}`}${pathOf(path)}`
  const malformed = !joined || origin === undefined
  return { method: incoming.method ?? 'GET', url, mount, headers, malformed }
}

const SLASH = 0x2f
const DEFAULT_PORT = { http: /:80$/, https: /:443$/ }

/** The scheme and authority as the client addressed them, or undefined when they make no sense. */
function originOf(
  incoming: IncomingMessage,
  path: string,
  scheme: string,
  host: string | undefined,
): string | undefined {
  // Besides paths and URLs there is `*`, which OPTIONS may ask for: the server as a whole.
  if (path.charCodeAt(0) !== SLASH && path !== '*') {
    const [, written = '', authority = ''] = ABSOLUTE_FORM.exec(path) ?? []
    const ownScheme = written.toLowerCase() === 'https' ? 'https' : 'http'
    return isWellFormed(authority) ? `${ownScheme}://${authority.replace(DEFAULT_PORT[ownScheme], '')}` : undefined
  }
  if (host === undefined) return `${scheme}://${localAuthority(incoming)}`
  return isWellFormed(host) ? `${scheme}://${host}` : undefined
}

function pathOf(path: string): string {
  if (path.charCodeAt(0) === SLASH) return path
  const rest = ABSOLUTE_FORM.exec(path)?.[3] ?? ''
  return rest.startsWith('/') ? rest : `/${rest}`
}

/** Joins repeated headers; false when one came twice that may stand once. */
function joinHeaders(raw: readonly string[], headers: Record<string, string>): boolean {
  let wellFormed = true
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] as string).toLowerCase()
    const value = raw[at + 1] as string
    const before = headers[name]
    if (typeof before !== 'string') headers[name] = value
    else if (MAY_STAND_ONCE.has(name)) wellFormed = false
    else headers[name] = name === 'cookie' ? `${before}; ${value}` : `${before}, ${value}`
  }
  return wellFormed
}

function isWellFormed(host: string): boolean {
  if (wellFormedHosts.has(host)) return true
  if (!HOST.test(host)) return false
  if (wellFormedHosts.size >= KNOWN_HOSTS) wellFormedHosts.clear()
  wellFormedHosts.add(host)
  return true
}

/** The address a client without a Host header (HTTP/1.0) has reached. */
function localAuthority({ socket: { localAddress = '127.0.0.1', localPort } }: IncomingMessage): string {
  return `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`
}

function withoutFragment(path: string): string {
  const hash = path.indexOf('#')
  return hash === -1 ? path : path.slice(0, hash)
}
