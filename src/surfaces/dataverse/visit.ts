import type { Access } from '../../domain/access.js'
import { refuseNonInteractive } from '../../domain/dataverse/access-modes.js'
import type { Environment } from '../../domain/dataverse/environment-rows.js'
import { createEnvironmentLocator } from '../../domain/dataverse/locate-environment.js'
import type { Row } from '../../domain/dataverse/tables.js'
import type { EmulatorRequest } from '../../http/message.js'
import { parseQueryString } from '../../http/query-string.js'
import type { Target } from '../../http/target.js'
import { authenticate } from './authenticate.js'
import { challengeResponse } from './challenge.js'
import { createDirectoryLink } from './directory-link.js'
import { presentError, RequestRefused } from './errors.js'
import { createFirstAccesses } from './first-accesses.js'
import { authorityOf, readAddress } from './locate-service.js'
import { openSession } from './map-caller.js'
import type { DataverseRooms } from './rooms.js'
import { type UserForm, userFormOf } from './user-form.js'

/** Somebody at the door of an environment's web interface: let in, or refused with what the Web API would say. */
export type Visit =
  | { readonly kind: 'welcome'; readonly environment: Environment; readonly user: Row; readonly form?: UserForm }
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly code: string
      readonly message: string
      readonly headers: Readonly<Record<string, string>>
    }

export type Visits = (request: EmulatorRequest, target: Target, access: Access) => Promise<Visit>

/**
 * Decides who may open the web interface. The address and the bearer token of the request are read as the Web API reads
 * them, and opening the page is an access as a call is: whoever is entitled gets a row.
 */
export function createVisits(rooms: DataverseRooms): Visits {
  const locate = createEnvironmentLocator()
  const mapping = { rooms, directory: createDirectoryLink(rooms), firstAccesses: createFirstAccesses() }
  return async (request, target, access) => {
    try {
      const { uniqueName, prefix } = readAddress(target, access, locate)
      const located = uniqueName === undefined ? undefined : locate(access, uniqueName)
      if (uniqueName !== undefined && !located) throw notFound(`There is no environment '${uniqueName}'.`)
      const caller = await authenticate(rooms.verifier, access, request.headers.authorization, located)
      if ('kind' in caller) return unauthenticated(target, prefix, caller)
      const { environment } = caller
      if (!environment.hasDatabase) throw notFound(`The environment '${environment.uniqueName}' has no database.`)
      const session = openSession({ ...mapping, access }, caller, {})
      const { user } = session
      refuseNonInteractive(user)
      const form = userFormOf(access.read(caller.tenantId), session, parseQueryString(target.query).parameters)
      return { kind: 'welcome', environment, user, ...(form && { form }) }
    } catch (error) {
      return refused(error)
    }
  }
}

function notFound(message: string): RequestRefused {
  return new RequestRefused(404, '0x80040217', message)
}

function unauthenticated(
  target: Target,
  prefix: string,
  { tenantId, invalid }: { readonly tenantId: string; readonly invalid: boolean },
): Visit {
  const resource = `${target.origin}${prefix}`
  const challenge = { authority: authorityOf(target), tenantId, resource, invalidToken: invalid }
  const headers = { 'www-authenticate': challengeResponse(challenge, '').headers['www-authenticate'] ?? 'Bearer' }
  const message = `Send an access token for ${resource}/ as "Authorization: Bearer".`
  return { kind: 'refused', status: 401, code: 'Unauthorized', message, headers }
}

function refused(error: unknown): Visit {
  const answer = presentError(error, undefined)
  if (!answer) throw error
  const { error: said } = answer.json as { readonly error: { readonly code: string; readonly message: string } }
  return { kind: 'refused', status: answer.status, code: said.code, message: said.message, headers: {} }
}
