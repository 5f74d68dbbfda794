import { parseQueryString } from '../../../http/query-string.js'
import type { RequestContext } from '../context.js'
import { RequestRefused } from '../errors.js'
import { parsePreferences } from '../preferences.js'
import { type Part, readPart } from './read-multipart.js'

/** Addresses of the rows made so far in a change set, by content id. */
export type ContentIds = Map<string, string>

const REQUEST_LINE = /^([A-Z]+) +(\S+)(?: +HTTP\/\d\.\d)?$/
const SERVICE = /\/api\/data\/v[^/]+(?=\/|$)/i
const REFERENCE = /^\/?\$([A-Za-z0-9_.-]+)(?=[/?]|$)/
const BOUND_REFERENCE = /"\/?\$([A-Za-z0-9_-]+)((?:\/[^"]*)?)"/g
const encoder = new TextEncoder()

/**
 * The request inside a part, as a context of its own. Headers of the batch that concern everybody hold for it too.
 * Throws for what is no request, and for a content id that nobody has.
 */
export function readOperation(context: RequestContext, part: Part, contentIds: ContentIds): RequestContext {
  const lines = part.content.split('\n')
  const first = lines.findIndex((line) => line.trim() !== '')
  const match = REQUEST_LINE.exec(lines[first]?.trim() ?? '')
  if (!match?.[1] || !match[2])
    throw new RequestRefused(400, '0x80060888', 'A part of the batch does not begin with a request line.')
  const { headers: own, content } = readPart(lines.slice(first + 1))
  const headers = { ...inherited(context.headers), ...own }
  const { path, rawQuery } = addressIn(withReferences(match[2], contentIds))
  const body = encoder.encode(boundReferences(content.trim(), contentIds))
  return {
    ...context,
    ...{ method: match[1], path, rawQuery, query: parseQueryString(rawQuery).parameters, headers, body },
    prefer: parsePreferences(own.prefer),
    session: 'mscrmcallerid' in own || 'callerobjectid' in own ? context.sessionFor(headers) : context.session,
  }
}

function inherited(headers: Readonly<Record<string, string>>): Record<string, string> {
  const names = ['mscrmcallerid', 'callerobjectid']
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])))
}

/** The path behind the service root, whether the address is absolute, from the host or relative to the root. */
function addressIn(address: string): { path: string; rawQuery: string } {
  const question = address.indexOf('?')
  const whole = question === -1 ? address : address.slice(0, question)
  const service = SERVICE.exec(whole)
  const path = service ? whole.slice(service.index + service[0].length) : `/${whole.replace(/^\//, '')}`
  return { path, rawQuery: question === -1 ? '' : address.slice(question + 1) }
}

/** `$1/name` → `accounts(…)/name`. `$batch` and its like are no references. */
function withReferences(address: string, contentIds: ContentIds): string {
  const id = REFERENCE.exec(address)?.[1]
  if (id === undefined || id === 'batch' || id === 'metadata') return address
  return address.replace(REFERENCE, () => requiredAddress(id, contentIds))
}

/** Values `"$1"` in a body stand for the address of the row. */
function boundReferences(body: string, contentIds: ContentIds): string {
  if (!body.includes('"$') && !body.includes('"/$')) return body
  return body.replace(BOUND_REFERENCE, (_whole, id: string, rest: string) => {
    return `"${requiredAddress(id, contentIds)}${rest}"`
  })
}

function requiredAddress(id: string, contentIds: ContentIds): string {
  const address = contentIds.get(id)
  if (address !== undefined) return address
  throw new RequestRefused(400, '0x80060888', `Content-ID Reference: '$${id}' does not exist in the batch context.`)
}
