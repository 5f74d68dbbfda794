import type { AskedPermission } from '../../../domain/tokens/asked-permissions.js'
import { type AskedRole, mayConsentForAll, takesAdministrator } from '../../../domain/tokens/consent.js'
import { signInNameOf } from '../../../domain/tokens/sign-in.js'
import { type Html, html } from '../../../http/html.js'
import type { LoginAnswer } from '../login-request.js'
import { acceptButtons } from '../pages/buttons.js'
import { form, linkForm } from '../pages/form.js'
import { pageAnswer } from '../pages/page-answer.js'
import type { Asked, SignedIn } from '../sign-in/interaction.js'

/** The page on which somebody lets an app act for him, or says no. */
export function consentPage(signedIn: SignedIn, asked: Asked): LoginAnswer {
  const { account, clientIn } = signedIn
  const { user, reader } = account
  const { permissions, missing, tenantWide } = asked
  const client = clientIn(reader)
  const mayForAll = mayConsentForAll(reader, user)
  if (!mayForAll && (tenantWide || takesAdministrator(client, missing))) return needsAdminPage(signedIn)
  const forAll = html`<label class="check more"><input type="checkbox" name="forAll" value="1"> Consent on behalf of your organization</label><p class="hint">Then nobody else in the organization is asked.</p>`
  const wanted = html`<ul class="permissions">${permissions.map(describe)}${tenantWide?.roles.map(describeRole)}</ul>`
  const content = html`${accountField(signedIn)}${wanted}${mayForAll && !tenantWide && forAll}${acceptButtons('Accept')}`
  const forWhom = tenantWide && html`<p>Accept for your organization</p>`
  return pageAnswer(
    signedIn,
    'Permissions requested',
    html`<p>${signInNameOf(user)}</p>${forWhom}<p><strong>${client.displayName}</strong> would like to:</p>${form(signedIn, 'consent', content)}`,
  )
}

function describe({ scope }: AskedPermission): Html {
  const title = scope.userConsentDisplayName ?? scope.adminConsentDisplayName ?? scope.value
  const description = scope.userConsentDescription ?? scope.adminConsentDescription
  return html`<li><strong>${title}</strong>${description !== title && (description ?? undefined)} <code>${scope.value}</code></li>`
}

function describeRole({ role }: AskedRole): Html {
  return html`<li><strong>${role.displayName}</strong>${role.description !== role.displayName && role.description} <code>${role.value ?? ''}</code></li>`
}

/** Who may not grant what the app needs can go back to it, or sign in as somebody who may. */
function needsAdminPage(signedIn: SignedIn): LoginAnswer {
  const { account, clientIn } = signedIn
  const { displayName } = clientIn(account.reader)
  const back = html`${accountField(signedIn)}<div class="actions"><button class="primary" id="idBtn_Back" name="decision" value="back">Return to the application</button></div>`
  return pageAnswer(
    signedIn,
    'Need admin approval',
    html`<p>${signInNameOf(account.user)}</p><p class="note" role="alert" tabindex="-1" autofocus><strong>${displayName}</strong> needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.</p>${form(signedIn, 'consent', back)}<div class="more">${linkForm(signedIn, 'account', 'Have an admin account? Sign in with that account')}</div>`,
  )
}

function accountField({ account }: SignedIn): Html {
  return html`<input type="hidden" name="account" value="${account.session.sessionId}">`
}
