import { heldRoleAssignments } from '../../../domain/directory/role-assignments.js'
import { roleAssignments } from '../../../domain/directory/tables.js'
import type { RoleAssignment } from '../../../domain/directory/tenant-rows.js'
import { DomainError } from '../../../kernel/errors.js'
import { partOf } from '../../../odata/list-source.js'
import type { Expression } from '../../../odata/nodes/expression.js'
import { parseQueryOptions } from '../../../odata/query-options.js'
import { walk } from '../../../odata/walk.js'
import type { Answer } from '../answer.js'
import { type Call, readerOf } from '../call.js'
import type { GraphType } from '../model/graph-type.js'
import { roleAssignmentType } from '../model/role-types.js'
import { graphDialect } from '../query/graph-dialect.js'
import { listAnswer } from '../query/list-answer.js'

/**
 * GET /roleManagement/directory/transitiveRoleAssignments: the role assignments of one principal and of the groups
 * through which it holds roles. The filter must name the principal, in an advanced query; who does not ask for one finds
 * nothing here (Microsoft Graph beta: List transitiveRoleAssignments).
 */
export function listTransitiveRoleAssignments(call: Call): Answer {
  if (!call.eventual) throw new DomainError('notFound', { id: 'transitiveRoleAssignments' })
  const { filter, count } = parseQueryOptions(call.query, graphDialect)
  const principalId = filter && principalIn(filter)
  if (principalId === undefined || count !== true) throw new DomainError('principalFilterNeeded')
  const reader = readerOf(call)
  return listAnswer(call, {
    type: typeSeenFrom(principalId),
    source: partOf(reader.table(roleAssignments), heldRoleAssignments(reader, principalId)),
    context: 'roleManagement/directory/transitiveRoleAssignments',
  })
}

/** The principal of `principalId eq '…'`, wherever in the filter that stands. */
function principalIn(filter: Expression): string | undefined {
  let found: string | undefined
  walk(filter, (node) => {
    if (node.kind !== 'comparison' || node.operator !== 'eq' || !isPrincipalId(node.left)) return
    if (node.right.kind === 'literal') found ??= String(node.right.value)
  })
  return found
}

function isPrincipalId(node: Expression): boolean {
  return node.kind === 'path' && node.segments.length === 1 && /^principalId$/i.test(node.segments[0]?.name ?? '')
}

/** Filters meet the principal that was asked for, though an assignment may be that of a group. */
function typeSeenFrom(principalId: string): GraphType<RoleAssignment> {
  const type = roleAssignmentType()
  return {
    ...type,
    property: (name) => {
      const property = type.property(name)
      return property?.name === 'principalId' ? { ...property, get: () => principalId } : property
    },
  }
}
