import type { Reader } from '../../store/transaction.js'
import type { DirectoryLink } from './directory-link.js'
import { type EffectivePrivileges, effectivePrivileges } from './effective-privileges.js'
import type { Environment } from './environment-rows.js'
import { type Model, modelOf } from './model.js'
import type { Row } from './tables.js'

/** Somebody at work in an environment, perhaps on behalf of somebody else. */
export interface Session {
  readonly environment: Environment
  readonly model: Model
  readonly directory: DirectoryLink
  /** Who acts: the impersonated user where there is one. */
  readonly user: Row
  /** Who really calls. */
  readonly caller: Row
  /** Both of them, or the one who is both. */
  readonly acting: readonly Row[]
  /** Nothing is checked for this caller. */
  readonly unchecked: boolean
  /**
   * What the session may do must be allowed by each of these: the user's privileges, and the caller's when both differ.
   * Computed at each reading, because a session may outlive a change.
   */
  privileges(reader: Reader): readonly EffectivePrivileges[]
}

/** A session for a user; with a `caller` of its own, one in which the caller impersonates the user. */
export function createSession(
  environment: Environment,
  user: Row,
  directory: DirectoryLink,
  options: { caller?: Row; unchecked?: boolean } = {},
): Session {
  const caller = options.caller ?? user
  const acting = caller === user ? [user] : [user, caller]
  return {
    environment,
    model: modelOf(environment),
    directory,
    user,
    caller,
    acting,
    unchecked: options.unchecked ?? false,
    privileges: (reader) => acting.map((principal) => effectivePrivileges(reader, environment, principal)),
  }
}

/** The same session in an environment whose tables have changed since. */
export function sessionIn(environment: Environment, { user, caller, directory, unchecked }: Session): Session {
  return createSession(environment, user, directory, { caller, unchecked })
}

/** The id under which the session's rows are created. */
export function userIdOf(session: Session): string {
  return String(session.user.systemuserid)
}

export function isImpersonating(session: Session): boolean {
  return session.user.systemuserid !== session.caller.systemuserid
}
