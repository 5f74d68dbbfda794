import { servicePrincipals } from '../../../domain/directory/tables.js'
import { requireClient } from '../../../domain/tokens/clients.js'
import { registeredRedirectUris } from '../../../domain/tokens/redirect-uris.js'
import { html } from '../../../http/html.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { layout } from '../pages/layout.js'
import { readBrowser, rememberBrowser, signOut } from '../sign-in/browser.js'
import { tenantsOf } from '../tenant-segment.js'

/**
 * Signs out everybody who is signed in in this browser (OpenID Connect RP-Initiated Logout). What apps hold already, their
 * refresh tokens among it, stays theirs. The browser goes on to `post_logout_redirect_uri` if some app registered it.
 */
export async function logout(login: LoginRequest): Promise<LoginAnswer> {
  const browser = readBrowser(login)
  for (const account of browser.accounts) signOut(login, account)
  const headers = rememberBrowser(login, { ...browser, accounts: [] })
  const uri = login.query.get('post_logout_redirect_uri') ?? login.form.get('post_logout_redirect_uri')
  if (uri !== undefined && isRegistered(login, uri)) {
    const state = login.query.get('state') ?? login.form.get('state')
    const location =
      state === undefined ? uri : `${uri}${uri.includes('?') ? '&' : '?'}${new URLSearchParams({ state })}`
    return { status: 302, headers: { ...headers, location } }
  }
  const page = layout('You signed out of your account', html`<p>It's a good idea to close all browser windows.</p>`)
  return { ...page, headers: { ...page.headers, ...headers } }
}

/** Anywhere else would make the sign-out page lead people wherever somebody likes. */
function isRegistered({ access }: LoginRequest, uri: string): boolean {
  const tenants = tenantsOf(access)
  return access.tenants().some((tenant) => {
    const reader = access.read(tenant)
    return [...reader.table(servicePrincipals).rows()].some(
      ({ appId, accountEnabled }) =>
        accountEnabled &&
        registeredRedirectUris(requireClient(reader, appId, tenants)).some((target) => target.uri === uri),
    )
  })
}
