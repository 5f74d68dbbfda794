import { DomainError } from '../../../kernel/errors.js'
import { consentPage } from '../consent/consent-page.js'
import type { LoginAnswer } from '../login-request.js'
import type { SignedIn } from './interaction.js'

/** Completes an interaction of somebody who is signed in: asks for the confirmation and the consent that are missing, then finishes. */
export async function complete(signedIn: SignedIn): Promise<LoginAnswer> {
  if (signedIn.confirm && !signedIn.isConfirmed) return signedIn.confirm(signedIn)
  try {
    const { isInstalled } = signedIn.clientIn(signedIn.account.reader)
    const asked = signedIn.asks(signedIn)
    const asksAnyway = signedIn.prompt === 'consent' && asked.permissions.length > 0
    if (isInstalled && asked.missing.length === 0 && !asksAnyway) return await signedIn.finish(signedIn)
    if (signedIn.prompt !== 'none') return consentPage(signedIn, asked)
    const { appId, displayName } = signedIn.clientIn(signedIn.account.reader)
    return signedIn.refuse(new DomainError('consentRequired', { appId, displayName }))
  } catch (error) {
    return signedIn.refuse(error)
  }
}
