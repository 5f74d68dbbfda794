import { findEnvironment } from '../../domain/provisioning/find-environment.js'
import { mintToken, type TokenHolder } from '../../domain/tokens/mint-token.js'
import { hostName } from '../../http/target.js'
import { DomainError } from '../../kernel/errors.js'
import { badRequest, type ControlRefused, notFound } from './control-refused.js'
import type { ControlRooms } from './rooms.js'
import { requireTenant } from './tenants.js'

/** For whom a token is wanted: exactly one of `user` (id or user principal name), `app` (client id) and `special`. */
export interface TokenRequest {
  /** The first tenant unless given. */
  readonly tenantId?: string
  readonly user?: string
  readonly app?: string
  readonly special?: 'support' | 'delegatedAdmin'
  readonly scope: string
}

/** Makes an access token without a sign-in. Throws `ControlRefused`. */
export async function makeToken(
  rooms: ControlRooms,
  request: TokenRequest,
  origin: string,
): Promise<{ readonly access_token: string }> {
  const { access, addresses, clock, issuer } = rooms
  const tenantId = request.tenantId ?? access.tenants()[0] ?? ''
  const reader = access.read(requireTenant(access, tenantId, '/tenantId'))
  const context = {
    addresses,
    origin,
    host: hostName(origin.slice(origin.indexOf('://') + 3).split('/')[0] ?? ''),
    hasEnvironment: (uniqueName: string) => findEnvironment(reader, uniqueName)?.hasDatabase ?? false,
    now: clock.now(),
  }
  try {
    return { access_token: await mintToken(issuer, reader, holderOf(request), request.scope, context) }
  } catch (error) {
    throw error instanceof DomainError ? refusalOf(error, request) : error
  }
}

function holderOf({ user, app, special }: TokenRequest): TokenHolder {
  const holders: readonly TokenHolder[] = [
    ...(user === undefined ? [] : [{ user }]),
    ...(app === undefined ? [] : [{ app }]),
    ...(special === undefined ? [] : [{ special }]),
  ]
  const [holder] = holders
  if (holder && holders.length === 1) return holder
  throw badRequest('Name one of "user", "app" and "special".')
}

function refusalOf({ word }: DomainError, { user, app, scope }: TokenRequest): ControlRefused {
  if (word === 'notFound') return notFound(`The tenant has no user "${user}".`, '/user')
  if (word === 'clientNotFound' || word === 'clientDisabled')
    return notFound(`The tenant has no app "${app}" that may sign in.`, '/app')
  return badRequest(`No token can be made for the scope "${scope}" (${word}).`, '/scope')
}
