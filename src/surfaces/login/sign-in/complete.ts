import { noteApp } from '../../../domain/tokens/sessions.js'
import { signInNameOf } from '../../../domain/tokens/sign-in.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import { parseInstant } from '../../../kernel/instant.js'
import { consentPage } from '../consent/consent-page.js'
import type { LoginAnswer } from '../login-request.js'
import type { SignedIn } from './interaction.js'
import { logRefusal, logSignedIn } from './log-interaction.js'
import { credentialPage } from './start-page.js'

/** Completes an interaction of somebody who is signed in: asks for the confirmation and the consent that are missing, then finishes. */
export async function complete(signedIn: SignedIn): Promise<LoginAnswer> {
  if (isStale(signedIn)) return askAgain(signedIn)
  if (signedIn.confirm && !signedIn.isConfirmed) return signedIn.confirm(signedIn)
  try {
    const { appId, displayName, isInstalled } = signedIn.clientIn(signedIn.account.reader)
    const asked = signedIn.asks(signedIn)
    const asksAnyway = asked.tenantWide || (signedIn.prompt === 'consent' && asked.permissions.length > 0)
    if (isInstalled && asked.missing.length === 0 && !asksAnyway) return await finish(signedIn)
    const required = new DomainError('consentRequired', { appId, displayName })
    if (signedIn.prompt === 'none') throw required
    logRefusal(signedIn, required)
    return consentPage(signedIn, asked)
  } catch (error) {
    return refuse(signedIn, error)
  }
}

/** Whether the app wants a newer proof of who somebody is than the one that was given. */
function isStale({ isFresh, prompt, maxAge, account, login }: SignedIn): boolean {
  if (isFresh) return false
  const age = login.rooms.clock.now() - (parseInstant(account.session.signedInAt) ?? 0)
  return prompt === 'login' || (maxAge !== undefined && age > maxAge * 1000)
}

function askAgain(signedIn: SignedIn): LoginAnswer {
  if (signedIn.prompt === 'none') return refuse(signedIn, new DomainError('loginRequired'))
  return credentialPage(signedIn, { name: signInNameOf(signedIn.account.user) })
}

/** Ends an interaction well; the sign-in log tells of it. */
export async function finish(signedIn: SignedIn): Promise<LoginAnswer> {
  const answer = await signedIn.finish(signedIn)
  rememberApp(signedIn)
  logSignedIn(signedIn)
  return answer
}

function rememberApp({ account, login, appId }: SignedIn): void {
  const { reader, session, user } = account
  if (session.appIds.includes(fold(appId))) return
  const actor = { kind: 'user', id: user.id, requestId: login.correlationId } as const
  login.access.note(reader.tenant, actor, (transaction) => noteApp(transaction, session, fold(appId)))
}

/** Ends an interaction with a refusal of somebody who is signed in; the sign-in log tells of it. */
export function refuse(signedIn: SignedIn, error: unknown): LoginAnswer {
  logRefusal(signedIn, error)
  return signedIn.refuse(error)
}
