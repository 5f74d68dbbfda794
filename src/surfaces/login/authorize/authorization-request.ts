import type { Reader } from '../../../domain/access.js'
import { type ClaimsRequest, joinClaims, parseClaimsRequest } from '../../../domain/tokens/claims-request.js'
import type { Client } from '../../../domain/tokens/clients.js'
import { findRedirectUri, type RedirectTarget } from '../../../domain/tokens/redirect-uris.js'
import { openIdScopes } from '../../../domain/tokens/scopes.js'
import { requireAudience } from '../../../domain/tokens/sign-in-audience.js'
import { DomainError } from '../../../kernel/errors.js'
import { fold } from '../../../kernel/fold.js'
import type { LoginRequest } from '../login-request.js'
import { clientFinder } from '../sign-in/client-finder.js'
import type { Prompt } from '../sign-in/interaction.js'
import { isSharedSegment, requireTenant } from '../tenant-segment.js'

export type ResponseMode = 'query' | 'fragment' | 'form_post'
export type ResponseType = 'code' | 'id_token' | 'token'

/** Where the answer goes; while this is not certain, nothing is told to the client. */
export interface AnswerTarget {
  readonly target: RedirectTarget
  readonly responseMode: ResponseMode
  readonly state: string | undefined
}

/** Who asks, in which tenant. */
export interface AuthorizationClient {
  /** Undefined where the account brings the tenant (`common`, `organizations`). */
  readonly tenant: Reader | undefined
  readonly appId: string
  readonly clientIn: (reader: Reader | undefined) => Client
}

/** What an app asks for (Microsoft identity platform: authorization code flow). */
export interface AuthorizationRequest {
  readonly version: 1 | 2
  readonly responseTypes: ReadonlySet<ResponseType>
  readonly scope: string
  readonly nonce: string | undefined
  readonly prompt: Prompt | undefined
  readonly loginHint: string | undefined
  readonly domainHint: string | undefined
  /** Seconds that may have passed since the person proved who he is. */
  readonly maxAge: number | undefined
  readonly claims: ClaimsRequest
  readonly codeChallenge: string | null
  readonly codeChallengeMethod: 'S256' | 'plain'
}

/** Parameters of an authorization request, which may also come as a form. A form of our own pages carries them in its address. */
export type Parameters = ReadonlyMap<string, string>

/** Finds the client. Throws `parameterMissing`, `clientNotFound`, `clientDisabled` and the refusals of tenants. */
export function readClient(login: LoginRequest, parameters: Parameters): AuthorizationClient {
  const segment = login.path.tenant ?? ''
  const tenant = isSharedSegment(segment) ? undefined : requireTenant(login.access, segment)
  const appId = requireText(parameters, 'client_id')
  const clientIn = clientFinder(login, appId)
  requireAudience(clientIn(tenant), fold(segment))
  return { tenant, appId, clientIn }
}

/** Finds where the answer goes. Throws `redirectUriUnknown`, `responseModeUnknown`. */
export function readTarget(client: Client, parameters: Parameters): AnswerTarget {
  const redirectUri = parameters.get('redirect_uri')
  const target = findRedirectUri(client, redirectUri)
  if (!target) throw new DomainError('redirectUriUnknown', { redirectUri, appId: client.appId })
  return { target, responseMode: readResponseMode(parameters), state: parameters.get('state') }
}

const MODES: readonly ResponseMode[] = ['query', 'fragment', 'form_post']

/** Tokens do not travel in queries (OAuth 2.0 Multiple Response Types, 3). */
function readResponseMode(parameters: Parameters): ResponseMode {
  const types = (parameters.get('response_type') ?? '').split(/\s+/)
  const hasTokens = types.includes('id_token') || types.includes('token')
  const responseMode = parameters.get('response_mode') || (hasTokens ? 'fragment' : 'query')
  const known = MODES.find((mode) => mode === responseMode)
  if (!known || (hasTokens && known === 'query')) throw new DomainError('responseModeUnknown', { responseMode })
  return known
}

const TYPES: readonly ResponseType[] = ['code', 'id_token', 'token']
const PROMPTS: readonly Prompt[] = ['none', 'login', 'select_account', 'consent', 'admin_consent', 'create']

/**
 * Reads the rest, whose refusals the client is told. Throws `parameterMissing`, `parameterInvalid`,
 * `responseTypeUnknown`, `promptUnknown`, `codeChallengeInvalid`, `codeChallengeMethodUnknown`.
 */
export function readAuthorization(version: 1 | 2, parameters: Parameters): AuthorizationRequest {
  const prompt = parameters.get('prompt') || undefined
  const known = PROMPTS.find((each) => each === prompt)
  if (prompt !== undefined && !known) throw new DomainError('promptUnknown', { prompt })
  return {
    version,
    responseTypes: readResponseTypes(parameters),
    scope: version === 2 ? requireText(parameters, 'scope') : scopeOfResource(parameters),
    nonce: parameters.get('nonce') || undefined,
    prompt: known,
    loginHint: parameters.get('login_hint')?.trim() || parameters.get('sid')?.trim() || undefined,
    domainHint: parameters.get('domain_hint')?.trim() || undefined,
    ...readAgeAndClaims(parameters),
    ...readCodeChallenge(parameters),
  }
}

/** Who limits the age of a sign-in is told it (OpenID Connect Core, 3.1.2.1). */
function readAgeAndClaims(parameters: Parameters): Pick<AuthorizationRequest, 'maxAge' | 'claims'> {
  const claims = parseClaimsRequest(parameters.get('claims'))
  const text = parameters.get('max_age')?.trim()
  if (!text) return { maxAge: undefined, claims }
  if (!/^\d{1,9}$/.test(text)) throw new DomainError('parameterInvalid', { parameter: 'max_age' })
  return { maxAge: Number(text), claims: joinClaims(claims, { idToken: ['auth_time'], capabilities: [] }) }
}

function readResponseTypes(parameters: Parameters): ReadonlySet<ResponseType> {
  const words = requireText(parameters, 'response_type').split(/\s+/).filter(Boolean)
  const known = words.flatMap((word) => TYPES.find((type) => type === word) ?? [])
  if (known.length !== words.length)
    throw new DomainError('responseTypeUnknown', { responseType: parameters.get('response_type') })
  return new Set(known)
}

/** Version 1 names a resource, Microsoft Graph where it names none. */
function scopeOfResource(parameters: Parameters): string {
  const resource = parameters.get('resource') || 'https://graph.microsoft.com'
  return [`${resource}/.default`, 'openid', ...openIdScopes(parameters.get('scope') ?? '')].join(' ')
}

const CHALLENGE = /^[A-Za-z0-9_~.-]{43,128}$/

function readCodeChallenge(
  parameters: Parameters,
): Pick<AuthorizationRequest, 'codeChallenge' | 'codeChallengeMethod'> {
  const codeChallenge = parameters.get('code_challenge') || null
  const method = parameters.get('code_challenge_method') || 'plain'
  if (codeChallenge !== null && !CHALLENGE.test(codeChallenge)) throw new DomainError('codeChallengeInvalid')
  if (method !== 'plain' && method !== 'S256') throw new DomainError('codeChallengeMethodUnknown', { method })
  return { codeChallenge, codeChallengeMethod: method }
}

function requireText(parameters: Parameters, parameter: string): string {
  const value = parameters.get(parameter)?.trim()
  if (!value) throw new DomainError('parameterMissing', { parameter })
  return value
}
