import { decodePart } from '../../http/query-string.js'

/** One step of a path: `accounts(…)` has a name and the text of its parentheses. */
export interface Segment {
  readonly name: string
  /** With the parentheses; undefined where there are none. */
  readonly key: string | undefined
}

/** The service, version and what is asked of it, out of a path. */
export interface ServicePath {
  /** `/api/data/v9.2` as the client wrote it. */
  readonly base: string
  /** Behind the base, still encoded, with its slash. */
  readonly rest: string
}

const SERVICE = /^\/api\/data\/(v[^/]*)(?=\/|$)/i
const SUPPORTED_VERSION = /^v9\.[012](\.\d+)*$/i

/** Splits a path at the version; undefined when it is none of this service or of a version it does not speak. */
export function readServicePath(path: string): ServicePath | undefined {
  const match = SERVICE.exec(path)
  if (!match?.[1] || !SUPPORTED_VERSION.test(match[1])) return undefined
  return { base: match[0], rest: path.slice(match[0].length) }
}

/** The segments of a path, decoded; slashes inside parentheses and quotes separate nothing. */
export function readSegments(path: string): Segment[] {
  const text = decodePart(path)
  const segments: Segment[] = []
  let start = 0
  let depth = 0
  let quoted = false
  for (let at = 0; at <= text.length; at++) {
    const character = text[at]
    if (character === "'") quoted = !quoted
    else if (quoted && at < text.length) continue
    else if (character === '(') depth++
    else if (character === ')') depth--
    else if (at === text.length || (character === '/' && depth <= 0)) {
      if (at > start) segments.push(segmentOf(text.slice(start, at)))
      start = at + 1
    }
  }
  return segments
}

function segmentOf(text: string): Segment {
  const open = text.indexOf('(')
  if (open === -1 || !text.endsWith(')')) return { name: text, key: undefined }
  return { name: text.slice(0, open), key: text.slice(open) }
}
