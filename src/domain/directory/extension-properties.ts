import { fold } from '../../kernel/fold.js'
import type { Reader } from '../access.js'
import type { ExtensionProperty } from './extension-rows.js'
import { applications, deletedItems, extensionProperties, servicePrincipals } from './tables.js'

/** The directory extensions that values can be given to (Microsoft Graph: getAvailableExtensionProperties). */
export function availableExtensionProperties(reader: Reader): readonly ExtensionProperty[] {
  return [...reader.table(extensionProperties).rows()].filter((property) => isAvailable(reader, property))
}

/** The directory extension of that full name, in any case, if values can be given to it. */
export function findExtensionProperty(reader: Reader, name: string): ExtensionProperty | undefined {
  const property = reader.table(extensionProperties).findFirst('name', fold(name))
  return property && isAvailable(reader, property) ? property : undefined
}

/**
 * A definition hides while its application is deleted, and after a restore until the service principal is back too (Add
 * custom data to resources using extensions: Considerations for using directory extensions).
 */
function isAvailable(reader: Reader, { applicationId }: ExtensionProperty): boolean {
  const application = reader.table(applications).get(applicationId)
  if (!application) return false
  if (reader.table(servicePrincipals).findFirst('appId', fold(application.appId))) return true
  for (const item of reader.table(deletedItems).find('kind', 'servicePrincipal')) {
    if (item.kind === 'servicePrincipal' && item.object.appId === application.appId) return false
  }
  return true
}
