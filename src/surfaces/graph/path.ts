import { decodePart } from '../../http/query-string.js'
import { DomainError } from '../../kernel/errors.js'

const CASTS = new Map(
  [
    'user',
    'group',
    'application',
    'servicePrincipal',
    'device',
    'orgContact',
    'directoryRole',
    'administrativeUnit',
  ].map((name) => [name.toLowerCase(), `microsoft.graph.${name}`]),
)

/**
 * The segments of a path behind the version, in the one form that routes know: `users('a')` and `users/a` are `users`,
 * `a`; `users(userPrincipalName='a')` is `users`, `userPrincipalName=a`; `delta()`, `microsoft.graph.delta()` are
 * `delta`; a type cast is `microsoft.graph.user` however it was written. Throws `notFound` for an empty segment, but for
 * those right behind the version: the SDK for Python writes `/v1.0//users`.
 */
export function graphSegments(path: string): readonly string[] {
  const parts = path.split('/').slice(2)
  while (parts[0] === '') parts.shift()
  if (parts.at(-1) === '') parts.pop()
  const segments: string[] = []
  for (const part of parts) {
    if (part === '') throw new DomainError('notFound', { id: '' })
    addSegments(decodePart(part), segments)
  }
  return segments
}

function addSegments(part: string, segments: string[]): void {
  const open = part.indexOf('(')
  if (open <= 0 || !part.endsWith(')')) {
    segments.push(nameOf(part))
    return
  }
  segments.push(nameOf(part.slice(0, open)))
  const key = part.slice(open + 1, -1).trim()
  if (key !== '') segments.push(keyOf(key))
}

function nameOf(part: string): string {
  const bare = part.replace(/^(microsoft\.)?graph\./i, '')
  return bare === part ? part : (CASTS.get(bare.toLowerCase()) ?? bare)
}

/** `'a'` is a, `name='a'` is name=a; a doubled quote inside quotes stands for one. */
function keyOf(key: string): string {
  const equals = /^(\w+)\s*=\s*(.*)$/.exec(key)
  if (equals?.[1] !== undefined && equals[2] !== undefined) return `${equals[1]}=${unquote(equals[2])}`
  return unquote(key)
}

function unquote(text: string): string {
  return text.startsWith("'") && text.endsWith("'") && text.length > 1 ? text.slice(1, -1).replaceAll("''", "'") : text
}

/** Whether a path is that of a batch. */
export function isBatch(path: string): boolean {
  return /^\/[^/]+\/(\$|%24)batch/i.test(path)
}

/** The value of an alternate key (`appId=…` for `appId`), or undefined when the segment is something else. */
export function alternateKey(segment: string, name: string): string | undefined {
  const prefix = `${name}=`
  return segment.slice(0, prefix.length).toLowerCase() === prefix.toLowerCase()
    ? segment.slice(prefix.length).replaceAll("'", '')
    : undefined
}
