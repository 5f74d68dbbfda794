import { html } from '../../../http/html.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { accountButton } from '../pages/account-page.js'
import { layout } from '../pages/layout.js'
import { type Browser, canaryOf, rememberBrowser } from '../sign-in/browser.js'
import type { ToldApp } from './front-channel.js'

/** The page that asks which of several accounts to sign out of. */
export function signOutPage(login: LoginRequest, browser: Browser): LoginAnswer {
  const { origin, path } = login.target
  const parameters = new URLSearchParams([...login.form, ...login.query].filter(([name]) => CARRIED.has(name)))
  const choices = browser.accounts.map(
    ({ user, session }) => html`<li>${accountButton('account', session.sessionId, user)}</li>`,
  )
  const all = html`<li><button class="account" name="account" value="all">Sign out of all accounts</button></li>`
  const content = html`<p>Which account do you want to sign out of?</p><form method="post" action="${origin}${path}?${parameters.toString()}"><input type="hidden" name="canary" value="${canaryOf(browser)}"><ul class="accounts">${choices}${all}</ul></form>`
  const page = layout('Pick an account', content)
  return { ...page, headers: { ...page.headers, ...rememberBrowser(login, browser) } }
}

/** What the form of that page leads back with. */
const CARRIED = new Set(['post_logout_redirect_uri', 'state', 'client-request-id'])

/** The page after a sign-out. It tells the apps that want to know, each in a frame of its own, and goes on after that. */
export function signedOutPage(apps: readonly ToldApp[], next: string | undefined): LoginAnswer {
  const frames = apps.map(
    ({ displayName, url }) => html`<iframe src="${url.href}" title="Signing out of ${displayName}"></iframe>`,
  )
  const onward = next !== undefined && html`<p><a href="${next}">Go on</a></p>`
  return layout(
    'You signed out of your account',
    html`<p>It's a good idea to close all browser windows.</p>${onward}${frames}`,
    { frames: [...new Set(apps.map(({ url }) => url.origin))], next },
  )
}
