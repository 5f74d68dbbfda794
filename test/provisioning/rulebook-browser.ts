import { createBrowser } from '../support/browser.js'
import { fetchDoor } from '../support/fetch-door.js'
import type { Rulebook } from './rulebook.js'
import { REDIRECT_URI } from './rulebook-tenant.js'

/** A browser in which people of the rulebook's tenant sign in to its apps. */
export function browserAt(book: Rulebook) {
  const browser = createBrowser(fetchDoor(book.emulator))
  const { id } = book.tenant
  const appOf = (key: string) => {
    const app = book.tenant.apps.find((each) => each.key === key)
    return { client_id: app?.clientId ?? '', ...(app?.clientSecret && { client_secret: app.clientSecret }) }
  }
  const scope = 'http://localhost:4400/.default offline_access'
  return Object.assign(browser, {
    /** Opens the page to which an app sends people. */
    visit(app = 'client', more: Readonly<Record<string, string>> = {}) {
      const { client_id } = appOf(app)
      const request = { client_id, redirect_uri: REDIRECT_URI, response_type: 'code', scope, ...more }
      return browser.open(`/${id}/oauth2/v2.0/authorize`, request)
    },
    /** Signs out as an app does. */
    leave: () => browser.open(`/${id}/oauth2/v2.0/logout`, { post_logout_redirect_uri: REDIRECT_URI }),
    /** What an app gets for the code that it was sent. */
    redeem: (sentTo: URL | undefined, app = 'client') =>
      book.token({
        grant_type: 'authorization_code',
        ...appOf(app),
        code: sentTo?.searchParams.get('code') ?? '',
        redirect_uri: REDIRECT_URI,
        scope,
      }),
    refresh: (refreshToken: unknown, app = 'client') =>
      book.token({ grant_type: 'refresh_token', ...appOf(app), refresh_token: String(refreshToken), scope }),
  })
}
