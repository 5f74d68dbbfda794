import { getUser } from '../../../domain/directory/find-principal.js'
import { unifiedGroupWithNickname } from '../../../domain/directory/group-names.js'
import { refuseInvalidGroupValues } from '../../../domain/directory/group-values.js'
import { DomainError } from '../../../kernel/errors.js'
import { type Answer, noContent } from '../answer.js'
import { type Call, readerOf } from '../call.js'
import { resolveGroup } from './resolve-group.js'

interface GroupNames {
  readonly entityType?: string | null
  readonly displayName?: string | null
  readonly mailNickname?: string | null
  readonly onBehalfOfUserId?: string | null
}

/** POST /groups/{id}/validateProperties (Microsoft Graph: group validateProperties): whether a group could take these names. */
export function validateGroupProperties(call: Call): Answer {
  return validate(call, call.body as GroupNames, resolveGroup(call).id)
}

/** POST /directoryObjects/validateProperties (Microsoft Graph: directoryObject validateProperties), for groups only. */
export function validateProperties(call: Call): Answer {
  const names = call.body as GroupNames
  if (names.entityType?.toLowerCase() !== 'group') {
    throw new DomainError('invalidValue', { property: 'entityType', resource: 'DirectoryObject' })
  }
  return validate(call, names)
}

/** Throws `valueRequired` without any name, `invalidValue`, `notFound` for a user who is not there, and `namesTaken` for a nickname that another group has. */
function validate(call: Call, { displayName, mailNickname, onBehalfOfUserId }: GroupNames, groupId?: string): Answer {
  if (onBehalfOfUserId != null) getUser(readerOf(call), onBehalfOfUserId)
  const given = { ...(displayName != null && { displayName }), ...(mailNickname != null && { mailNickname }) }
  if (Object.keys(given).length === 0)
    throw new DomainError('valueRequired', { property: 'displayName', resource: 'Group' })
  refuseInvalidGroupValues(given)
  const other = mailNickname == null ? undefined : unifiedGroupWithNickname(readerOf(call), mailNickname, groupId)
  if (other) throw new DomainError('namesTaken', { property: 'mailNickname' })
  return noContent
}
