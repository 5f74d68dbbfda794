/** What a client prefers, as far as this service listens. */
export interface Preferences {
  readonly returnRepresentation: boolean
  readonly maxPageSize: number | undefined
  readonly continueOnError: boolean
  /** Whether the client wants to be told what changes later. */
  readonly trackChanges: boolean
  /** Which annotations to include, as patterns; empty for none. */
  readonly annotations: readonly string[]
  /** The tokens that are honored, as the client spelled them. */
  readonly applied: readonly string[]
}

const none: Preferences = {
  returnRepresentation: false,
  maxPageSize: undefined,
  continueOnError: false,
  trackChanges: false,
  annotations: [],
  applied: [],
}

/** Reads a `Prefer` header: tokens by commas, of which those in quotes do not count. */
export function parsePreferences(header: string | undefined): Preferences {
  if (header === undefined || header === '') return none
  const found = { ...none, applied: [] as string[] }
  for (const token of splitOutsideQuotes(header, ',')) {
    const equals = token.indexOf('=')
    const name = (equals === -1 ? token : token.slice(0, equals)).trim().toLowerCase()
    const value = equals === -1 ? '' : unquoted(token.slice(equals + 1).trim())
    if (readPreference(found, name, value)) found.applied.push(token)
  }
  return found
}

function readPreference(
  found: { -readonly [Name in keyof Preferences]: Preferences[Name] },
  name: string,
  value: string,
) {
  switch (name) {
    case 'return':
      found.returnRepresentation = value === 'representation'
      return found.returnRepresentation
    case 'odata.maxpagesize': {
      const size = Number(value)
      found.maxPageSize = Number.isInteger(size) && size > 0 ? size : undefined
      return found.maxPageSize !== undefined
    }
    case 'odata.include-annotations':
      found.annotations = value.split(',').map((pattern) => pattern.trim())
      return true
    case 'odata.continue-on-error':
      found.continueOnError = value !== 'false'
      return found.continueOnError
    case 'odata.track-changes':
      found.trackChanges = value !== 'false'
      return found.trackChanges
    default:
      return false
  }
}

/** True when the patterns ask for the annotation; a pattern with a leading `-` excludes. */
export function wantsAnnotation(patterns: readonly string[], name: string): boolean {
  let wanted = false
  for (const pattern of patterns) {
    if (pattern.startsWith('-')) {
      if (matches(pattern.slice(1), name)) return false
    } else if (matches(pattern, name)) wanted = true
  }
  return wanted
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name
}

function unquoted(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted
    else if (text[at] === separator && !quoted) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  parts.push(text.slice(start).trim())
  return parts.filter((part) => part !== '')
}
