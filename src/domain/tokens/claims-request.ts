import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Claims } from './signer.js'

/** What a `claims` parameter asks for, as far as this service can give it (OpenID Connect Core, 5.5). */
export interface ClaimsRequest {
  /** Names of claims that the id token should have. */
  readonly idToken: readonly string[]
  /** What the client says that it can do, as `CP1`. */
  readonly capabilities: readonly string[]
}

/** A request without the parameter. */
export const NO_CLAIMS: ClaimsRequest = { idToken: [], capabilities: [] }

/** The client understands claims challenges. */
export const CP1 = 'CP1'

/** Client capabilities that are known, in the spelling of the claim `xms_cc`. */
const CAPABILITIES = [CP1]

/**
 * Reads a `claims` parameter (Microsoft identity platform: Claims challenges, claims requests and client capabilities).
 * Claims that access tokens should have belong to the resource: of them only `xms_cc` counts. Throws `parameterInvalid`.
 */
export function parseClaimsRequest(text: string | undefined): ClaimsRequest {
  if (text === undefined || text.trim() === '') return NO_CLAIMS
  const { id_token: idToken, access_token: accessToken } = membersOf(parseJson(text))
  const { xms_cc } = membersOf(accessToken ?? {})
  const named = xms_cc === undefined ? [] : valuesOf(membersOf(xms_cc ?? {}))
  return {
    idToken: Object.keys(membersOf(idToken ?? {})),
    capabilities: CAPABILITIES.filter((capability) => named.some((each) => fold(each) === fold(capability))),
  }
}

/** What either of two requests asks for. */
export function joinClaims(one: ClaimsRequest, other: ClaimsRequest): ClaimsRequest {
  return {
    idToken: [...new Set([...one.idToken, ...other.idToken])],
    capabilities: [...new Set([...one.capabilities, ...other.capabilities])],
  }
}

/** Whether an access token was issued to a client that understands claims challenges. */
export function understandsChallenges({ xms_cc }: Claims): boolean {
  return Array.isArray(xms_cc) && xms_cc.includes(CP1)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid()
  }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid()
  return value as Readonly<Record<string, unknown>>
}

function valuesOf({ value, values }: Readonly<Record<string, unknown>>): readonly string[] {
  return [value, ...(Array.isArray(values) ? values : [])].filter((each) => typeof each === 'string')
}

function invalid(): DomainError {
  return new DomainError('parameterInvalid', { parameter: 'claims' })
}
