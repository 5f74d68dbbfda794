import { heldScopedRoles, type ScopedRole } from '../../../domain/directory/administrative-units.js'
import { DomainError } from '../../../kernel/errors.js'
import type { Answer } from '../answer.js'
import { type Call, parameter, readerOf } from '../call.js'
import { presentScopedRole } from '../model/scoped-role.js'
import { valueAnswer } from '../query/entity-answer.js'
import { resolveUser } from '../users/resolve-user.js'

/** GET /users/{id}/scopedRoleMemberOf: the roles that a user holds for an administrative unit alone. */
export function listScopedMemberships(call: Call): Answer {
  const reader = readerOf(call)
  const value = Array.from(heldScopedRoles(reader, resolveUser(call).id), (held) => shown(call, held))
  return valueAnswer(call, 'scopedRoleMemberships', { value })
}

/** GET /users/{id}/scopedRoleMemberOf/{membershipId}. */
export function getScopedMembership(call: Call): Answer {
  const wanted = parameter(call, 'membershipId')
  for (const held of heldScopedRoles(readerOf(call), resolveUser(call).id)) {
    if (held.assignment.id === wanted) return valueAnswer(call, 'scopedRoleMemberships/$entity', shown(call, held))
  }
  throw new DomainError('notFound', { id: wanted })
}

function shown(call: Call, { unitId, assignment }: ScopedRole): object {
  return presentScopedRole(readerOf(call), unitId, assignment)
}
