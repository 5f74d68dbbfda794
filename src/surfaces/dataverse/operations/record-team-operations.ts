import {
  addUserToRecordTeam,
  type RecordTeamMember,
  removeUserFromRecordTeam,
} from '../../../domain/dataverse/record-teams.js'
import { write } from '../context.js'
import { requireTargetId } from '../find-row.js'
import { boundRow, type Operation, type OperationCall } from '../operation.js'
import { complexResult } from './complex-result.js'
import { entityParameter } from './entity-parameter.js'

function memberOf(call: OperationCall): RecordTeamMember {
  const { context, parameters } = call
  return {
    user: { table: 'systemuser', id: requireTargetId(context, boundRow(call)) },
    record: entityParameter(context, parameters.Record),
    template: entityParameter(context, parameters.TeamTemplate, 'teamtemplate'),
  }
}

function changeRecordTeam(name: string, change: typeof addUserToRecordTeam): Operation {
  const run: Operation['run'] = (call) => {
    const { context } = call
    const AccessTeamId = write(context, (transaction) => change(transaction, context.session, memberOf(call)))
    return complexResult(call, name, { AccessTeamId })
  }
  return { name, kind: 'action', boundTo: ['systemuser'], run }
}

/** Who works on a row, in a team that the row has for it. */
export const recordTeamOperations: readonly Operation[] = [
  changeRecordTeam('AddUserToRecordTeam', addUserToRecordTeam),
  changeRecordTeam('RemoveUserFromRecordTeam', removeUserFromRecordTeam),
]
