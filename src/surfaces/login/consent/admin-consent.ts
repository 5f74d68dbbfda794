import { DomainError } from '../../../kernel/errors.js'
import { readClient, readTarget } from '../authorize/authorization-request.js'
import { sendToClient } from '../authorize/send-to-client.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import { errorPage } from '../pages/error-page.js'
import { refusalAtRedirect } from '../present-error.js'
import { refuseRepeated } from '../refuse-repeated.js'
import { readBrowser } from '../sign-in/browser.js'
import { interact } from '../sign-in/interact.js'
import type { Interaction } from '../sign-in/interaction.js'
import { adminAsksOf } from './asks-of.js'

/** Where an app sends an administrator to consent for the tenant (Microsoft identity platform: Admin consent). */
export function adminConsent(login: LoginRequest): Promise<LoginAnswer> {
  return answerAdminConsent(login, login.query.get('scope')?.trim())
}

/** The same in version 1.0: everything that the app's registration lists. */
export function adminConsentV1(login: LoginRequest): Promise<LoginAnswer> {
  return answerAdminConsent(login, 'https://graph.microsoft.com/.default', true)
}

async function answerAdminConsent(login: LoginRequest, scope = '', isV1 = false): Promise<LoginAnswer> {
  try {
    refuseRepeated(login)
    const { query } = login
    const client = readClient(login, query)
    const target = readTarget(client.clientIn(client.tenant), query)
    const outcome = { admin_consent: 'True', ...(!isV1 && { scope }) }
    const refuse = (error: unknown) =>
      sendToClient(target, { ...refusalAtRedirect(error, login), admin_consent: 'True' })
    if (scope === '') return refuse(new DomainError('parameterMissing', { parameter: 'scope' }))
    return await interact({
      login,
      ...client,
      protocol: 'oAuth2',
      browser: readBrowser(login),
      prompt: undefined,
      loginHint: query.get('login_hint') || undefined,
      action: `${login.target.origin}${login.target.path}?${new URLSearchParams([...query])}`,
      asks: (signedIn) => adminAsksOf(signedIn, scope),
      finish: async ({ account }) => sendToClient(target, { ...outcome, tenant: account.reader.tenant }),
      refuse,
    } satisfies Interaction)
  } catch (error) {
    if (error instanceof DomainError) return errorPage(error, login)
    throw error
  }
}
