import {
  addExtensionProperty,
  deleteExtensionProperty,
  extensionPropertiesOf,
  getExtensionProperty,
  type NewExtensionProperty,
} from '../../../domain/directory/define-extension-property.js'
import { availableExtensionProperties } from '../../../domain/directory/extension-properties.js'
import { listSource } from '../../../odata/list-source.js'
import { type Answer, noContent } from '../answer.js'
import { requireOwnership, resolveApplication } from '../applications/resolve-application.js'
import { type Call, parameter, readerOf, write } from '../call.js'
import { extensionPropertyType } from '../model/extension-type.js'
import { present } from '../present.js'
import { entityAnswer, valueAnswer } from '../query/entity-answer.js'
import { listAnswer } from '../query/list-answer.js'

function contextOf({ id }: { readonly id: string }): string {
  return `applications('${id}')/extensionProperties`
}

/** GET /applications/{id}/extensionProperties (Microsoft Graph: List extensionProperties). */
export function listExtensionProperties(call: Call): Answer {
  const application = resolveApplication(call)
  const source = listSource(extensionPropertiesOf(readerOf(call), application.id), ({ id }) => id)
  return listAnswer(call, { type: extensionPropertyType(), source, context: contextOf(application) })
}

/** POST /applications/{id}/extensionProperties (Microsoft Graph: Create extensionProperty). */
export function postExtensionProperty(call: Call): Answer {
  const application = resolveApplication(call)
  requireOwnership(call, application.id)
  const given = call.body as NewExtensionProperty
  const property = write(call, (transaction) => addExtensionProperty(transaction, application.id, given))
  return entityAnswer(call, extensionPropertyType(), property, contextOf(application), 201)
}

/** GET /applications/{id}/extensionProperties/{propertyId} (Microsoft Graph: Get extensionProperty). */
export function getExtensionPropertyEntity(call: Call): Answer {
  const application = resolveApplication(call)
  const property = getExtensionProperty(readerOf(call), application.id, parameter(call, 'propertyId'))
  return entityAnswer(call, extensionPropertyType(), property, contextOf(application))
}

/** DELETE /applications/{id}/extensionProperties/{propertyId} (Microsoft Graph: Delete extensionProperty). */
export function deleteExtensionPropertyEntity(call: Call): Answer {
  const { id } = resolveApplication(call)
  requireOwnership(call, id)
  write(call, (transaction) => deleteExtensionProperty(transaction, id, parameter(call, 'propertyId')))
  return noContent
}

/** POST /directoryObjects/getAvailableExtensionProperties: none of them is synchronized from elsewhere. */
export function getAvailableExtensionProperties(call: Call): Answer {
  const { isSyncedFromOnPremises } = (call.body ?? {}) as { readonly isSyncedFromOnPremises?: boolean | null }
  const reader = readerOf(call)
  const found = isSyncedFromOnPremises ? [] : availableExtensionProperties(reader)
  const value = found.map((property) => ({
    '@odata.type': '#microsoft.graph.extensionProperty',
    ...present(property, extensionPropertyType().defaults, reader),
  }))
  return valueAnswer(call, 'Collection(extensionProperty)', { value })
}
