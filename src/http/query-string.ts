/** Percent-decoding that leaves a broken escape as it stands instead of failing. */
export function decodePart(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * The parameters of a query string or form body, decoded once per part: `+` is a space, `%2B` a plus.
 * A repeated name keeps its first value; `repeated` tells which names came twice.
 */
export function parseQueryString(query: string): { parameters: Map<string, string>; repeated: readonly string[] } {
  const parameters = new Map<string, string>()
  const repeated: string[] = []
  if (query === '') return { parameters, repeated }
  for (const pair of query.split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decodePart((equals === -1 ? pair : pair.slice(0, equals)).replaceAll('+', ' '))
    const value = equals === -1 ? '' : decodePart(pair.slice(equals + 1).replaceAll('+', ' '))
    if (parameters.has(name)) repeated.push(name)
    else parameters.set(name, value)
  }
  return { parameters, repeated }
}

/** A text as a part of a URL; half a character, which has no encoding, is replaced as everywhere else on its way. */
export function encodePart(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
}
