import { type HttpHandler, http } from 'msw'
import { microsoftHosts, namesOf } from '../http/microsoft-hosts.js'

/** What the handlers need of an emulator. */
export interface FetchingEmulator {
  fetch(request: Request): Promise<Response>
}

const LOOPBACK = ['localhost', namesOf('*.localhost'), '127\\.0\\.0\\.1', '\\[::1\\]']

/**
 * Request handlers for MSW (2 or 3) over an emulator: `setupServer(...handlers(emulator))`.
 * They answer for Microsoft's hosts, and for loopback addresses with port 4400 or none; requests to other local
 * servers pass them by. Each takes every request to its origins: MSW pays for every handler it has to ask.
 */
export function handlers(emulator: FetchingEmulator): HttpHandler[] {
  const answer = ({ request }: { request: Request }) => emulator.fetch(request)
  const microsoft = microsoftHosts.map(({ pattern }) => namesOf(pattern))
  return [http.all(urlsOf(microsoft, ':443|:80'), answer), http.all(urlsOf(LOOPBACK, ':4400'), answer)]
}

/** Matches every URL under one of the names, which are sources of regular expressions. */
function urlsOf(names: readonly string[], ports: string): RegExp {
  return new RegExp(`^https?://(?:${names.join('|')})(?:${ports})?/`, 'i')
}
