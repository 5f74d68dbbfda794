import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { DirectoryLink } from '../dataverse/directory-link.js'
import { findApplicationByAppId } from '../directory/applications.js'
import { findGroup, findUser } from '../directory/find-principal.js'
import { defaultDomain, organizationOf } from '../directory/organization.js'
import { findServicePrincipalByAppId } from '../directory/service-principals.js'
import { users } from '../directory/tables.js'
import { administratorRoleOf } from './administrator-role.js'
import { syncUser } from './sync-user.js'

/** What Dataverse asks of the directory, answered by the tenant that both belong to. */
export const directoryLink: DirectoryLink = {
  application(reader, applicationId) {
    const principal = findServicePrincipalByAppId(reader, applicationId)
    if (!principal) return undefined
    return {
      objectId: principal.id,
      displayName: principal.displayName,
      uri: findApplicationByAppId(reader, applicationId)?.identifierUris[0] ?? null,
      domain: defaultDomain(organizationOf(reader)),
    }
  },
  user(reader, { objectId, userPrincipalName }) {
    if (objectId !== undefined) return reader.table(users).get(fold(objectId))?.id
    return userPrincipalName === undefined ? undefined : findUser(reader, userPrincipalName)?.id
  },
  addUser(transaction, environment, objectId) {
    const { row, verdict } = syncUser(transaction, environment, objectId, 'api')
    if (!row || row.isdisabled) throw new DomainError('userNotEntitled', { ...verdict, objectId })
    return row
  },
  isTenantAdministrator(reader, objectId) {
    return administratorRoleOf(reader, fold(objectId)) !== 'none'
  },
  hasGroup(reader, objectId) {
    return findGroup(reader, objectId) !== undefined
  },
}
