import { requireAccess, requireNamedPrivilege } from '../../../domain/dataverse/access-check.js'
import { descendantUnits } from '../../../domain/dataverse/business-units.js'
import { requiredTable } from '../../../domain/dataverse/model.js'
import { reassignRecords } from '../../../domain/dataverse/owned-records.js'
import { setManager } from '../../../domain/dataverse/rules/set-manager.js'
import { userIdOf } from '../../../domain/dataverse/session.js'
import { setBusinessUnit } from '../../../domain/dataverse/systemusers.js'
import { type Row, rowsOf } from '../../../domain/dataverse/tables.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { readerOf, write } from '../context.js'
import { requireTargetRow } from '../find-row.js'
import { boundRow, type Operation, type OperationCall } from '../operation.js'
import { composedRows } from './composed-rows.js'
import { entityParameter } from './entity-parameter.js'

function boundUser(call: OperationCall): Row {
  return requireTargetRow(call.context, boundRow(call))
}

function setBusinessSystemUser(call: OperationCall): Answer {
  const { context, parameters } = call
  write(context, (transaction) => {
    const user = boundUser(call)
    const table = requiredTable(context.model, 'systemuser')
    requireNamedPrivilege(transaction, context.session, 'prvReparentUser')
    requireAccess(transaction, context.session, table, 'Write', user)
    const unit = entityParameter(context, parameters.BusinessUnit, 'businessunit')
    const id = String(user.systemuserid)
    setBusinessUnit(transaction, context.environment, id, unit.id, userIdOf(context.session))
    if (parameters.ReassignPrincipal) reassign(call, transaction, id)
  })
  return noContent
}

/** `Parent` as the reference of the Web API has it, or `ParentId` as the message of the organization service does. */
function setParentSystemUser(call: OperationCall): Answer {
  const { context, parameters } = call
  const parent = parameters.Parent ?? { systemuserid: parameters.ParentId }
  write(context, (transaction) => {
    const id = String(boundUser(call).systemuserid)
    const manager = entityParameter(context, parent, 'systemuser')
    if (manager.table !== 'systemuser')
      throw new DomainError('linkTargetWrong', { expected: 'systemuser', found: manager.table })
    setManager(transaction, context.session, id, manager.id, parameters.KeepChildUsers === true)
  })
  return noContent
}

function reassignObjects(call: OperationCall): Answer {
  const { context } = call
  write(context, (transaction) => {
    const user = boundUser(call)
    requireAccess(transaction, context.session, requiredTable(context.model, 'systemuser'), 'Write', user)
    reassign(call, transaction, String(user.systemuserid))
  })
  return noContent
}

function reassign(
  { context, parameters }: OperationCall,
  transaction: Parameters<typeof reassignRecords>[0],
  from: string,
): void {
  const to = entityParameter(context, parameters.ReassignPrincipal)
  if (to.id === from) return
  const principal = rowsOf(transaction, context.environment, to.table).get(to.id)
  const isUser = to.table === 'systemuser'
  reassignRecords(transaction, context.environment, from, {
    ownerid: to.id,
    owneridtype: to.table,
    owninguser: isUser ? to.id : null,
    owningteam: isUser ? null : to.id,
    owningbusinessunit: principal?.businessunitid ?? null,
  })
}

/** The row that a function is called on, which the caller has to see. */
function readableRow(call: OperationCall): Row {
  const { context } = call
  const target = boundRow(call)
  const row = requireTargetRow(context, target)
  requireAccess(readerOf(context), context.session, target.table, 'Read', row)
  return row
}

/** A unit and all below it, as far as the caller may read them. */
function retrieveBusinessHierarchy(call: OperationCall): Answer {
  const { context } = call
  const reader = readerOf(context)
  const units = rowsOf(reader, context.environment, 'businessunit')
  const ids = descendantUnits(reader, context.environment, String(readableRow(call).businessunitid))
  return composedRows(
    context,
    'businessunit',
    [...ids].flatMap((id): readonly Row[] => {
      const unit = units.get(id)
      return unit ? [unit] : []
    }),
  )
}

/** Everybody who reports to a user, directly or through others. */
function retrieveAllChildUsers(call: OperationCall): Answer {
  const { context } = call
  const users = rowsOf(readerOf(context), context.environment, 'systemuser')
  const found = new Map<string, Row>()
  const visit = (id: string) => {
    for (const report of users.find('parentsystemuserid', id)) {
      const key = String(report.systemuserid)
      if (!found.has(key)) visit(found.set(key, report) && key)
    }
  }
  visit(String(readableRow(call).systemuserid))
  return composedRows(context, 'systemuser', found.values())
}

/** What is done with and said of users. */
export const userOperations: readonly Operation[] = [
  { name: 'SetBusinessSystemUser', kind: 'action', boundTo: ['systemuser'], run: setBusinessSystemUser },
  { name: 'SetParentSystemUser', kind: 'action', boundTo: ['systemuser'], run: setParentSystemUser },
  { name: 'ReassignObjectsSystemUser', kind: 'action', boundTo: ['systemuser'], run: reassignObjects },
  { name: 'RetrieveAllChildUsersSystemUser', kind: 'function', boundTo: ['systemuser'], run: retrieveAllChildUsers },
  {
    name: 'RetrieveBusinessHierarchyBusinessUnit',
    kind: 'function',
    boundTo: ['businessunit'],
    run: retrieveBusinessHierarchy,
  },
]
