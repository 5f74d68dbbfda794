import type { Access } from '../../domain/access.js'
import type { Application } from '../../domain/directory/application-rows.js'
import { applications } from '../../domain/directory/tables.js'
import { fold } from '../../kernel/fold.js'
import type { LoginRequest } from './login-request.js'

const LOOPBACK = /^https?:\/\/(localhost|[a-z0-9-]+(\.[a-z0-9-]+)*\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/
const HEADER_NAMES = /^[\w-]+( *, *[\w-]+)*$/

/**
 * Lets scripts of loopback origins, and of origins of a redirect URI of the app, read the answer; others get it without
 * these headers. Where a request names no app, any app's redirect URI counts.
 */
export function crossOriginHeaders({ request, form, access }: LoginRequest): Readonly<Record<string, string>> {
  const { origin } = request.headers
  if (origin === undefined) return {}
  if (!mayRead(fold(origin), form.get('client_id'), access)) return { vary: 'Origin' }
  return {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-ms-request-id, client-request-id, Retry-After',
    ...(request.method === 'OPTIONS' ? preflightHeaders(request.headers['access-control-request-headers']) : {}),
  }
}

function preflightHeaders(asked: string | undefined): Readonly<Record<string, string>> {
  return {
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-max-age': '3600',
    ...(asked !== undefined && HEADER_NAMES.test(asked) ? { 'access-control-allow-headers': asked } : {}),
  }
}

/** Whether an origin (lower case) is a page of this machine's. */
export function isLoopbackOrigin(origin: string): boolean {
  return LOOPBACK.test(origin)
}

function mayRead(origin: string, appId: string | undefined, access: Access): boolean {
  if (isLoopbackOrigin(origin)) return true
  for (const tenant of access.tenants()) {
    const table = access.read(tenant).table(applications)
    const candidates = appId === undefined ? table.rows() : table.find('appId', fold(appId))
    for (const application of candidates) if (redirectsTo(application, origin)) return true
  }
  return false
}

function redirectsTo({ redirectUris: { web, spa, publicClient } }: Application, origin: string): boolean {
  return [...spa, ...web, ...publicClient].some((uri) => {
    const folded = fold(uri)
    return folded === origin || folded.startsWith(`${origin}/`)
  })
}
