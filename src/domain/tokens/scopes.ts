import { DomainError } from '../../kernel/errors.js'
import { remembering } from '../../kernel/remembering.js'

/** A `scope` parameter taken apart (Microsoft identity platform: Scopes and permissions). */
export interface ScopeRequest {
  /** OpenID Connect scopes that were asked for. */
  readonly openId: ReadonlySet<string>
  /** The resource exactly as asked for; null when only bare permission names were, which are Microsoft Graph's. */
  readonly resource: string | null
  /** Permission names without the resource; `.default` is not among them. */
  readonly names: readonly string[]
  readonly isDefault: boolean
}

const OPEN_ID = new Set(['openid', 'profile', 'email', 'offline_access'])
const DEFAULT = '.default'

/**
 * Reads a `scope` parameter. Throws `scopeInvalid` for a malformed one or `.default` beside names, `severalResources`
 * when it names more than one resource.
 */
export const parseScopes = remembering((scope: string): ScopeRequest => {
  const words = splitScopes(scope)
  if (words.names.size > 1) throw new DomainError('severalResources', { scope })
  return requestsOf(words, scope)[0]
})

/**
 * Reads a `scope` parameter that may name several resources, as at the authorization endpoint: one request for each, in
 * the order of the parameter. Throws `scopeInvalid` for a malformed one or `.default` beside names.
 */
export function parseScopesOfSeveral(scope: string): readonly [ScopeRequest, ...ScopeRequest[]] {
  return requestsOf(splitScopes(scope), scope)
}

interface ScopeWords {
  readonly openId: ReadonlySet<string>
  /** Permission names by resource, null where they are bare. */
  readonly names: ReadonlyMap<string | null, readonly string[]>
}

function splitScopes(scope: string): ScopeWords {
  const openId = new Set<string>()
  const names = new Map<string | null, string[]>()
  for (const word of scope.split(/\s+/).filter(Boolean)) {
    if (OPEN_ID.has(word)) {
      openId.add(word)
      continue
    }
    const { resource, name } = splitScope(word, scope)
    const named = names.get(resource)
    if (named) named.push(name)
    else names.set(resource, [name])
  }
  return { openId, names }
}

function requestsOf({ openId, names }: ScopeWords, scope: string): readonly [ScopeRequest, ...ScopeRequest[]] {
  const all = [...names.values()].flat()
  const isDefault = all.includes(DEFAULT)
  if (isDefault && all.some((name) => name !== DEFAULT)) throw new DomainError('scopeInvalid', { scope })
  const [first, ...further] = [...names].map(([resource, named]) => {
    return { openId, resource, names: isDefault ? [] : named, isDefault }
  })
  return [first ?? { openId, resource: null, names: [], isDefault: false }, ...further]
}

/** A request as the text of a `scope` parameter. */
export function formatScopes({ openId, resource, names, isDefault }: ScopeRequest): string {
  const prefix = resource === null ? '' : `${resource}/`
  return [...openId, ...(isDefault ? [DEFAULT] : names).map((name) => `${prefix}${name}`)].join(' ')
}

/** The OpenID Connect scopes in a `scope` parameter of the version 1 endpoint, which ignores everything else there. */
export function openIdScopes(scope: string): readonly string[] {
  return scope.split(/\s+/).filter((word) => OPEN_ID.has(word))
}

/** The words of a `scope` parameter that name permissions of resources. */
export function resourceScopes(scope: string): readonly string[] {
  return scope.split(/\s+/).filter((word) => word !== '' && !OPEN_ID.has(word))
}

/** `https://graph.microsoft.com/User.Read` is a permission of a resource, `User.Read` one of Graph. */
function splitScope(word: string, scope: string): { resource: string | null; name: string } {
  const slash = word.lastIndexOf('/')
  if (slash === -1) return { resource: null, name: word }
  const resource = word.slice(0, slash)
  const name = word.slice(slash + 1)
  // A scheme's slashes separate nothing: `https://graph.microsoft.com` names no permission.
  if (name === '' || resource === '' || resource.endsWith(':/')) throw new DomainError('scopeInvalid', { scope })
  return { resource, name }
}

/** The scopes of an answer: in the spelling of the request, so that clients find in their cache what they asked for. */
export function presentScopes(request: ScopeRequest, granted: readonly string[]): string {
  const prefix = request.resource === null ? '' : `${request.resource}/`
  const asked = request.isDefault ? [`${prefix}${DEFAULT}`] : []
  return [...openIdOf(request), ...textOf(granted, prefix), ...asked].join(' ')
}

/** The claim `scp`: what was granted, behind the OpenID Connect scopes of the request where they are told. */
export function scopeClaim(request: ScopeRequest, granted: readonly string[], tellsOpenId: boolean): string {
  return [...(tellsOpenId ? openIdOf(request) : []), ...textOf(granted, '')].join(' ')
}

function openIdOf({ openId }: ScopeRequest): readonly string[] {
  return [...openId].filter((scope) => scope !== 'offline_access')
}

const texts = new WeakMap<readonly string[], (prefix: string) => string>()

/** What was granted as one text, or none: an app may hold hundreds, and gets the same list again and again. */
function textOf(granted: readonly string[], prefix: string): readonly string[] {
  if (granted.length === 0) return []
  const known = texts.get(granted) ?? remembering((before: string) => granted.map((name) => before + name).join(' '), 8)
  texts.set(granted, known)
  return [known(prefix)]
}
