import { unverifiedClaims } from '../../../domain/tokens/unverified-claims.js'
import { addressInHeader } from '../../../http/address-in-header.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import {
  type Browser,
  isOwnForm,
  readBrowser,
  rememberBrowser,
  type SignedInAccount,
  signOut,
} from '../sign-in/browser.js'
import { isHinted } from '../sign-in/hints.js'
import { logoutUrlsOf } from './front-channel.js'
import { signedOutPage, signOutPage } from './logout-pages.js'
import { returnAddress } from './return-address.js'

/**
 * Signs out in this browser (OpenID Connect RP-Initiated Logout): the only account, the one that the app names, or the one
 * that the person chooses. What apps hold already, their refresh tokens among it, stays theirs; those that registered a
 * logout URL are told (OpenID Connect Front-Channel Logout). The browser goes on to `post_logout_redirect_uri` if some app
 * registered it.
 */
export async function logout(login: LoginRequest): Promise<LoginAnswer> {
  const browser = readBrowser(login)
  const leaving = leavingAccounts(login, browser)
  if (!leaving) return signOutPage(login, browser)
  const apps = leaving.flatMap((account) => logoutUrlsOf(login, account))
  for (const account of leaving) signOut(login, account)
  const staying = browser.accounts.filter((account) => !leaving.includes(account))
  const headers = rememberBrowser(login, { ...browser, accounts: staying })
  const location = returnAddress(login)
  if (location !== undefined && apps.length === 0)
    return { status: 302, headers: { ...headers, location: addressInHeader(location) } }
  const page = signedOutPage(apps, location)
  return { ...page, headers: { ...page.headers, ...headers } }
}

/** Who is signed out; undefined while that has to be asked. */
function leavingAccounts(login: LoginRequest, browser: Browser): readonly SignedInAccount[] | undefined {
  const { accounts } = browser
  const chosen = isOwnForm(login, browser) ? login.form.get('account') : undefined
  // The chosen account may be signed out by now: nobody else is in its place.
  if (chosen !== undefined && chosen !== 'all') return accounts.filter(({ session }) => session.sessionId === chosen)
  if (chosen === 'all' || accounts.length < 2) return accounts
  const hint = logoutHint(login)
  const hinted = hint === undefined ? [] : accounts.filter((account) => isHinted(account, hint))
  return hinted.length > 0 ? hinted : undefined
}

/** Whom the app signs out: it says so, or hands back the token that it got for him, of which nothing but this is believed. */
function logoutHint({ query, form }: LoginRequest): string | undefined {
  const hint = query.get('logout_hint') ?? form.get('logout_hint')
  const { oid } = unverifiedClaims(query.get('id_token_hint') ?? form.get('id_token_hint') ?? '')
  return hint || (typeof oid === 'string' ? oid : undefined)
}
