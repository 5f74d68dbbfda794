import type { Client } from '../../../domain/tokens/clients.js'
import { signInNameOf } from '../../../domain/tokens/sign-in.js'
import { html } from '../../../http/html.js'
import type { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { acceptButtons, submitButton } from '../pages/buttons.js'
import { type Field, fields } from '../pages/fields.js'
import { form } from '../pages/form.js'
import { layout } from '../pages/layout.js'
import { pageAnswer } from '../pages/page-answer.js'
import { type Browser, canaryOf, rememberBrowser } from '../sign-in/browser.js'
import type { SignedIn } from '../sign-in/interaction.js'

const CODE: Field = {
  name: 'otc',
  id: 'otc',
  about: 'code',
  label: 'Code',
  type: 'text',
  autocomplete: 'off',
  more: html`maxlength="32" autocapitalize="characters" spellcheck="false"`,
}

/** The page on which somebody types the code that a device shows. */
export function deviceCodePage(
  login: LoginRequest,
  browser: Browser,
  { typed, error }: { readonly typed: string; readonly error?: DomainError },
): LoginAnswer {
  const { origin, path } = login.target
  const inputs = fields({ login, tenant: undefined }, error, [{ ...CODE, value: typed }])
  const content = html`<p>Enter the code displayed on your app or device.</p><p>Do not enter codes from sources you don't trust.</p><form method="post" action="${origin}${path}"><input type="hidden" name="canary" value="${canaryOf(browser)}">${inputs}${submitButton('Next')}</form>`
  const page = layout('Enter code', content)
  return { ...page, headers: { ...page.headers, ...rememberBrowser(login, browser) } }
}

/** The page that asks whether the person means to sign in on that device: somebody else may have sent the code. */
export function confirmDevicePage(signedIn: SignedIn): LoginAnswer {
  const { user, reader, session } = signedIn.account
  const { displayName } = signedIn.clientIn(reader)
  const inputs = html`<input type="hidden" name="account" value="${session.sessionId}">${acceptButtons('Continue')}`
  const content = html`<p>${signInNameOf(user)}</p><p>You are signing in on another device, to an app that asked for it there. Continue only if you started this yourself and trust the app.</p>${form(signedIn, 'confirm', inputs)}`
  return pageAnswer(signedIn, `Are you trying to sign in to ${displayName}?`, content)
}

/** The page after a device was let in. */
export function deviceDonePage({ displayName }: Client): LoginAnswer {
  return layout(
    displayName,
    html`<p>You have signed in to the ${displayName} application on your device. You may now close this window.</p>`,
  )
}

/** The page after somebody said no. */
export function deviceRefusedPage(): LoginAnswer {
  return layout('Sign-in declined', html`<p>The device was not signed in. You may now close this window.</p>`)
}
