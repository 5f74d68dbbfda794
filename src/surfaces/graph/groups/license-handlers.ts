import type { LicenseChanges } from '../../../domain/directory/assign-license.js'
import { assignGroupLicense } from '../../../domain/directory/group-licenses.js'
import { directMembers } from '../../../domain/directory/memberships.js'
import type { Answer } from '../answer.js'
import { type Call, readerOf, write } from '../call.js'
import type { DirectoryObject } from '../model/directory-object.js'
import { groupType } from '../model/group-type.js'
import { createdAnswer } from '../query/entity-answer.js'
import { resolveGroup, resolveOpenGroup } from './resolve-group.js'

/** POST /groups/{id}/assignLicense (Microsoft Graph: group assignLicense): accepted, and here done at once. */
export function assignLicenseToGroup(call: Call): Answer {
  const { id } = resolveGroup(call)
  const group = write(call, (transaction) => assignGroupLicense(transaction, id, call.body as LicenseChanges))
  return { ...createdAnswer(call, groupType(), group, 'groups'), status: 202 }
}

/** Direct members whom a license of the group could not reach. */
export function* membersWithLicenseErrors(call: Call): Generator<DirectoryObject> {
  const group = resolveOpenGroup(call)
  for (const member of directMembers(readerOf(call), group.id)) {
    const states = member.type === 'user' ? member.object.licenseAssignmentStates : []
    if (states.some((state) => state.assignedByGroup === group.id && state.state === 'Error')) yield member
  }
}
