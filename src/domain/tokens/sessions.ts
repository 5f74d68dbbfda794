import { formatInstant, parseInstant } from '../../kernel/instant.js'
import type { Reader, Transaction } from '../access.js'
import { users } from '../directory/tables.js'
import type { User } from '../directory/user-rows.js'
import { forgetExpired } from './forget-expired.js'
import type { SignInSession } from './session-rows.js'
import { sessionsValidFrom } from './session-start.js'
import { signInSessions } from './tables.js'
import { newTenantHandle, tenantHandleId } from './tenant-handle.js'

/** Seconds for which a browser stays signed in. */
const SESSION_LIFETIME = 24 * 3600

/** A session that is still good, and whose it is. */
export interface LiveSession {
  readonly session: SignInSession
  readonly user: User
}

/** Begins a session of a user who has just proved who he is; `handle` is what the browser keeps. */
export function startSession(transaction: Transaction, user: User): LiveSession & { readonly handle: string } {
  forgetExpired(transaction, signInSessions, transaction.now)
  const { id, text } = newTenantHandle(transaction)
  const session = transaction.insert(signInSessions, {
    id,
    sessionId: transaction.newGuid(),
    userId: user.id,
    appIds: [],
    signedInAt: formatInstant(transaction.now),
    expiresAt: formatInstant(transaction.now + SESSION_LIFETIME * 1000),
    sessionsValidFrom: sessionsValidFrom(user),
  })
  return { session, user, handle: text }
}

/**
 * The session behind a handle, or undefined when it ended: by time (`now`, in milliseconds), by signing out, because the
 * user is gone or blocked, or because the user's sessions were revoked.
 */
export function findSession(reader: Reader, handle: string, now: number): LiveSession | undefined {
  const session = reader.table(signInSessions).get(tenantHandleId(handle))
  if (!session || (parseInstant(session.expiresAt) ?? 0) <= now) return undefined
  const user = reader.table(users).get(session.userId)
  if (!user?.accountEnabled || session.sessionsValidFrom < sessionsValidFrom(user)) return undefined
  return { session, user }
}

/** Notes that a session led into an app, which may want to hear of its end. */
export function noteApp(transaction: Transaction, { id }: SignInSession, appId: string): void {
  const session = transaction.table(signInSessions).get(id)
  if (session && !session.appIds.includes(appId))
    transaction.replace(signInSessions, { ...session, appIds: [...session.appIds, appId] })
}

/** Ends the session behind a handle, if there is one. */
export function endSession(transaction: Transaction, handle: string): void {
  const id = tenantHandleId(handle)
  if (transaction.table(signInSessions).has(id)) transaction.remove(signInSessions, id)
}
