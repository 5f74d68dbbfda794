import { fold } from '../../kernel/fold.js'
import type { Application } from './application-rows.js'

/** A claim that an app wants in tokens beside those that all have (Microsoft Graph: optionalClaim resource type). */
export interface OptionalClaim {
  readonly name: string
  /** `user` for a directory extension of the user; null for a predefined claim. */
  readonly source: string | null
  readonly additionalProperties: ReadonlySet<string>
}

/** What an app registration says about tokens: those issued for it as an API, and those that sign people in to it. */
export interface TokenSettings {
  /** `groupMembershipClaims` taken apart: All, SecurityGroup, DirectoryRole, ApplicationGroup. */
  readonly groupMembershipClaims: ReadonlySet<string>
  readonly optionalClaims: {
    readonly idToken: readonly OptionalClaim[]
    readonly accessToken: readonly OptionalClaim[]
  }
  /** Whether the authorization endpoint may hand out tokens itself. */
  readonly implicitGrant: { readonly idToken: boolean; readonly accessToken: boolean }
  /** Ids of the delegated permissions that clients, by app id, have without anybody's consent. */
  readonly preAuthorized: ReadonlyMap<string, ReadonlySet<string>>
  /** App ids of the clients whose consent page asks for what this app itself needs, too. */
  readonly knownClients: ReadonlySet<string>
}

const known = new WeakMap<Application['extra'], TokenSettings>()
const NONE = readTokenSettings({})

/** Reads the settings out of the properties that Graph keeps for an app; one without a registration has none. */
export function tokenSettingsOf(application: Application | undefined): TokenSettings {
  if (!application) return NONE
  const found = known.get(application.extra)
  if (found) return found
  const settings = readTokenSettings(application.extra)
  known.set(application.extra, settings)
  return settings
}

function readTokenSettings(extra: Application['extra']): TokenSettings {
  const claims = objectOf(extra.optionalClaims)
  const api = objectOf(extra.api)
  const implicit = objectOf(objectOf(extra.web).implicitGrantSettings)
  return {
    groupMembershipClaims: new Set(
      textOf(extra.groupMembershipClaims)
        .split(/[\s,]+/)
        .filter(Boolean),
    ),
    optionalClaims: {
      idToken: listOf(claims.idToken).map(readOptionalClaim),
      accessToken: listOf(claims.accessToken).map(readOptionalClaim),
    },
    implicitGrant: {
      idToken: implicit.enableIdTokenIssuance === true,
      accessToken: implicit.enableAccessTokenIssuance === true,
    },
    preAuthorized: new Map(listOf(api.preAuthorizedApplications).map(readPreAuthorized)),
    knownClients: new Set(listOf(api.knownClientApplications).map((appId) => fold(textOf(appId)))),
  }
}

function readOptionalClaim(value: unknown): OptionalClaim {
  const { name, source, additionalProperties } = objectOf(value)
  return {
    name: textOf(name),
    source: typeof source === 'string' ? source : null,
    additionalProperties: new Set(listOf(additionalProperties).map(textOf)),
  }
}

function readPreAuthorized(value: unknown): readonly [string, ReadonlySet<string>] {
  const { appId, delegatedPermissionIds } = objectOf(value)
  return [fold(textOf(appId)), new Set(listOf(delegatedPermissionIds).map((id) => fold(textOf(id))))]
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
