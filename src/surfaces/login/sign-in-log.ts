import type { Reader } from '../../domain/access.js'
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

/** What is known of a sign-in when it succeeds or fails. */
export interface SignInAttempt extends Pick<SignIn, 'eventType' | 'authenticationProtocol' | 'clientAppUsed'> {
  /** Reads the tenant that was signed in to. */
  readonly reader: Reader
  readonly appId: string
  /** For whom the app acts; only the name that was given where the directory does not know it. */
  readonly user?: User | string | undefined
  readonly resource?: Resource | undefined
  readonly credentialType?: ClientCredentialType | undefined
  readonly keyId?: string | undefined
  readonly sessionId?: string | undefined
}

/** Writes a sign-in that went well into the log. */
export function logSuccess(login: LoginRequest, attempt: SignInAttempt): void {
  // What the service itself writes for a sign-in without an error.
  write(login, attempt, 0, 'Other.')
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

function write(login: LoginRequest, attempt: SignInAttempt, errorCode: number, failureReason: string): void {
  const { reader, eventType, resource } = attempt
  const { traceId, correlationId, request, rooms } = login
  const app = reader.table(servicePrincipals).findFirst('appId', fold(attempt.appId))
  const isApp = eventType === 'servicePrincipal'
  const entry: SignIn = {
    id: traceId,
    createdDateTime: formatInstant(rooms.clock.now()),
    eventType,
    authenticationProtocol: attempt.authenticationProtocol,
    correlationId,
    ...userColumns(attempt.user),
    appId: app?.appId ?? attempt.appId.slice(0, LONGEST),
    appDisplayName: app?.displayName ?? '',
    servicePrincipalId: isApp ? (app?.id ?? '') : '',
    clientCredentialType: attempt.credentialType ?? 'none',
    servicePrincipalCredentialKeyId: (isApp ? attempt.keyId : undefined) ?? null,
    resourceId: resource?.appId ?? null,
    resourceDisplayName: resource?.displayName ?? null,
    sessionId: attempt.sessionId ?? null,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, LONGEST),
    clientAppUsed: attempt.clientAppUsed,
    errorCode,
    failureReason,
  }
  const actor = { kind: 'system', id: 'signIns', requestId: correlationId } as const
  login.access.note(reader.tenant, actor, (transaction) => logSignIn(transaction, entry))
}

type UserColumns = Pick<SignIn, 'userId' | 'userDisplayName' | 'userPrincipalName' | 'userType'>

function userColumns(user: User | string | undefined): UserColumns {
  if (user === undefined) return { userId: null, userDisplayName: null, userPrincipalName: null, userType: null }
  if (typeof user === 'string') {
    const name = user.slice(0, LONGEST)
    return { userId: null, userDisplayName: name, userPrincipalName: fold(name), userType: null }
  }
  return {
    userId: user.id,
    userDisplayName: user.displayName,
    userPrincipalName: fold(user.userPrincipalName),
    userType: user.userType === 'Guest' ? 'guest' : 'member',
  }
}
