import type { EmulatorRequest } from '../../http/message.js'
import type { Target } from '../../http/target.js'
import { ControlRefused } from './control-refused.js'

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/

/** What the guard lets pass beside the loopback names. */
export interface GuardOptions {
  readonly hostnames: readonly string[]
}

/**
 * Keeps out web pages of other origins and names that somebody made point here: a request that a browser calls
 * cross-site, an `Origin` other than the request's own, a `Host` that is not the emulator's. Throws `ControlRefused`.
 */
export function guard(request: EmulatorRequest, target: Target, { hostnames }: GuardOptions): void {
  if (!isOwnHost(target.host, hostnames))
    throw forbidden(`The host name "${target.host}" is not the emulator's: use localhost or start with --hostnames.`)
  refuseForeignPages(request)
}

/** The part of the guard that looks at what browsers say of the page that calls. Throws `ControlRefused`. */
export function refuseForeignPages(request: EmulatorRequest): void {
  if (request.headers['sec-fetch-site'] === 'cross-site') throw forbidden('Pages of other sites may not call this.')
  const { origin } = request.headers
  if (origin !== undefined && origin.toLowerCase() !== ownOrigin(request.url))
    throw forbidden(`Pages of "${origin}" may not call this.`)
}

function isOwnHost(host: string, hostnames: readonly string[]): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host.startsWith('[') ||
    IPV4.test(host) ||
    hostnames.some((name) => name.toLowerCase() === host)
  )
}

function ownOrigin(url: string): string {
  const hostStart = url.indexOf('://') + 3
  const end = url.slice(hostStart).search(/[/?]/)
  return (end === -1 ? url : url.slice(0, hostStart + end)).toLowerCase()
}

/** Asks for the control token, where one is set. Throws `ControlRefused`. */
export function requireControlToken(request: EmulatorRequest, controlToken: string | undefined): void {
  if (controlToken === undefined) return
  if (request.headers.authorization === `Bearer ${controlToken}`) return
  throw new ControlRefused(401, 'unauthorized', 'This needs "Authorization: Bearer" and the control token.')
}

function forbidden(message: string): ControlRefused {
  return new ControlRefused(403, 'forbidden', message)
}
