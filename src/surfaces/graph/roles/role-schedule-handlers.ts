import { assignRole } from '../../../domain/directory/role-assignments.js'
import { assignRoleUntil } from '../../../domain/directory/role-schedules.js'
import { DomainError } from '../../../kernel/errors.js'
import { formatInstant, parseDuration, parseInstant } from '../../../kernel/instant.js'
import type { Answer } from '../answer.js'
import { type Call, write } from '../call.js'
import { valueAnswer } from '../query/entity-answer.js'

interface ScheduleRequest {
  readonly action: 'adminAssign'
  readonly principalId: string
  readonly roleDefinitionId: string
  readonly directoryScopeId?: string | null
  readonly justification?: string | null
  readonly scheduleInfo?: {
    readonly expiration?: {
      readonly duration?: string | null
      readonly endDateTime?: string | null
    } | null
  } | null
}

/**
 * POST /roleManagement/directory/roleAssignmentScheduleRequests (Microsoft Graph: Create
 * roleAssignmentScheduleRequests): gives a role from now on, for a time or for good. Nothing else of privileged
 * identity management is there.
 */
export function postRoleScheduleRequest(call: Call): Answer {
  const request = call.body as ScheduleRequest
  const created = call.rooms.clock.now()
  const scope = request.directoryScopeId ?? '/'
  const end = endOf(request, created)
  const { id } = write(call, (transaction) =>
    end === undefined
      ? assignRole(transaction, request.principalId, request.roleDefinitionId, scope)
      : assignRoleUntil(transaction, request.principalId, request.roleDefinitionId, scope, end),
  )
  const json = {
    id: `${id}-request`,
    status: 'Provisioned',
    action: request.action,
    principalId: request.principalId,
    roleDefinitionId: request.roleDefinitionId,
    directoryScopeId: scope,
    targetScheduleId: id,
    justification: request.justification ?? null,
    createdDateTime: formatInstant(created),
    completedDateTime: formatInstant(created),
    scheduleInfo: { startDateTime: formatInstant(created), ...scheduleOf(end) },
  }
  return valueAnswer(call, 'roleManagement/directory/roleAssignmentScheduleRequests/$entity', json, 201)
}

/**
 * GET of what privileged identity management keeps: its objects are not emulated, an assignment for a time is told by
 * `roleAssignments` as long as it lasts.
 */
export function listNoSchedules(call: Call): Answer {
  return valueAnswer(call, call.route.path.slice(1), { value: [] })
}

function scheduleOf(end: number | undefined): object {
  if (end === undefined) return { expiration: { type: 'noExpiration', endDateTime: null, duration: null } }
  return { expiration: { type: 'afterDateTime', endDateTime: formatInstant(end), duration: null } }
}

function endOf({ scheduleInfo }: ScheduleRequest, now: number): number | undefined {
  const { duration, endDateTime } = scheduleInfo?.expiration ?? {}
  if (duration) {
    const milliseconds = parseDuration(duration)
    if (milliseconds === undefined) throw new DomainError('scheduleInvalid', { value: duration })
    return now + milliseconds
  }
  if (!endDateTime) return undefined
  const end = parseInstant(endDateTime)
  if (end === undefined) throw new DomainError('scheduleInvalid', { value: endDateTime })
  return end
}
