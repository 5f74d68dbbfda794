import type { Client } from './clients.js'

/** Where an app runs, by the list in which its redirect URI stands. */
export type Platform = 'web' | 'spa' | 'publicClient'

/** A redirect URI that the app registered. */
export interface RedirectTarget {
  readonly uri: string
  readonly platform: Platform
}

const PLATFORMS: readonly Platform[] = ['spa', 'publicClient', 'web']

/**
 * The registered redirect URI that a request names, compared character by character; only the port of
 * `http://localhost` and `http://127.0.0.1` does not matter, since native apps take a free one (Microsoft identity
 * platform: Redirect URI restrictions and limitations). Without a name the app's only one.
 */
export function findRedirectUri(client: Client, uri: string | undefined): RedirectTarget | undefined {
  const registered = registeredRedirectUris(client)
  if (uri === undefined || uri === '') return registered.length === 1 ? registered[0] : undefined
  const exact = registered.find((target) => target.uri === uri)
  if (exact) return exact
  const wanted = portless(uri)
  if (wanted === undefined) return undefined
  // `http://localhost` and `http://localhost/` may be two registrations, of two platforms.
  const found =
    registered.find((target) => portless(target.uri) === wanted) ??
    registered.find((target) => rooted(portless(target.uri)) === rooted(wanted))
  return found && { uri, platform: found.platform }
}

/**
 * Every redirect URI of an app; of one without a registration here, those of its presence in the tenant. What a browser
 * would run rather than go to is none.
 */
export function registeredRedirectUris(client: Client): readonly RedirectTarget[] {
  // Browsers overlook blanks and control characters in a scheme.
  return listedUris(client).filter(({ uri }) => !RUN.test(uri.replace(/[^!-~]/g, '')))
}

const RUN = /^(javascript|vbscript|data|blob|about|file):/i

function listedUris({ application, principal }: Client): readonly RedirectTarget[] {
  if (!application) return principal.replyUrls.map((uri) => ({ uri, platform: 'web' }))
  const { redirectUris } = application
  return PLATFORMS.flatMap((platform) => redirectUris[platform].map((uri) => ({ uri, platform })))
}

const LOOPBACK = /^(http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d{1,5})?(\/[^?#]*)?$/

function portless(uri: string): string | undefined {
  const match = LOOPBACK.exec(uri)
  return match ? `${match[1]}${match[2] ?? ''}` : undefined
}

/** Without a path the root is meant. */
function rooted(uri: string | undefined): string | undefined {
  return uri?.match(/\/\/[^/]+$/) ? `${uri}/` : uri
}
