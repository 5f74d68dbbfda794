import type { Navigation } from '../../../domain/dataverse/metadata.js'
import { linkRecords, unlinkRecords } from '../../../domain/dataverse/records/associate-records.js'
import { noContent } from '../answer.js'
import { type RequestContext, write } from '../context.js'
import { requireTargetId } from '../find-row.js'
import { boundRow, type Operation } from '../operation.js'
import { entityParameter } from './entity-parameter.js'

/** `AddMembersTeam` and `RemoveMembersTeam`: several users in one transaction. */
function changeMembers(change: typeof linkRecords): Operation['run'] {
  return (call) => {
    const { context, parameters } = call
    const target = boundRow(call)
    const members = Array.isArray(parameters.Members) ? parameters.Members : []
    write(context, (transaction) => {
      const team = { table: 'team', id: requireTargetId(context, target) }
      for (const member of members) {
        change(transaction, context.session, membership(context), team, entityParameter(context, member))
      }
    })
    return noContent
  }
}

function membership(context: RequestContext): Navigation {
  const navigation = context.model.navigations('team').get('teammembership_association')
  if (!navigation) throw new Error('teams have members')
  return navigation
}

/** Who is in teams. */
export const teamOperations: readonly Operation[] = [
  { name: 'AddMembersTeam', kind: 'action', boundTo: ['team'], run: changeMembers(linkRecords) },
  { name: 'RemoveMembersTeam', kind: 'action', boundTo: ['team'], run: changeMembers(unlinkRecords) },
]
