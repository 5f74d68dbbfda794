/** How a sign-in came about (Microsoft Graph: signIn, `signInEventTypes`). */
export type SignInEventType = 'interactiveUser' | 'nonInteractiveUser' | 'servicePrincipal'

/** How a client proved who it is (Microsoft Graph: signIn, `clientCredentialType`). */
export type ClientCredentialType = 'none' | 'clientSecret' | 'clientAssertion' | 'federatedIdentityCredential'

/** An entry of the sign-in log: who signed in, or tried to, as everything was called at the time. */
export interface SignIn {
  /** The id of the request, which error messages call the trace id. */
  readonly id: string
  readonly createdDateTime: string
  readonly eventType: SignInEventType
  readonly authenticationProtocol: 'oAuth2' | 'ropc' | 'deviceCode'
  readonly correlationId: string
  /** Null where an app signed in for itself, and where nobody knows for whom. */
  readonly userId: string | null
  readonly userDisplayName: string | null
  /** Lower case; of a user whom the directory does not know, the name that was given. */
  readonly userPrincipalName: string | null
  readonly userType: 'member' | 'guest' | null
  readonly appId: string
  /** Empty where the tenant has no such app. */
  readonly appDisplayName: string
  /** Of an app that signed in for itself; empty otherwise. */
  readonly servicePrincipalId: string
  readonly clientCredentialType: ClientCredentialType
  readonly servicePrincipalCredentialKeyId: string | null
  /** App id and name of what the tokens are for; null where it was not found. */
  readonly resourceId: string | null
  readonly resourceDisplayName: string | null
  readonly sessionId: string | null
  readonly userAgent: string
  readonly clientAppUsed: 'Browser' | 'Mobile Apps and Desktop clients'
  /** 0 when it went well, else the number behind `AADSTS`. */
  readonly errorCode: number
  readonly failureReason: string
}
