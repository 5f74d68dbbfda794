import type { Diagnosis } from '../../domain/provisioning/diagnosis.js'
import { placesMeant } from '../../domain/provisioning/find-environment.js'
import type { Mechanism } from '../../domain/provisioning/rules/facts.js'
import { DomainError } from '../../kernel/errors.js'
import { badRequest, ControlRefused, notFound } from './control-refused.js'
import type { ControlRooms } from './rooms.js'
import { requireTenant } from './tenants.js'

export interface DiagnosticsOptions {
  /** Where tenants share the environment's name; the first that has it unless given. */
  readonly tenantId?: string | undefined
  /** By which mechanism the user would come; `background` unless given. */
  readonly mechanism?: Mechanism | undefined
  /** Synchronizes the user first, as POST does. */
  readonly sync?: boolean | undefined
}

const MECHANISMS: readonly string[] = ['background', 'firstAccess', 'api'] satisfies readonly Mechanism[]

/**
 * Says why a user (object id, user principal name, or id of the row) is, or is not, in an environment.
 * Throws `ControlRefused`.
 */
export async function diagnostics(
  rooms: ControlRooms,
  environment: string,
  user: string,
  { tenantId, mechanism = 'background', sync = false }: DiagnosticsOptions = {},
): Promise<Diagnosis> {
  const { access, clock, store } = rooms
  if (!MECHANISMS.includes(mechanism))
    throw badRequest(`There is no mechanism "${mechanism}": use ${MECHANISMS.join(', ')}.`)
  if (tenantId !== undefined) requireTenant(access, tenantId)
  // The rules in words are a large table that few emulators ever need.
  const { diagnose, runDiagnostics } = await import('../../domain/provisioning/diagnose.js')
  try {
    const [place] = placesMeant(access, { tenantId, environment })
    if (!place) throw new DomainError('environmentNotFound')
    if (!sync) return diagnose(access.read(place.tenant), place.environment, user, mechanism, clock.now())
    const diagnosis = runDiagnostics(access, place.tenant, place.environment, user, mechanism)
    await store.durable()
    return diagnosis
  } catch (error) {
    throw error instanceof DomainError ? refusalOf(error, environment, user) : error
  }
}

function refusalOf(error: DomainError, environment: string, user: string): Error {
  if (error.word === 'environmentNotFound')
    return notFound(`There is no environment "${environment}"; GET /_emulator/info lists those there are.`)
  if (error.word === 'userNotFound')
    return notFound(`Neither the directory nor the environment "${environment}" has a user "${user}".`)
  if (error.word === 'stubUser')
    return new ControlRefused(
      400,
      'StubUser',
      `${error.details.user} is a stub in "${environment}": diagnostics are not offered for stubs (STUB-12). Create the user in the directory.`,
    )
  return error
}
