import { DomainError } from '../../kernel/errors.js'
import { fold } from '../../kernel/fold.js'
import type { Reader, Transaction } from '../access.js'
import { getApplication } from './applications.js'
import { EXTENSION_TARGETS, EXTENSION_TYPES, type ExtensionProperty } from './extension-rows.js'
import { extensionProperties } from './tables.js'

/** What a client says of a new directory extension. */
export interface NewExtensionProperty {
  readonly name: string
  readonly dataType: string
  readonly targetObjects: readonly string[]
  readonly isMultiValued?: boolean | null
}

/**
 * Defines a directory extension, owned by an application (Microsoft Graph: Create extensionProperty). Values that objects
 * kept from an earlier definition of the name are there again. `facts` are a fixture's. Throws `notFound`, `invalidValue`, `extensionPropertyExists`.
 */
export function addExtensionProperty(
  transaction: Transaction,
  applicationId: string,
  given: NewExtensionProperty,
  facts: Partial<Pick<ExtensionProperty, 'id'>> = {},
): ExtensionProperty {
  const { id, appId } = getApplication(transaction, applicationId)
  const dataType = EXTENSION_TYPES.find((type) => type === given.dataType)
  const wanted = [...new Set(given.targetObjects)]
  const targetObjects = wanted.flatMap((name) => EXTENSION_TARGETS.find((target) => target === name) ?? [])
  const refuse = (property: string) => new DomainError('invalidValue', { property, resource: 'ExtensionProperty' })
  if (!/^[A-Za-z0-9]\w*$/.test(given.name)) throw refuse('name')
  if (!dataType) throw refuse('dataType')
  if (targetObjects.length === 0 || targetObjects.length < wanted.length) throw refuse('targetObjects')
  const name = `extension_${appId.replaceAll('-', '')}_${given.name}`
  if (transaction.table(extensionProperties).findFirst('name', fold(name))) {
    throw new DomainError('extensionPropertyExists', { name })
  }
  return transaction.insert(extensionProperties, {
    id: facts.id ?? transaction.newGuid(),
    applicationId: id,
    name,
    dataType,
    isMultiValued: given.isMultiValued ?? false,
    targetObjects,
  })
}

/** The directory extensions that an application owns, the oldest first. */
export function extensionPropertiesOf(reader: Reader, applicationId: string): readonly ExtensionProperty[] {
  return [...reader.table(extensionProperties).find('applicationId', applicationId)]
}

/** A directory extension that an application owns. Throws `notFound`. */
export function getExtensionProperty(reader: Reader, applicationId: string, id: string): ExtensionProperty {
  const property = reader.table(extensionProperties).get(fold(id))
  if (property?.applicationId !== applicationId) throw new DomainError('notFound', { id })
  return property
}

/** Takes a definition away; what objects have kept under its name cannot be found any more. Throws `notFound`. */
export function deleteExtensionProperty(transaction: Transaction, applicationId: string, id: string): void {
  transaction.remove(extensionProperties, getExtensionProperty(transaction, applicationId, id).id)
}

/** Takes away whatever an application defined that is deleted for good. */
export function purgeExtensionProperties(transaction: Transaction, applicationId: string): void {
  for (const { id } of extensionPropertiesOf(transaction, applicationId)) transaction.remove(extensionProperties, id)
}
