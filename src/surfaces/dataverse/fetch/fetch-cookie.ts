import type { Row } from '../../../domain/dataverse/tables.js'
import { decodePart, encodePart } from '../../../http/query-string.js'
import { DomainError } from '../../../kernel/errors.js'
import type { FetchQuery } from './fetch-query.js'
import type { Joined } from './filter.js'
import { parseXml } from './parse-xml.js'

/** The annotation with which the page behind this one is asked for (Microsoft: Page results using FetchXML). */
export function fetchCookie({ root, orders, page }: FetchQuery, rows: readonly Joined[]): string {
  const [first, last] = [rows[0]?.[root.at], rows.at(-1)?.[root.at]]
  const columns = orders.flatMap((order) => (order.alias === undefined ? order.column.logicalName : []))
  const places = [...columns.map((name) => placeOf(name, first, last)), idPlace(root.table.primaryId, first, last)]
  const inner = `<cookie page="${page}">${places.join('')}</cookie>`
  const encoded = encodePart(encodePart(inner))
  return `<cookie pagenumber="${page + 1}" pagingcookie="${encoded}" istracking="False" />`
}

/** The cookie of a page that is known by its number alone. */
export function pageCookie(page: number): string {
  return `<cookie pagenumber="${page}" istracking="False" />`
}

/** The page that a cookie asks for, and the place where that begins, as a query has them. Throws `pagingCookieInvalid`. */
export function readPageCookie(text: string): Pick<FetchQuery, 'page' | 'cookie'> {
  const cookie = readCookie(text)
  const number = cookie?.attributes.get('pagenumber') ?? ''
  if (cookie?.name !== 'cookie' || !/^[1-9]\d{0,8}$/.test(number)) throw new DomainError('pagingCookieInvalid')
  const place = cookie.attributes.get('pagingcookie')
  return { page: Number(number), cookie: place === undefined ? undefined : decodePart(decodePart(place)) }
}

function placeOf(column: string, first: Row | undefined, last: Row | undefined): string {
  return `<${column} last="${escaped(last?.[column])}" first="${escaped(first?.[column])}" />`
}

function idPlace(column: string, first: Row | undefined, last: Row | undefined): string {
  const [one, two] = [first, last].map((row) => `{${String(row?.[column] ?? '').toUpperCase()}}`)
  return `<${column} last="${two}" first="${one}" />`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(value: unknown): string {
  const text = String(value ?? '').replace(/[^\t\n\r\u0020-\uFFFD]/g, '')
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
}

/**
 * Where a page begins in all the rows: behind the row that the cookie names, wherever that stands by now. Throws a refusal
 * for a cookie that is none.
 */
export function startOfPage({ root, page, cookie }: FetchQuery, rows: readonly Joined[], size: number): number {
  const expected = (page - 1) * size
  if (cookie === undefined) return expected
  const last = lastIn(cookie, root.table.primaryId)
  const isLast = (joined: Joined | undefined) => joined?.[root.at]?.[root.table.primaryId] === last
  if (isLast(rows[expected - 1])) return expected
  const at = rows.findLastIndex(isLast)
  return at < 0 ? expected : at + 1
}

function lastIn(cookie: string, primaryId: string): string {
  const id = readCookie(cookie)
    ?.children.find(({ name }) => name === primaryId)
    ?.attributes.get('last')
  if (!id) throw new DomainError('pagingCookieInvalid')
  return id.replace(/^\{|\}$/g, '').toLowerCase()
}

function readCookie(cookie: string) {
  try {
    return parseXml(cookie)
  } catch {
    return undefined
  }
}
