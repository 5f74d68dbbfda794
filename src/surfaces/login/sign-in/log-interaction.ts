import type { Resource } from '../../../domain/tokens/resources.js'
import { findBySignInName } from '../../../domain/tokens/sign-in.js'
import { unlessRefused } from '../../../kernel/errors.js'
import { logFailure, logSuccess, type SignInAttempt, type SignInKind } from '../sign-in-log.js'
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
  const kind = inBrowser(interaction, 'interactiveUser')
  logFailure(interaction.login, { kind, reader, appId: interaction.appId, user }, error)
}

/** Steps on which the person in front of the browser decides, after a sign-in of a moment ago. */
const ANSWERED = new Set(['consent', 'confirm'])

function attemptOf(signedIn: SignedIn): SignInAttempt {
  const { reader, user, session } = signedIn.account
  const isInteractive = signedIn.isFresh || ANSWERED.has(signedIn.login.form.get('step') ?? '')
  return {
    kind: inBrowser(signedIn, isInteractive ? 'interactiveUser' : 'nonInteractiveUser'),
    reader,
    appId: signedIn.appId,
    user,
    resource: resourceOf(signedIn),
    sessionId: session.sessionId,
  }
}

function inBrowser({ protocol }: Interaction, eventType: SignInKind['eventType']): SignInKind {
  return { eventType, authenticationProtocol: protocol, clientAppUsed: 'Browser' }
}

function resourceOf(signedIn: SignedIn): Resource | undefined {
  return unlessRefused(() => signedIn.asks(signedIn).resource)
}
