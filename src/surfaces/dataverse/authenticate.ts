import type { Access } from '../../domain/access.js'
import { defaultEnvironment, type LocatedEnvironment } from '../../domain/dataverse/locate-environment.js'
import { opensEnvironment } from '../../domain/tokens/audience.js'
import type { Caller } from '../../domain/tokens/caller.js'
import { requireCaller } from '../../domain/tokens/require-caller.js'
import type { TokenVerifier } from '../../domain/tokens/verify-access-token.js'
import { bearerToken } from '../../http/bearer-token.js'
import { RequestRefused } from './errors.js'

/** Who calls which environment. */
export interface Authenticated extends LocatedEnvironment {
  readonly caller: Caller
  /** The token is good, but the directory has blocked or deleted its user since: what follows is for the rules of access. */
  readonly lapsed: boolean
}

/** No usable token: `invalid` when there was one all the same. */
export interface Unauthenticated {
  readonly kind: 'unauthenticated'
  readonly invalid: boolean
  readonly tenantId: string
}

/**
 * Verifies the token of a request and finds the environment it is meant for: the one addressed, or the default one of
 * the token's tenant. A token opens no environment of another tenant and none it was not issued for.
 */
export async function authenticate(
  verifier: TokenVerifier,
  access: Access,
  authorization: string | undefined,
  located: LocatedEnvironment | undefined,
): Promise<Authenticated | Unauthenticated> {
  const tenantId = located?.tenantId ?? access.tenants()[0] ?? ''
  const refused = (invalid: boolean): Unauthenticated => ({ kind: 'unauthenticated', invalid, tenantId })
  const bearer = bearerToken(authorization)
  if (bearer === '') return refused(false)
  const token = await verifier.verify(bearer)
  if (token.kind === 'refused' || (located && located.tenantId !== token.tenantId)) return refused(true)
  const reader = access.read(token.tenantId)
  const found = requireCaller(reader, token)
  const lapsed = 'word' in found && (found.word === 'userDisabled' || found.word === 'userNotFound')
  if ('word' in found && !lapsed) return refused(true)
  const caller = 'word' in found ? token.caller : found
  const environment = located?.environment ?? defaultEnvironment(reader)
  if (!environment)
    throw new RequestRefused(404, '0x8004a104', `The tenant '${token.tenantId}' has no environment with a database.`)
  if (!opensEnvironment(token.audience, environment.uniqueName) || !mayImpersonate(caller)) return refused(true)
  return { tenantId: token.tenantId, environment, caller, lapsed }
}

/** A user's token carries the one delegated permission that Dataverse has. */
function mayImpersonate(caller: Caller): boolean {
  return caller.unchecked === true || caller.kind === 'app' || caller.scopes.has('user_impersonation')
}
