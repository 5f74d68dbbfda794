import { requireAccess } from '../../../domain/dataverse/access-check.js'
import { changeRolePrivileges } from '../../../domain/dataverse/change-role-privileges.js'
import { type Depth, depths, type Privilege, privilegeCatalog } from '../../../domain/dataverse/privilege-catalog.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { type RequestContext, write } from '../context.js'
import { requireTargetRow } from '../find-row.js'
import { isObject } from '../json-body.js'
import { boundRow, type Operation, type OperationCall } from '../operation.js'

type Changed = Readonly<Record<string, Depth>>

/** An action that changes what a role grants, given what it granted before. */
function changeRole(change: (before: Changed, call: OperationCall) => Changed): Operation['run'] {
  return (call): Answer => {
    const { context } = call
    const target = boundRow(call)
    write(context, (transaction) => {
      const role = requireTargetRow(context, target)
      requireAccess(transaction, context.session, target.table, 'Write', role)
      changeRolePrivileges(transaction, context.session, role, (before) => change(before, call))
    })
    return noContent
  }
}

/** The `Privileges` of a body: by id or name, with a depth by name or number. */
function privilegesIn({ context, parameters }: OperationCall): Changed {
  const given = Array.isArray(parameters.Privileges) ? parameters.Privileges : []
  const found: Record<string, Depth> = {}
  for (const each of given) {
    if (!isObject(each)) throw new DomainError('privilegeUnknown')
    const privilege = privilegeNamed(context, each.PrivilegeId ?? each.PrivilegeName)
    if (found[privilege.name]) throw new DomainError('duplicatePrivilege', { privilege: privilege.name })
    found[privilege.name] = depthIn(privilege, each.Depth)
  }
  return found
}

function privilegeNamed({ environment }: RequestContext, value: unknown): Privilege {
  const catalog = privilegeCatalog(environment)
  const text = String(value ?? '')
  const privilege = catalog.byId(text.toLowerCase()) ?? catalog.byName(text)
  if (!privilege) throw new DomainError('privilegeUnknown')
  return privilege
}

function depthIn(privilege: Privilege, value: unknown): Depth {
  const text = String(value ?? '')
  const depth = depths[Number(text)] ?? depths.find((each) => each === text)
  if (text === '' || !depth || !privilege.depths.includes(depth)) throw new DomainError('depthUnavailable')
  return depth
}

/** The privileges that roles grant. */
export const roleOperations: readonly Operation[] = [
  {
    name: 'AddPrivilegesRole',
    kind: 'action',
    boundTo: ['role'],
    run: changeRole((before, call) => ({ ...before, ...privilegesIn(call) })),
  },
  {
    name: 'ReplacePrivilegesRole',
    kind: 'action',
    boundTo: ['role'],
    run: changeRole((_before, call) => privilegesIn(call)),
  },
  {
    name: 'RemovePrivilegeRole',
    kind: 'action',
    boundTo: ['role'],
    run: changeRole((before, { context, parameters }) => {
      const { [privilegeNamed(context, parameters.PrivilegeId).name]: _removed, ...rest } = before
      return rest
    }),
  },
]
