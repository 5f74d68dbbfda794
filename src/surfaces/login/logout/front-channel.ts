import { requireClient } from '../../../domain/tokens/clients.js'
import { unlessRefused } from '../../../kernel/errors.js'
import type { LoginRequest } from '../login-request.js'
import type { SignedInAccount } from '../sign-in/browser.js'
import { tenantsOf } from '../tenant-segment.js'

/** An app that is told of a sign-out. */
export interface ToldApp {
  readonly displayName: string
  readonly url: URL
}

/** The apps that a session led into and that want to hear of its end. The service names the session by `sid` alone. */
export function logoutUrlsOf({ access }: LoginRequest, { session, reader }: SignedInAccount): readonly ToldApp[] {
  return session.appIds.flatMap((appId) => {
    const client = unlessRefused(() => requireClient(reader, appId, tenantsOf(access)))
    const url = client?.application && logoutUrlIn(client.application.extra.web)
    if (!client || !url) return []
    url.searchParams.set('sid', session.sessionId)
    return [{ displayName: client.displayName, url }]
  })
}

/** `web.logoutUrl` of an application, when it is the address of a page. */
function logoutUrlIn(web: unknown): URL | undefined {
  const text = typeof web === 'object' && web !== null && 'logoutUrl' in web ? web.logoutUrl : undefined
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
}
