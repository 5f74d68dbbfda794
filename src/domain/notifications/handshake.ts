import { DomainError } from '../../kernel/errors.js'
import type { Courier } from './courier.js'
import { withParameter } from './notification-url.js'

/** Milliseconds that an endpoint has to answer with the token. */
const PATIENCE = 10_000

/**
 * Asks an endpoint whether it wants notifications: it has to send the token back as plain text (Microsoft Graph: Receive
 * change notifications through webhooks). Throws `validationFailed`, `validationTimedOut`.
 */
export async function shakeHands(courier: Courier, url: string, token: string, signal: AbortSignal): Promise<void> {
  const letter = { contentType: 'text/plain; charset=utf-8', body: '', patience: PATIENCE, signal }
  const answer = await courier.post(withParameter(url, 'validationToken', token), letter)
  if (answer === 'timedOut') throw new DomainError('validationTimedOut')
  const isPlain = answer !== 'unreachable' && /^text\/plain\b/i.test(answer.contentType)
  if (!isPlain || answer.status !== 200 || answer.text !== token) throw new DomainError('validationFailed')
}
