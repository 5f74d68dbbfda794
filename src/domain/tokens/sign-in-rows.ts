/** How a sign-in came about (Microsoft Graph: signIn, `signInEventTypes`). */
export type SignInEventType = 'interactiveUser' | 'nonInteractiveUser' | 'servicePrincipal'

/** How a client proved who it is (Microsoft Graph: signIn, `clientCredentialType`). */
export type ClientCredentialType = 'none' | 'clientSecret' | 'clientAssertion' | 'federatedIdentityCredential'

/**
 * An entry of the sign-in log: who signed in, or tried to, as everything was called at the time. There are many, so what
 * goes without saying is left out.
 */
export interface SignIn {
  /** The id of the request, which error messages call the trace id. */
  readonly id: string
  readonly createdDateTime: string
  readonly eventType: SignInEventType
  readonly authenticationProtocol: 'oAuth2' | 'ropc' | 'deviceCode'
  readonly correlationId: string
  /** Absent where an app signed in for itself, and where nobody knows for whom. */
  readonly userId?: string | undefined
  readonly userDisplayName?: string | null | undefined
  /** Lower case; of a user whom the directory does not know, the name that was given. */
  readonly userPrincipalName?: string | undefined
  readonly userType?: 'member' | 'guest' | undefined
  readonly appId: string
  /** Empty where the tenant has no such app. */
  readonly appDisplayName: string
  /** Of an app that signed in for itself, where the tenant has it. */
  readonly servicePrincipalId?: string | undefined
  readonly clientCredentialType: ClientCredentialType
  readonly servicePrincipalCredentialKeyId?: string | undefined
  /** App id and name of what the tokens are for; absent where it was not found. */
  readonly resourceId?: string | undefined
  readonly resourceDisplayName?: string | undefined
  readonly sessionId?: string | undefined
  readonly userAgent?: string | undefined
  /** Absent of a client that is no browser. */
  readonly clientAppUsed?: 'Browser' | undefined
  /** 0 when it went well, else the number behind `AADSTS`. */
  readonly errorCode: number
  /** What an administrator made of it. */
  readonly riskState?: 'confirmedCompromised' | 'confirmedSafe' | 'dismissed'
  /** Absent when it went well. */
  readonly failureReason?: string | undefined
}
