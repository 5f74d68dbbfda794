import type { Reader } from '../../../domain/access.js'
import type { Resource } from '../../../domain/tokens/resources.js'
import { findBySignInName } from '../../../domain/tokens/sign-in.js'
import { unlessRefused } from '../../../kernel/errors.js'
import { logFailure, logSuccess, type SignInAttempt } from '../sign-in-log.js'
import { accountTenant } from './account-tenant.js'
import type { Interaction, SignedIn } from './interaction.js'

/** Writes into the sign-in log that somebody signed in in the browser, or went on being signed in. */
export function logSignedIn(signedIn: SignedIn): void {
  logSuccess(signedIn.login, attemptOf(signedIn))
}

/** Writes into the sign-in log that somebody who is signed in in the browser was refused. */
export function logRefusal(signedIn: SignedIn, error: unknown): void {
  logFailure(signedIn.login, attemptOf(signedIn), error)
}

/** Writes into the sign-in log that somebody was refused who gave a name. */
export function logRefusedName(interaction: Interaction, name: string, error: unknown): void {
  const reader = unlessRefused(() => accountTenant(interaction, name))
  if (!reader) return
  const user = findBySignInName(reader, name) ?? name
  logFailure(interaction.login, { ...inBrowser(interaction, reader), eventType: 'interactiveUser', user }, error)
}

/** Steps on which the person in front of the browser decides, after a sign-in of a moment ago. */
const ANSWERED = new Set(['consent', 'confirm'])

function attemptOf(signedIn: SignedIn): SignInAttempt {
  const { reader, user, session } = signedIn.account
  const isInteractive = signedIn.isFresh || ANSWERED.has(signedIn.login.form.get('step') ?? '')
  return {
    ...inBrowser(signedIn, reader),
    eventType: isInteractive ? 'interactiveUser' : 'nonInteractiveUser',
    user,
    resource: resourceOf(signedIn),
    sessionId: session.sessionId,
  }
}

function inBrowser({ appId, protocol }: Interaction, reader: Reader) {
  return { authenticationProtocol: protocol, clientAppUsed: 'Browser', reader, appId } as const
}

function resourceOf(signedIn: SignedIn): Resource | undefined {
  return unlessRefused(() => signedIn.asks(signedIn).resource)
}
