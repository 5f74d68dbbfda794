import type { Reader } from '../../../domain/access.js'
import type { AskedPermission } from '../../../domain/tokens/asked-permissions.js'
import type { Client } from '../../../domain/tokens/clients.js'
import type { AskedRole } from '../../../domain/tokens/consent.js'
import type { Resource } from '../../../domain/tokens/resources.js'
import type { LoginAnswer, LoginRequest } from '../login-request.js'
import type { Browser, SignedInAccount } from './browser.js'

/** What a client wants of the person in front of the browser (OpenID Connect: `prompt`). */
export type Prompt = 'none' | 'login' | 'select_account' | 'consent' | 'admin_consent' | 'create'

/** Somebody in front of a browser on the way to what a client asked for. */
export interface Interaction {
  readonly login: LoginRequest
  readonly browser: Browser
  /** The tenant that the path names; without one the account decides. */
  readonly tenant: Reader | undefined
  /** The app id that the client gave. */
  readonly appId: string
  /** As what the sign-in log files it. */
  readonly protocol: 'oAuth2' | 'deviceCode'
  /** The client, as the tenant of an account (or, before there is one, any tenant that has it) knows it. Throws `clientNotFound`, `clientDisabled`. */
  readonly clientIn: (reader: Reader | undefined) => Client
  readonly prompt: Prompt | undefined
  readonly loginHint: string | undefined
  /** The domain of the person who is expected (`domain_hint`). */
  readonly domainHint?: string | undefined
  /** Seconds that may have passed since the person proved who he is. */
  readonly maxAge?: number | undefined
  /** Where the forms of the pages go: back here, with everything that was asked for. */
  readonly action: string
  /** The permissions that the app asks the account for. Throws the refusals of scopes and resources. */
  readonly asks: (signedIn: SignedIn) => Asked
  /** A page that the person must answer before anything else is asked or done; its form goes to the step `confirm`. */
  readonly confirm?: (signedIn: SignedIn) => LoginAnswer
  /** What is done once somebody is signed in and has consented. */
  readonly finish: (signedIn: SignedIn) => Promise<LoginAnswer>
  /** How a refusal is told: to the client, or on a page. */
  readonly refuse: (error: unknown) => LoginAnswer
}

/** The permissions that an app asks for, and those among them that nobody has granted yet. */
export interface Asked {
  readonly resource: Resource
  readonly permissions: readonly AskedPermission[]
  readonly missing: readonly AskedPermission[]
  /** Set when an administrator is asked on behalf of the whole tenant: what the app would do on its own. */
  readonly tenantWide?: { readonly roles: readonly AskedRole[] }
}

/** An account with which an interaction goes on. */
export interface SignedIn extends Interaction {
  readonly account: SignedInAccount
  /** True when the person has just proved who he is, not before. */
  readonly isFresh: boolean
  /** True when the person has answered the page that `confirm` shows. */
  readonly isConfirmed?: boolean
}
