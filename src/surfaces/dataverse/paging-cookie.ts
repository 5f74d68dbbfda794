import { encodePart } from '../../http/query-string.js'
import { DomainError } from '../../kernel/errors.js'
import { type Position, parsePosition } from '../../odata/plan/position.js'
import { openToken, sealToken } from '../../odata/skip-token.js'
import type { RequestContext } from './context.js'

/** Where a page begins: the place behind the page before, and the page's number. */
export interface PageStart {
  readonly page: number
  readonly after: Position
  /** The token with which changes are asked for later, from before the first page. */
  readonly tracking?: string | undefined
}

interface Sealed {
  readonly position: Position
  readonly page: number
  readonly set: string
  readonly tracking?: string | undefined
  /** The tenant's epoch: no page goes on after a reset. */
  readonly epoch: number
}

/** The value of `$skiptoken` in the service's cookie form; the place itself travels sealed in it. */
export function pagingCookie(
  context: RequestContext,
  set: string,
  primaryId: string,
  next: PageStart,
  last: string,
): string {
  const { page, after, tracking } = next
  const place: Sealed = { position: after, page, set, tracking, epoch: epochOf(context) }
  const sealed = sealToken(context.rooms.tokenKey, place)
  const id = `{${last.toUpperCase()}}`
  const inner = `<cookie page="${page - 1}"><${primaryId} last="${id}" first="${id}" /></cookie>`
  const encoded = encodePart(encodePart(inner))
  return encodePart(
    `<cookie pagenumber="${page}" pagingcookie="${encoded}" istracking="${tracking === undefined ? 'False' : 'True'}" position="${sealed}" />`,
  )
}

const POSITION = / position="([^"]*)"/

/** The page a token leads to. Throws for a token that this service did not make for this set, or before a reset. */
export function readPagingCookie(context: RequestContext, set: string, token: string): PageStart {
  const opened = openToken(context.rooms.tokenKey, POSITION.exec(token)?.[1] ?? '') as Sealed | undefined
  const after = parsePosition(opened?.position)
  const isOwn = opened?.set === set && opened.epoch === epochOf(context)
  if (isOwn && after && typeof opened.page === 'number') return { page: opened.page, after, tracking: opened.tracking }
  throw new DomainError('pagingCookieInvalid')
}

function epochOf({ access, tenantId }: RequestContext): number {
  return access.epoch(tenantId)
}

/** The address of the next page: the request as it was sent with another token. */
export function nextLink(context: RequestContext, cookie: string): string {
  return linkWith(context, '$skiptoken', cookie)
}

/** The address of a request as it was sent, with another token in place of whatever token it had. */
export function linkWith(context: RequestContext, name: '$skiptoken' | '$deltatoken', token: string): string {
  const kept = context.rawQuery.split('&').filter((part) => part !== '' && !isToken(part))
  return `${context.root}${context.path}?${[...kept, `${name}=${token}`].join('&')}`
}

function isToken(part: string): boolean {
  return /^(\$|%24)(skip|delta)token=/i.test(part)
}
