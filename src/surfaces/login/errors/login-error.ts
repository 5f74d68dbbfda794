/** How the token service words a refusal of the domain (Microsoft identity platform: authentication error codes). */
export interface LoginError {
  /** The number behind `AADSTS`. */
  readonly code: number
  readonly error: string
  /** What the authorization endpoint tells the client in place of `error`. */
  readonly atAuthorize?: string
  /** `{name}` stands for a detail of the refusal; other braces are part of the text. */
  readonly text: string
  readonly suberror?: string
}

/** Refusals by the domain's words. */
export type LoginErrors = Readonly<Record<string, LoginError>>
