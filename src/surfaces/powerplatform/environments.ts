import { environments } from '../../domain/dataverse/tables.js'
import { setSecurityGroup } from '../../domain/provisioning/set-security-group.js'
import { DomainError } from '../../kernel/errors.js'
import { EMPTY_GUID } from '../../kernel/guid.js'
import { type AdminAnswer, type AdminCall, actorOf } from './admin-call.js'
import { administers, mayUse, requireAdministrator } from './authorize.js'
import { isClosedToBrowser, requireEnvironment } from './find-environment.js'
import { presentEnvironment } from './present-environment.js'
import { RequestRefused } from './request-refused.js'

/** The environments that the caller administers. */
export function listAdminEnvironments(call: AdminCall): AdminAnswer {
  const rows = [...call.reader.table(environments).rows()].filter(
    (environment) => administers(call, environment) && !isClosedToBrowser(call, environment),
  )
  return { status: 200, body: { value: rows.map((environment) => presentEnvironment(call, environment)) } }
}

/** GET …/environments/{id}: one environment as an administrator sees it. */
export function getAdminEnvironment(call: AdminCall): AdminAnswer {
  const environment = requireEnvironment(call)
  requireAdministrator(call, environment)
  return { status: 200, body: presentEnvironment(call, environment) }
}

/** The environments that the caller may use. */
export function listEnvironments(call: AdminCall): AdminAnswer {
  const rows = [...call.reader.table(environments).rows()].filter(
    (environment) => mayUse(call, environment) && !isClosedToBrowser(call, environment),
  )
  return { status: 200, body: { value: rows.map((environment) => presentEnvironment(call, environment, '')) } }
}

/** One environment as those see it who use it. */
export function getEnvironment(call: AdminCall): AdminAnswer {
  const environment = requireEnvironment(call)
  if (mayUse(call, environment)) return { status: 200, body: presentEnvironment(call, environment, '') }
  throw new RequestRefused(403, 'EnvironmentAccess', `Access to the environment '${environment.id}' is denied.`)
}

interface EnvironmentPatch {
  readonly properties?: {
    readonly linkedEnvironmentMetadata?: { readonly securityGroupId?: string | null }
  }
}

/** Sets or clears the security group; the empty GUID clears it, too. */
export function updateAdminEnvironment(call: AdminCall): AdminAnswer {
  const environment = requireEnvironment(call)
  requireAdministrator(call, environment)
  const { properties } = call.body as EnvironmentPatch
  const groupId = properties?.linkedEnvironmentMetadata?.securityGroupId
  if (groupId === undefined) return { status: 200, body: presentEnvironment(call, environment) }
  const wanted = groupId === null || groupId === EMPTY_GUID ? null : groupId
  try {
    const changed = call.access.write(call.caller.tenantId, actorOf(call), (transaction) =>
      setSecurityGroup(transaction, environment, wanted),
    )
    return { status: 200, body: presentEnvironment(call, changed) }
  } catch (error) {
    throw error instanceof DomainError ? refusedGroup(error) : error
  }
}

const REFUSALS: Readonly<
  Record<string, (details: DomainError['details']) => readonly [code: string, message: string]>
> = {
  securityGroupNotAllowed: ({ type }) => [
    'SecurityGroupNotAllowed',
    `A security group cannot be set on an environment of type ${type}.`,
  ],
  groupNotFound: ({ groupId }) => ['SecurityGroupNotFound', `The group '${groupId}' could not be found.`],
  groupTypeNotSupported: ({ groupId }) => [
    'GroupTypeNotSupported',
    `The group '${groupId}' is neither a security group of the directory nor a Microsoft 365 group.`,
  ],
}

function refusedGroup(error: DomainError): Error {
  const refusal = REFUSALS[error.word]?.(error.details)
  return refusal ? new RequestRefused(400, ...refusal) : error
}
