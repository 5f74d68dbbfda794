import type { Reader } from '../../../domain/access.js'
import type { ClientAuthentication } from '../../../domain/tokens/access-grant.js'
import type { Client } from '../../../domain/tokens/clients.js'
import { DomainError } from '../../../kernel/errors.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'

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
}

/** One way to get a token: what is special about it; the endpoint does what all have in common. */
export interface Grant {
  /** The tenant when the path names none (`common`, `organizations`, `consumers`). */
  readonly tenantOfShared: (login: LoginRequest) => Reader
  /** The word of the refusal when a client proves nothing; without it a public client need not. */
  readonly credentialRequired?: string
  /** Whether what is presented was given to a client that need not prove anything, whatever else the app can do. */
  readonly isForPublic?: (login: LoginRequest, reader: Reader) => boolean
  readonly answer: (token: TokenRequest) => Promise<LoginAnswer>
}

/** A parameter of the form. Throws `parameterMissing` when it is absent or empty. */
export function requireParameter(login: LoginRequest, parameter: string): string {
  const value = login.form.get(parameter)
  if (value === undefined || value === '') throw new DomainError('parameterMissing', { parameter })
  return value
}
