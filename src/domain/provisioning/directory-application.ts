import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { DirectoryApplication } from '../dataverse/directory-link.js'
import { findApplicationByAppId } from '../directory/applications.js'
import { defaultDomain, organizationOf } from '../directory/organization.js'
import { findServicePrincipalByAppId } from '../directory/service-principals.js'

/** The app registration or enterprise application behind an application id, or undefined. */
export function findDirectoryApplication(reader: Reader, applicationId: string): DirectoryApplication | undefined {
  const appId = fold(applicationId)
  const application = findApplicationByAppId(reader, appId)
  const principal = findServicePrincipalByAppId(reader, appId)
  const found = application ?? principal
  if (!found) return undefined
  return {
    appId,
    objectId: principal?.id ?? null,
    displayName: application?.displayName ?? found.displayName,
    uri: application?.identifierUris[0] ?? null,
    domain: defaultDomain(organizationOf(reader)),
  }
}
