/** Where a request goes, taken apart once. */
export interface Target {
  /** `http://127.0.0.1:4400`, with the mount path behind it if there is one: the start of every absolute URL in the answer. */
  readonly origin: string
  /** Host name in lower case, without port. */
  readonly host: string
  /** Path as sent, still percent-encoded, from the first slash. */
  readonly path: string
  /** Query as sent, without the question mark. */
  readonly query: string
}

/** Takes an absolute URL apart. Hosts guarantee the form, so there is no failure to report. */
export function parseTarget(url: string, mount = ''): Target {
  const schemeEnd = url.indexOf('://') + 3
  const pathStart = indexOrEnd(url, '/', schemeEnd)
  const queryStart = indexOrEnd(url, '?', schemeEnd)
  const originEnd = Math.min(pathStart, queryStart)
  const path = url.slice(originEnd, queryStart)
  return {
    origin: url.slice(0, originEnd) + mount,
    host: hostName(url.slice(schemeEnd, originEnd)),
    path: path === '' ? '/' : path,
    query: url.slice(queryStart + 1),
  }
}

/** A host name without its port, in lower case; IPv6 addresses keep their brackets. */
export function hostName(authority: string): string {
  const portStart = authority.startsWith('[') ? authority.indexOf(':', authority.indexOf(']')) : authority.indexOf(':')
  return (portStart === -1 ? authority : authority.slice(0, portStart)).toLowerCase()
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, from)
  return at === -1 ? text.length : at
}
