import type { Reader } from '../../../domain/access.js'
import type { User } from '../../../domain/directory/user-rows.js'
import type { ClientAuthentication } from '../../../domain/tokens/access-grant.js'
import type { ClaimsRequest } from '../../../domain/tokens/claims-request.js'
import type { Client } from '../../../domain/tokens/clients.js'
import type { Resource } from '../../../domain/tokens/resources.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginRequest } from '../login-request.js'
import type { SignInKind } from '../sign-in-log.js'

/** A request to the token endpoint once tenant and client are known; a grant does the rest. */
export interface TokenRequest {
  readonly login: LoginRequest
  /** 1 for `/oauth2/token`, 2 for `/oauth2/v2.0/token`. */
  readonly version: 1 | 2
  /** Reads the tenant that the token is for. */
  readonly reader: Reader
  readonly client: Client
  readonly clientAuthentication: ClientAuthentication
  /** The credential that the client presented. */
  readonly keyId: string | undefined
  readonly claims: ClaimsRequest
}

/** One way to get a token: what is special about it; the endpoint does what all have in common. */
export interface Grant {
  /** The tenant when the path names none (`common`, `organizations`, `consumers`). */
  readonly tenantOfShared: (login: LoginRequest) => Reader
  /** The word of the refusal when a client proves nothing; without it a public client need not. */
  readonly credentialRequired?: string
  /** Whether what is presented was given to a client that need not prove anything, whatever else the app can do. */
  readonly isForPublic?: (login: LoginRequest, reader: Reader) => boolean
  /** Whether what is presented was given to scripts in a browser. */
  readonly isForSpa?: (login: LoginRequest, reader: Reader) => boolean
  /** The same request comes again and again, until there is an answer. */
  readonly isPolled?: true
  /** How the sign-in log files what this grant does. */
  readonly signIn: SignInKind
  /** For whom the client wants to act, or the name it gives: also where that is refused. */
  readonly userOf?: (login: LoginRequest, reader: Reader) => User | string | undefined
  readonly issue: (token: TokenRequest) => Promise<Issued>
}

/** What a grant ends in. */
export interface Issued {
  readonly resource: Resource
  /** Seconds for which the access token is good. */
  readonly lifetime: number
  /** What a user's token may do, in the spelling of the request. */
  readonly scope?: string | undefined
  readonly tokens: IssuedTokens
  /** For whom; undefined when the client acts for itself. */
  readonly user?: User | undefined
  readonly sessionId?: string | undefined
}

/** The tokens, of characters that need no escaping; those below the first belong to users alone. */
export interface IssuedTokens {
  readonly access_token: string
  readonly refresh_token?: string | undefined
  readonly id_token?: string | undefined
  readonly client_info?: string | undefined
}

/** A parameter of the form. Throws `parameterMissing` when it is absent or empty. */
export function requireParameter(login: LoginRequest, parameter: string): string {
  const value = login.form.get(parameter)
  if (value === undefined || value === '') throw new DomainError('parameterMissing', { parameter })
  return value
}
