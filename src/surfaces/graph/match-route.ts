import other from '../../../fixtures/graph-other-segments.json' with { type: 'json' }
import type { Caller } from '../../domain/tokens/caller.js'
import { createRouter, type RoutePattern, type Router } from '../../http/router.js'
import { DomainError } from '../../kernel/errors.js'
import { catalogd } from './authorize/permissions.js'
import type { Route } from './call.js'
import type { Exchange } from './exchange.js'
import { lazily } from './lazily.js'
import { oidcRoutes } from './oidc/user-info.js'
import { graphSegments } from './path.js'
import { routes } from './routes.js'

export interface MatchedRoute {
  readonly route: Route
  readonly parameters: Readonly<Record<string, string>>
}

const router = lazily(() => createRouter(routes))
const oidcRouter = lazily(() => createRouter(oidcRoutes))
/** Paths that Graph knows and this emulator may not: they get 501 instead of "not found". */
const everyPath = lazily(() => {
  // The catalog leaves `$ref` away: what a route calls its permission is served, if under a longer path.
  const served = new Set(routes.map(({ permission }) => permission))
  return createRouter(catalogd.filter((operation) => !served.has(operation)).map(toPattern))
})

/**
 * The route of a request; behind `/me` the id is the caller's. Throws `invalidVersion`, `meNeedsUser`, `wrongMethod`,
 * `notImplemented`, `unknownSegment`.
 */
export function matchRoute({ request, target, version }: Exchange, caller: Caller): MatchedRoute {
  const segments = graphSegments(target.path)
  if (version.toLowerCase() === 'oidc') return matchOidc(request.method, segments)
  if (version !== 'v1.0' && version !== 'beta') throw new DomainError('invalidVersion', { version })
  const isMe = segments[0]?.toLowerCase() === 'me'
  if (isMe && caller.kind === 'app') throw new DomainError('meNeedsUser')
  const found = router().match(request.method, segments)
  if (found.kind === 'wrongMethod') throw wrongMethod(everyPath(), request.method, segments, found.allowed)
  if (found.kind === 'unknown') throw unknownPath(everyPath(), segments, found.segment)
  if (found.route.betaOnly && version !== 'beta') throw new DomainError('unknownSegment', { segment: segments.at(-1) })
  return { route: found.route, parameters: isMe ? { ...found.parameters, id: caller.oid } : found.parameters }
}

function matchOidc(method: string, segments: readonly string[]): MatchedRoute {
  const found = oidcRouter().match(method, ['oidc', ...segments])
  if (found.kind === 'wrongMethod') throw new DomainError('wrongMethod', { allowed: found.allowed })
  if (found.kind === 'unknown') throw new DomainError('unknownSegment', { segment: found.segment })
  return found
}

/** What looks like a wrong method on what can be read may be an operation of its own. */
function wrongMethod(
  known: Router<RoutePattern>,
  method: string,
  segments: readonly string[],
  allowed: readonly string[],
): DomainError {
  if (known.match(method, segments).kind !== 'found') return new DomainError('wrongMethod', { allowed })
  return new DomainError('notImplemented', { path: `/${segments.join('/')}` })
}

function unknownPath(known: Router<RoutePattern>, segments: readonly string[], segment: string): DomainError {
  const path = `/${segments.join('/')}`
  if (isElsewhere(segments) || known.match('GET', segments).kind !== 'unknown') {
    return new DomainError('notImplemented', { path })
  }
  return new DomainError('unknownSegment', { segment })
}

const elsewhere = lazily(() => {
  const names = (list: string) => new Set(list.toLowerCase().split(' '))
  return { roots: names(other.roots), users: names(other.users), groups: names(other.groups) }
})

/** Whether a path leads to what other services keep for Graph, such as mail, files and devices. */
function isElsewhere([root = '', id = '', third = '']: readonly string[]): boolean {
  const [first, second] = [root.toLowerCase(), id.toLowerCase()]
  const { roots, users, groups } = elsewhere()
  if (first === 'me') return users.has(second)
  if (first === 'users' || first === 'groups') return { users, groups }[first].has(third.toLowerCase())
  return roots.has(first)
}

function toPattern(operation: string): RoutePattern {
  const [method = '', path = ''] = operation.split(' ')
  return { method, path }
}
