import { startSession } from '../../../domain/tokens/sessions.js'
import type { LoginAnswer } from '../login-request.js'
import { rememberBrowser, withAccount } from './browser.js'
import type { Proven } from './check-password.js'
import { complete } from './complete.js'
import type { Interaction } from './interaction.js'

/**
 * Signs a user in who has just proved who he is, and completes the interaction; the browser remembers the session. It gets
 * a new id: whoever planted the old one knows nothing of what follows.
 */
export async function signIn(interaction: Interaction, { reader, user }: Proven): Promise<LoginAnswer> {
  const { login } = interaction
  const actor = { kind: 'user', id: user.id, requestId: login.correlationId } as const
  const started = login.access.record(reader.tenant, actor, (transaction) => startSession(transaction, user))
  const account = { ...started, reader }
  const browser = { ...withAccount(interaction.browser, account), id: login.rooms.ids.secret() }
  const answer = await complete({ ...interaction, browser, account, isFresh: true })
  return { ...answer, headers: { ...answer.headers, ...rememberBrowser(login, browser) } }
}
