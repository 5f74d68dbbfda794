import type { Actor, Reader } from '../../domain/access.js'
import type { ServicePrincipal } from '../../domain/directory/application-rows.js'
import { servicePrincipals } from '../../domain/directory/tables.js'
import type { User } from '../../domain/directory/user-rows.js'
import type { Resource } from '../../domain/tokens/resources.js'
import { logSignIn } from '../../domain/tokens/sign-in-log.js'
import type { ClientCredentialType, SignIn } from '../../domain/tokens/sign-in-rows.js'
import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import { formatInstant } from '../../kernel/instant.js'
import { loginErrors } from './errors.js'
import type { LoginRequest } from './login-request.js'

/** As what a sign-in is filed. */
export type SignInKind = Pick<SignIn, 'eventType' | 'authenticationProtocol' | 'clientAppUsed'>

/** What is known of a sign-in when it succeeds or fails. */
export interface SignInAttempt {
  readonly kind: SignInKind
  /** Reads the tenant that was signed in to. */
  readonly reader: Reader
  readonly appId: string
  /** The app in that tenant, where it has been looked up. */
  readonly principal?: ServicePrincipal | undefined
  /** For whom the app acts; only the name that was given where the directory does not know it. */
  readonly user?: User | string | undefined
  readonly resource?: Resource | undefined
  readonly credentialType?: ClientCredentialType | undefined
  readonly keyId?: string | undefined
  readonly sessionId?: string | undefined
}

/** Writes a sign-in that went well into the log. */
export function logSuccess(login: LoginRequest, attempt: SignInAttempt): void {
  write(login, attempt, 0)
}

/** Refusals that say that a request makes no sense, or not yet, rather than that somebody may not sign in. */
const NO_SIGN_IN = new Set([
  'invalid_request',
  'unsupported_grant_type',
  'unsupported_response_type',
  'unsupported_response_mode',
  'authorization_pending',
])

/** Writes a sign-in that was refused into the log; what was no sign-in is left out. */
export function logFailure(login: LoginRequest, attempt: SignInAttempt, thrown: unknown): void {
  const refusal = thrown instanceof DomainError ? loginErrors[thrown.word] : undefined
  if (refusal && !NO_SIGN_IN.has(refusal.error)) write(login, attempt, refusal.code, refusal.text)
}

/** Texts of clients are kept in reason. */
const LONGEST = 512

function write(login: LoginRequest, attempt: SignInAttempt, errorCode: number, failureReason?: string): void {
  const { kind, reader, resource } = attempt
  const { traceId, correlationId, request, rooms } = login
  const app = attempt.principal ?? reader.table(servicePrincipals).findFirst('appId', fold(attempt.appId))
  const isApp = kind.eventType === 'servicePrincipal'
  const { userId, userDisplayName, userPrincipalName, userType } = userColumns(attempt.user)
  const entry: SignIn = Object.freeze({
    id: traceId,
    createdDateTime: formatInstant(rooms.clock.now()),
    eventType: kind.eventType,
    authenticationProtocol: kind.authenticationProtocol,
    correlationId,
    userId,
    userDisplayName,
    userPrincipalName,
    userType,
    appId: app?.appId ?? attempt.appId.slice(0, LONGEST),
    appDisplayName: app?.displayName ?? '',
    servicePrincipalId: isApp ? app?.id : undefined,
    clientCredentialType: attempt.credentialType ?? 'none',
    servicePrincipalCredentialKeyId: isApp ? attempt.keyId : undefined,
    resourceId: resource?.appId,
    resourceDisplayName: resource?.displayName,
    sessionId: attempt.sessionId,
    userAgent: request.headers['user-agent']?.slice(0, LONGEST),
    clientAppUsed: kind.clientAppUsed,
    errorCode,
    failureReason,
  })
  login.access.note(reader.tenant, SIGN_INS, (transaction) => logSignIn(transaction, entry))
}

/** Who writes the log. */
const SIGN_INS: Actor = Object.freeze({ kind: 'system', id: 'signIns' })

type UserColumns = Pick<SignIn, 'userId' | 'userDisplayName' | 'userPrincipalName' | 'userType'>

function userColumns(user: User | string | undefined): UserColumns {
  if (user === undefined) return {}
  if (typeof user === 'string') {
    const name = user.slice(0, LONGEST)
    return { userDisplayName: name, userPrincipalName: fold(name) }
  }
  return {
    userId: user.id,
    userDisplayName: user.displayName,
    userPrincipalName: fold(user.userPrincipalName),
    userType: user.userType === 'Guest' ? 'guest' : 'member',
  }
}
