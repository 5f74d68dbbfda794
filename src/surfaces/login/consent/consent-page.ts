import { type AskedPermission, mayConsentForAll } from '../../../domain/tokens/consent.js'
import { signInNameOf } from '../../../domain/tokens/sign-in.js'
import { html } from '../../../http/html.js'
import type { LoginAnswer } from '../login-request.js'
import { form } from '../pages/form.js'
import { pageAnswer } from '../pages/page-answer.js'
import type { SignedIn } from '../sign-in/interaction.js'

/** The page on which somebody lets an app act for him, or says no. */
export function consentPage(signedIn: SignedIn, permissions: readonly AskedPermission[]): LoginAnswer {
  const { account, clientIn } = signedIn
  const { user, reader, session } = account
  const { displayName } = clientIn(reader)
  const mayForAll = mayConsentForAll(reader, user)
  if (!mayForAll && permissions.some(({ scope }) => scope.type === 'Admin')) {
    const content = html`<p>${signInNameOf(user)}</p><p role="alert">${displayName} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.</p>`
    return pageAnswer(signedIn, 'Need admin approval', content)
  }
  const wanted = permissions.map(
    ({ scope }) =>
      html`<li>${scope.userConsentDisplayName ?? scope.adminConsentDisplayName ?? scope.value} <code>${scope.value}</code></li>`,
  )
  const forAll = html`<label><input type="checkbox" name="forAll" value="1"> Consent on behalf of your organization</label>`
  const fields = html`<input type="hidden" name="account" value="${session.sessionId}"><ul>${wanted}</ul>${mayForAll && forAll}<button name="decision" value="cancel">Cancel</button><button class="primary" name="decision" value="accept">Accept</button>`
  return pageAnswer(
    signedIn,
    'Permissions requested',
    html`<p>${signInNameOf(user)}</p><p>${displayName} would like to:</p>${form(signedIn, 'consent', fields)}`,
  )
}
